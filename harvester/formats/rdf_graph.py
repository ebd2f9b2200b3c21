"""Statements indexed by subject, and the reading of a node: labels, languages, addresses.

Knows RDF and its common labels; what a property means for a record belongs to `dcat_*`.
"""

from collections.abc import Iterable

from harvester.formats.rdf_terms import Statement, Term, iri, line_of, list_statements, to_text, value_of
from harvester.formats.words import squeeze, unique

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

Said = dict[str, tuple[Term, ...]]
"""What is said of a node: the addresses of its predicates, and the objects of each, once each.

Tuples of texts: the collector of rings need not follow them, and a page has thousands.
"""

Alone = tuple[Term, *tuple[tuple[str, tuple[Term, ...]], ...]]
"""A node and what is said of it, where that is all that can be read of it."""

_NOTHING: Said = {}
_LITTLE = 1_000
"""Characters of what is worth remembering: agents and contact points say some hundred."""


class Graph:
    """Statements by subject and predicate; objects in the order of the document, each once."""

    def __init__(self, ntriples: str) -> None:
        """Read N-Triples as `list_statements` takes them."""
        self.by_subject = _by_subject(list_statements(ntriples))

    @classmethod
    def of(cls, by_subject: dict[Term, Said]) -> "Graph":
        """Return the graph of statements that were read before."""
        graph = cls.__new__(cls)
        graph.by_subject = by_subject
        return graph

    def __contains__(self, node: Term) -> bool:
        return node in self.by_subject

    def subjects(self) -> Iterable[Term]:
        """Return every described node, in the order of the document."""
        return self.by_subject.keys()

    def properties(self, node: Term) -> Said:
        """Return what is said of a node: predicate → objects. Nobody changes it."""
        return self.by_subject.get(node, _NOTHING)

    def objects(self, node: Term, *predicates: str) -> tuple[Term, ...]:
        """Return the objects of the predicates, in their order, each once."""
        said = self.by_subject.get(node, _NOTHING)
        return _joined([said[predicate] for predicate in predicates if predicate in said])

    def types(self, node: Term) -> tuple[Term, ...]:
        """Return the classes of a node; one that is written as a text is the address that it says."""
        terms = self.by_subject.get(node, _NOTHING).get(RDF_TYPE, ())
        if len(terms) == 1 and terms[0][0] == "<":
            return terms
        return tuple([term if term[0] == "<" else iri(value_of(term)) for term in terms])

    def leave_out(self, predicates: Iterable[str], term: Term) -> None:
        """Forget what some predicates say where they say `term`."""
        for said in self.by_subject.values():
            for predicate in predicates:
                if predicate in said and term in said[predicate]:
                    said[predicate] = tuple([other for other in said[predicate] if other != term])

    def view(self, node: Term) -> "NodeView":
        """Return the reader of a node."""
        return NodeView(self, node)


def _by_subject(statements: Iterable[Statement]) -> dict[Term, Said]:
    """Index statements; what a predicate says beside its first object is added at the end."""
    found: dict[Term, Said] = {}
    more: dict[tuple[Term, str], list[Term]] = {}
    subject, said = "", _NOTHING
    for node, predicate, term in statements:
        if node != subject:
            subject, said = node, found.setdefault(node, {})
        if predicate not in said:
            said[predicate] = (term,)
        elif (subject, predicate) in more:
            more[subject, predicate].append(term)
        else:
            more[subject, predicate] = [*said[predicate], term]
    for (node, predicate), objects in more.items():
        found[node][predicate] = tuple(dict.fromkeys(objects))
    return found


def _joined(several: list[tuple[Term, ...]]) -> tuple[Term, ...]:
    if len(several) < 2:
        return several[0] if several else ()
    return tuple(dict.fromkeys([term for terms in several for term in terms]))


