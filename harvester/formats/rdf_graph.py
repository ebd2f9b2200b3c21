"""Statements indexed by subject, and the reading of a node: labels, languages, addresses.

Knows RDF and its common labels; what a property means for a record belongs to `dcat_*`.
"""

from collections.abc import Iterable

from harvester.formats.rdf_terms import Statement, Term, list_statements, to_text, value_of
from harvester.formats.words import distinct, squeeze

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
DCT = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
GEODCAT = "http://data.europa.eu/930/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
SCHEMA = ("http://schema.org/", "https://schema.org/")

LABELS = (
    SKOS + "prefLabel",
    RDFS + "label",
    DCT + "title",
    FOAF + "name",
    VCARD + "fn",
    DC + "title",
    SCHEMA[0] + "name",
    SCHEMA[1] + "name",
    RDF_VALUE,
    DCT + "description",
    RDFS + "comment",
    DCT + "identifier",
    SKOS + "notation",
)
"""Where a node says what it is called, best first."""

Said = dict[str, list[Term]]
"""What is said of a node: the addresses of its predicates, and the objects of each, once each."""

_NOTHING: Said = {}


class Graph:
    """Statements by subject and predicate; objects in the order of the document, each once."""

    def __init__(self, ntriples: str) -> None:
        """Read N-Triples as `list_statements` takes them."""
        self.by_subject = _by_subject(list_statements(ntriples))

    def __contains__(self, node: Term) -> bool:
        return node in self.by_subject

    def subjects(self) -> Iterable[Term]:
        """Return every described node, in the order of the document."""
        return self.by_subject.keys()

    def properties(self, node: Term) -> Said:
        """Return what is said of a node: predicate → objects. Nobody changes it."""
        return self.by_subject.get(node, _NOTHING)

    def objects(self, node: Term, *predicates: str) -> list[Term]:
        """Return the objects of the predicates, in their order, each once. Nobody changes them."""
        said = self.by_subject.get(node, _NOTHING)
        return _joined([said[predicate] for predicate in predicates if predicate in said])

    def types(self, node: Term) -> set[str]:
        """Return the addresses of the classes of a node."""
        return {value_of(term) for term in self.by_subject.get(node, _NOTHING).get(RDF_TYPE, ())}

    def leave_out(self, predicates: Iterable[str], term: Term) -> None:
        """Forget what some predicates say where they say `term`."""
        for said in self.by_subject.values():
            for predicate in predicates:
                if predicate in said and term in said[predicate]:
                    said[predicate] = [other for other in said[predicate] if other != term]

    def view(self, node: Term) -> "NodeView":
        """Return the reader of a node."""
        return NodeView(self, node)


def _by_subject(statements: Iterable[Statement]) -> dict[Term, Said]:
    """Index statements; repetitions are taken out at the end, where a predicate says several things."""
    found: dict[Term, Said] = {}
    several: list[list[Term]] = []
    subject, said = "", _NOTHING
    for node, predicate, term in statements:
        if node != subject:
            subject, said = node, found.setdefault(node, {})
        if predicate not in said:
            said[predicate] = [term]
            continue
        objects = said[predicate]
        if len(objects) == 1:
            several.append(objects)
        objects.append(term)
    for objects in several:
        if len(set(objects)) < len(objects):
            objects[:] = dict.fromkeys(objects)
    return found


def _joined(lists: list[list[Term]]) -> list[Term]:
    if len(lists) < 2:
        return lists[0] if lists else []
    return list(dict.fromkeys(term for terms in lists for term in terms))


