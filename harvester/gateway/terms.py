"""Terms put right: IRIs encoded, language tags repaired, literals capped, blank nodes numbered in order."""

from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from harvester.gateway.iris import UNREADABLE_PREFIX, named_node
from harvester.gateway.limits import LITERAL_MAX_CHARACTERS
from harvester.gateway.turtle import IRI_REPAIRED, LANGUAGE_REPAIRED, repaired_language

IRI_UNREADABLE = "iri-unreadable"
LITERAL_CUT = "literal-cut"
NUL_REPLACED = "nul-replaced"
TRIPLE_TERM_DROPPED = "triple-term-dropped"

_Node = NamedNode | BlankNode


def with_blank_numbers(ntriples: str) -> str:
    """Return N-Triples with their blank nodes numbered from b0, as `TermCleaner` numbers them."""
    if "_:" not in ntriples:
        return ntriples
    numbers: dict[str, str] = {}
    lines = ntriples.split("\n")
    for place, line in enumerate(lines):
        if "_:" in line:
            subject, predicate, rest = line.split(" ", 2)
            if rest.startswith("_:"):
                rest = f"{_numbered(rest[:-2], numbers)} ."
            lines[place] = f"{_numbered(subject, numbers)} {predicate} {rest}"
    return "\n".join(lines)


def _numbered(term: str, numbers: dict[str, str]) -> str:
    return numbers.setdefault(term, f"_:b{len(numbers)}") if term.startswith("_:") else term


@dataclass(slots=True)
class TermCleaner:
    """Cleans the triples of one document; `flags` tells what it had to do."""

    flags: set[str] = field(default_factory=set)
    _iris: dict[NamedNode, NamedNode] = field(default_factory=dict)
    _blanks: dict[BlankNode, BlankNode] = field(default_factory=dict)

    def clean(self, triple: Triple) -> Triple | None:
        """Return the triple, or None where it speaks of a triple (RDF 1.2), which no catalogue uses."""
        subject, value = triple.subject, triple.object
        if isinstance(value, Triple) or not isinstance(subject, NamedNode | BlankNode):
            self.flags.add(TRIPLE_TERM_DROPPED)
            return None
        cleaned = self._literal(value) if isinstance(value, Literal) else self._node(value)
        return Triple(self._node(subject), self._iri(triple.predicate), cleaned)

    def _node(self, node: _Node) -> _Node:
        if isinstance(node, NamedNode):
            return self._iri(node)
        known = self._blanks.get(node)
        if known is None:
            known = self._blanks[node] = BlankNode(f"b{len(self._blanks)}")
        return known

    def _iri(self, node: NamedNode) -> NamedNode:
        known = self._iris.get(node)
        if known is None:
            known = self._iris[node] = named_node(node.value)
            if known != node:
                self.flags.add(IRI_UNREADABLE if known.value.startswith(UNREADABLE_PREFIX) else IRI_REPAIRED)
        return known

    def _literal(self, literal: Literal) -> Literal:
        value, language = literal.value, literal.language
        cut = self._capped(value)
        if language is not None:
            mended = repaired_language(language)
            if mended == language and cut is value:
                return literal
            if mended != language:
                self.flags.add(LANGUAGE_REPAIRED)
            return Literal(cut, language=mended)
        datatype = self._iri(literal.datatype)
        return literal if cut is value and datatype == literal.datatype else Literal(cut, datatype=datatype)

    def _capped(self, value: str) -> str:
        if len(value) > LITERAL_MAX_CHARACTERS:
            self.flags.add(LITERAL_CUT)
            value = value[:LITERAL_MAX_CHARACTERS]
        if "\0" in value:
            self.flags.add(NUL_REPLACED)
            value = value.replace("\0", "\ufffd")
        return value