def view_alone(alone: Alone) -> "NodeView":
    """Return the reader of a node of which this is all there is."""
    node, *said = alone
    return NodeView(Graph.of({node: dict(said)}), node)


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

    def alone(self) -> Alone | None:
        """Return all there is to read of a node that leads to no other described one, if that is little:
        equal for nodes that read the same, so that what is made of one can be remembered.
        """
        size = 0
        for terms in self.said.values():
            for term in terms:
                size += len(term)
                if term[0] != '"' and term in self.graph.by_subject:
                    return None
        return None if size > _LITTLE else (self.node, *self.said.items())

    def says(self, predicates: frozenset[str]) -> bool:
        """Tell whether anything is said by some of the predicates."""
        return not predicates.isdisjoint(self.said)

    def terms(self, *predicates: str) -> tuple[Term, ...]:
        """Return the objects of the predicates, each once."""
        said = self.said
        found: tuple[Term, ...] = ()
        for predicate in predicates:
            if predicate in said:
                self.asked.add(predicate)
                found = tuple(dict.fromkeys((*found, *said[predicate]))) if found else said[predicate]
        return found

    def views(self, *predicates: str) -> list["NodeView"]:
        """Return the objects of the predicates as nodes, literals left out."""
        return [NodeView(self.graph, term) for term in self.terms(*predicates) if term[0] != '"']

    def iris(self, *predicates: str) -> tuple[str, ...]:
        """Return the objects that are IRIs, and the literals that are http addresses."""
        terms = self.terms(*predicates)
        return (
            _distinct([line_of(term) for term in terms if term.startswith(("<", '"http'))]) if terms else ()
        )

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

    def line(self, *predicates: str) -> str | None:
        """Return the best literal of the predicates in one line."""
        found: str | None = None
        for predicate in predicates:
            if predicate in self.said:
                self.asked.add(predicate)
                found = found or _best_line_of(self.said[predicate])
        return found

    def labels(self, *predicates: str) -> tuple[str, ...]:
        """Return what the objects are called: literals as they are, nodes by their label, else their IRI."""
        terms = self.terms(*predicates)
        return _distinct([self.line_of(term) for term in terms]) if terms else ()

    def first_label(self, *predicates: str) -> str | None:
        """Return the first of `labels`."""
        for term in self.terms(*predicates):
            if line := self.line_of(term):
                return line
        return None

    def labels_or_iris(self, *predicates: str) -> tuple[str, ...]:
        """Return the objects as they stand: text of a literal, IRI of a node, label of a blank one."""
        terms = self.terms(*predicates)
        if not terms:
            return ()
        return _distinct([self.line_of(term) if term[0] == "_" else line_of(term) for term in terms])

    def label(self, language: str = "fr") -> str | None:
        """Return what this node is called, None where it does not say."""
        return self.text(*LABELS, language=language)

    def label_of(self, term: Term, language: str = "fr") -> str:
        """Return what an object is called: a literal's text, a node's label, else its IRI."""
        if term[0] != '"' and term in self.graph.by_subject:
            named = NodeView(self.graph, term).label(language)
            return named or (term[1:-1] if term[0] == "<" else "")
        return "" if term[0] == "_" else value_of(term)

    def line_of(self, term: Term) -> str:
        """Return what an object is called, in one line."""
        if term[0] != '"' and term in self.graph.by_subject:
            return squeeze(self.label_of(term))
        return "" if term[0] == "_" else line_of(term)


def _distinct(lines: list[str]) -> tuple[str, ...]:
    """Return lines without empty ones and repetitions; nearly always there is one."""
    if len(lines) == 1:
        return (lines[0],) if lines[0] else ()
    return unique(filter(None, lines))


def _by_language(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
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


def _best_line_of(terms: tuple[Term, ...]) -> str | None:
    if len(terms) == 1 and terms[0][0] == '"':
        return line_of(terms[0]) or None
    return squeeze(_best_of(terms, "fr")) or None


def _best_of(terms: tuple[Term, ...], language: str) -> str | None:
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