class NodeView:
    """One node with what is said of it; keeps the predicates that were asked for and say something."""

    __slots__ = ("asked", "graph", "node", "said")

    def __init__(self, graph: Graph, node: Term) -> None:
        self.graph = graph
        self.node = node
        self.said = graph.by_subject.get(node, _NOTHING)
        self.asked: set[str] = {RDF_TYPE}

    @property
    def iri(self) -> str | None:
        """The IRI of the node, None for a blank one or a literal."""
        return self.node[1:-1] if self.node[0] == "<" else None

    def says(self, predicates: frozenset[str]) -> bool:
        """Tell whether anything is said by some of the predicates."""
        return not predicates.isdisjoint(self.said)

    def terms(self, *predicates: str) -> list[Term]:
        """Return the objects of the predicates, each once. Nobody changes them."""
        found: list[Term] = []
        for predicate in predicates:
            if predicate in self.said:
                self.asked.add(predicate)
                objects = self.said[predicate]
                found = list(dict.fromkeys([*found, *objects])) if found else objects
        return found

    def views(self, *predicates: str) -> list["NodeView"]:
        """Return the objects of the predicates as nodes, literals left out."""
        return [NodeView(self.graph, term) for term in self.terms(*predicates) if term[0] != '"']

    def iris(self, *predicates: str) -> tuple[str, ...]:
        """Return the objects that are IRIs, and the literals that are http addresses."""
        terms = self.terms(*predicates)
        return _lines([value_of(term) for term in terms if term.startswith(("<", '"http'))]) if terms else ()

    def by_language(self, *predicates: str) -> dict[str, tuple[str, ...]]:
        """Return the literals by language (`""` where none is said); the first predicate that speaks wins."""
        found: dict[str, tuple[str, ...]] = {}
        for predicate in predicates:
            if predicate in self.said:
                self.asked.add(predicate)
                found = found or _by_language(self.said[predicate])
        return found

    def text(self, *predicates: str, language: str = "fr") -> str | None:
        """Return the best literal of the predicates for a reader of `language`."""
        found: str | None = None
        for predicate in predicates:
            if predicate in self.said:
                self.asked.add(predicate)
                found = found or _best_of(self.said[predicate], language)
        return found

    def labels(self, *predicates: str, language: str = "fr") -> tuple[str, ...]:
        """Return what the objects are called: literals as they are, nodes by their label, else their IRI."""
        terms = self.terms(*predicates)
        return _lines([self.label_of(term, language) for term in terms]) if terms else ()

    def first_label(self, *predicates: str) -> str | None:
        """Return the first of `labels`."""
        for term in self.terms(*predicates):
            if line := squeeze(self.label_of(term)):
                return line
        return None

    def labels_or_iris(self, *predicates: str) -> tuple[str, ...]:
        """Return the objects as they stand: text of a literal, IRI of a node, label of a blank one."""
        terms = self.terms(*predicates)
        if not terms:
            return ()
        return _lines([self.label_of(term) if term[0] == "_" else value_of(term) for term in terms])

    def label(self, language: str = "fr") -> str | None:
        """Return what this node is called, None where it does not say."""
        return self.text(*LABELS, language=language)

    def label_of(self, term: Term, language: str = "fr") -> str:
        """Return what an object is called: a literal's text, a node's label, else its IRI."""
        if term[0] != '"' and term in self.graph.by_subject:
            named = NodeView(self.graph, term).label(language)
            return named or (term[1:-1] if term[0] == "<" else "")
        return "" if term[0] == "_" else value_of(term)


def _lines(texts: list[str]) -> tuple[str, ...]:
    """Return what `distinct` does; nearly always there is one text."""
    if len(texts) > 1:
        return distinct(texts)
    line = squeeze(texts[0]) if texts else ""
    return (line,) if line else ()


def _by_language(terms: list[Term]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for term in terms:
        if term[0] == '"':
            said, language = to_text(term)
            text = said.strip()
            if is_visible(text):
                if language in found:
                    found[language][text] = None
                else:
                    found[language] = {text: None}
    return {language: tuple(texts) for language, texts in found.items()}


def _best_of(terms: list[Term], language: str) -> str | None:
    if len(terms) > 1:
        return best_text(_by_language(terms), language)
    text = value_of(terms[0]).strip() if terms[0][0] == '"' else ""
    return text if is_visible(text) else None


def is_visible(text: str) -> bool:
    """Tell whether anything is left of a stripped text once it is squeezed."""
    return " " < text[:1] <= "\x7f" or squeeze(text) != ""


def best_text(texts: dict[str, tuple[str, ...]], language: str) -> str | None:
    """Return the text in `language`, else without language, else in English, else the first."""
    for wanted in (language, "", "en", *sorted(texts)):
        if texts.get(wanted):
            return texts[wanted][0]
    return None
