"""Statements indexed by subject, and the reading of a node: labels, languages, addresses.

Knows RDF and its common labels; what a property means for a record belongs to `dcat_*`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from harvester.formats.languages import to_language
from harvester.formats.rdf_terms import Blank, Iri, Literal, Node, Term, iterate_statements
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


Said = Mapping[str, Mapping[Term, None]]
"""What is said of a node: the IRIs of its predicates, and the objects of each, once each."""

_NOTHING: Said = {}


class Graph:
    """Statements by subject and predicate; objects in the order of the document, each once."""

    def __init__(self, ntriples: str) -> None:
        """Read N-Triples as `iterate_statements` takes them."""
        self._by_subject: dict[Term, dict[str, dict[Term, None]]] = {}
        for subject, predicate, term in iterate_statements(ntriples):
            said = self._by_subject.get(subject)
            if said is None:
                said = self._by_subject[subject] = {}
            objects = said.get(predicate)
            if objects is None:
                said[predicate] = {term: None}
            else:
                objects[term] = None

    def __contains__(self, node: Term) -> bool:
        return node in self._by_subject

    def subjects(self) -> Iterator[Node]:
        """Yield every described node, in the order of the document."""
        yield from self._by_subject  # type: ignore[misc]  # only nodes are subjects

    def properties(self, node: Term) -> Mapping[str, Collection[Term]]:
        """Return what is said of a node: predicate IRI → objects."""
        return self._by_subject.get(node, _NOTHING)

    def objects(self, node: Term, *predicates: str) -> list[Term]:
        """Return the objects of the predicates, in their order, each once."""
        return _objects(self._by_subject.get(node, _NOTHING), predicates)

    def types(self, node: Term) -> set[str]:
        """Return the IRIs of the classes of a node."""
        return {term.value for term in self._by_subject.get(node, _NOTHING).get(RDF_TYPE, ())}

    def leave_out(self, predicates: Iterable[str], term: Term) -> None:
        """Forget what some predicates say where they say `term`."""
        for said in self._by_subject.values():
            for predicate in said.keys() & predicates:
                said[predicate].pop(term, None)

    def view(self, node: Term) -> "NodeView":
        """Return the reader of a node."""
        return NodeView(self, node)


def _objects(said: Mapping[str, Collection[Term]], predicates: tuple[str, ...]) -> list[Term]:
    found: list[Term] = []
    for predicate in predicates:
        if predicate in said:
            found += said[predicate]
    return list(dict.fromkeys(found)) if len(predicates) > 1 and len(found) > 1 else found


class NodeView:
    """One node with what is said of it; keeps the predicates that were asked for."""

    __slots__ = ("_said", "asked", "graph", "node")

    def __init__(self, graph: Graph, node: Term) -> None:
        self.graph = graph
        self.node = node
        self.asked: set[str] = {RDF_TYPE}
        self._said = graph.properties(node)

    @property
    def iri(self) -> str | None:
        """The IRI of the node, None for a blank one or a literal."""
        return self.node.value if isinstance(self.node, Iri) else None

    def terms(self, *predicates: str) -> list[Term]:
        """Return the objects of the predicates."""
        self.asked.update(predicates)
        return _objects(self._said, predicates)

    def views(self, *predicates: str) -> list["NodeView"]:
        """Return the objects of the predicates as nodes, literals left out."""
        return [
            NodeView(self.graph, term) for term in self.terms(*predicates) if not isinstance(term, Literal)
        ]

    def iris(self, *predicates: str) -> tuple[str, ...]:
        """Return the objects that are IRIs, and the literals that are http addresses."""
        terms = self.terms(*predicates)
        return distinct(
            term.value
            for term in terms
            if isinstance(term, Iri) or (isinstance(term, Literal) and term.value.startswith("http"))
        )

    def by_language(self, *predicates: str) -> dict[str, tuple[str, ...]]:
        """Return the literals by language (`""` where none is said); the first predicate that speaks wins."""
        self.asked.update(predicates)
        for predicate in predicates:
            if predicate not in self._said:
                continue
            found: dict[str, list[str]] = {}
            for term in self._said[predicate]:
                if isinstance(term, Literal) and (text := term.value.strip()) and squeeze(text):
                    found.setdefault(to_language(term.language) or "", []).append(text)
            if found:
                return {language: tuple(dict.fromkeys(texts)) for language, texts in found.items()}
        return {}

    def text(self, *predicates: str, language: str = "fr") -> str | None:
        """Return the best literal of the predicates for a reader of `language`."""
        return best_text(self.by_language(*predicates), language)

    def labels(self, *predicates: str, language: str = "fr") -> tuple[str, ...]:
        """Return what the objects are called: literals as they are, nodes by their label, else their IRI."""
        terms = self.terms(*predicates)
        return distinct([self.label_of(term, language) for term in terms]) if terms else ()

    def labels_or_iris(self, *predicates: str) -> tuple[str, ...]:
        """Return the objects as they stand: text of a literal, IRI of a node, label of a blank one."""
        terms = self.terms(*predicates)
        if not terms:
            return ()
        return distinct(
            [term.value if not isinstance(term, Blank) else self.label_of(term) for term in terms]
        )

    def label(self, language: str = "fr") -> str | None:
        """Return what this node is called, None where it does not say."""
        return self.text(*LABELS, language=language)

    def label_of(self, term: Term, language: str = "fr") -> str:
        """Return what an object is called: a literal's text, a node's label, else its IRI."""
        if isinstance(term, Literal):
            return term.value
        named = NodeView(self.graph, term).label(language) if term in self.graph else None
        return named or (term.value if isinstance(term, Iri) else "")


def best_text(texts: dict[str, tuple[str, ...]], language: str) -> str | None:
    """Return the text in `language`, else without language, else in English, else the first."""
    for wanted in (language, "", "en", *sorted(texts)):
        if texts.get(wanted):
            return texts[wanted][0]
    return None
