"""Triples as an rdflib graph, for single records, validation and tests."""

from collections.abc import Iterable

import rdflib
from rdflib.term import Node

from catalogue.rdf.namespaces import PREFIXES
from catalogue.rdf.terms import Blank, Iri, Term, Triple


def to_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return a graph that holds the triples, literals as written."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, address in PREFIXES.items():
        graph.bind(prefix, address)
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def _term(term: Term) -> Node:
    if isinstance(term, Iri):
        return rdflib.URIRef(term.value)
    if isinstance(term, Blank):
        return rdflib.BNode(term.label)
    datatype = rdflib.URIRef(term.datatype.value) if term.datatype else None
    return rdflib.Literal(term.text, lang=term.language, datatype=datatype, normalize=False)
