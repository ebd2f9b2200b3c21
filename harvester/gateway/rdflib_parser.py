"""The second opinion on RDF: rdflib reads what pyoxigraph refuses, inside the child, on text already checked.

Never JSON-LD: rdflib fetches its contexts. Everything that rdflib loads late is imported here, because the
child can open no file any more.
"""

from xml.sax import SAXException

import rdflib
import rdflib.plugins.parsers.notation3
import rdflib.plugins.parsers.rdfxml
import rdflib.plugins.stores.memory
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.exceptions import ParserError

from harvester.gateway.iris import named_node
from harvester.gateway.turtle import repaired_language

MAX_BYTES = 5_000_000
"""rdflib reads some 5 000 triples a second; more than this would only meet the processor limit."""

REFUSALS = (
    ParserError,
    SAXException,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
)
"""What rdflib's parsers raise for documents that they cannot read."""

_FORMATS = {"rdfxml": "xml", "xml": "xml", "turtle": "turtle"}


def parse_with_rdflib(utf8: bytes, kind: str, base: str | None) -> list[Triple]:
    """Return the triples, or raise one of `REFUSALS`."""
    if kind not in _FORMATS or len(utf8) > MAX_BYTES:
        raise ValueError(f"no second opinion on {kind} of {len(utf8)} bytes")
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data=utf8, format=_FORMATS[kind], publicID=base)
    return [Triple(_subject(s), named_node(str(p)), _term(o)) for s, p, o in graph]


def _subject(node: rdflib.term.Node) -> NamedNode | BlankNode:
    if isinstance(node, rdflib.BNode):
        return BlankNode(f"r{hash(node) & 0xFFFFFFFFFFFFFFFF:x}")
    return named_node(str(node))


def _term(node: rdflib.term.Node) -> NamedNode | BlankNode | Literal:
    if not isinstance(node, rdflib.Literal):
        return _subject(node)
    if node.language and (language := repaired_language(node.language)):
        return Literal(str(node), language=language)
    return Literal(str(node), datatype=named_node(str(node.datatype)) if node.datatype else None)
