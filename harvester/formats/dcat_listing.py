"""What a page of a DCAT catalogue says of its listing: its members, the next page, what lies elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from harvester.formats.rdf_graph import DCAT, DCT, FOAF, RDF_TYPE, Graph
from harvester.formats.rdf_terms import Iri, Literal, Node, Term, iri
from harvester.formats.words import is_http

DATASET, SERIES, SERVICE = DCAT + "Dataset", DCAT + "DatasetSeries", DCAT + "DataService"
CATALOGUE = DCAT + "Catalog"
RECORD_CLASSES = frozenset({DATASET, SERIES, SERVICE})

_HYDRA = ("http://www.w3.org/ns/hydra/core#", "https://www.w3.org/ns/hydra/core#")
"""The namespace of the hydra core vocabulary, and how some portals write it."""
_COLLECTIONS = ("Collection", "PagedCollection", "PartialCollectionView")
_LISTINGS = frozenset({CATALOGUE, *(hydra + name for hydra in _HYDRA for name in _COLLECTIONS)})
_NEXT = tuple(hydra + name for hydra in _HYDRA for name in ("next", "nextPage"))
_TOTALS = tuple(hydra + "totalItems" for hydra in _HYDRA)
_MEMBERS = (DCAT + "dataset", DCAT + "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class DcatListing:
    """`described` are the subjects of datasets, series and services; `links` the addresses of those that are
    listed here and described elsewhere; `catalogues` those of catalogues within this one.
    """

    next_url: str | None
    total: int | None
    is_catalogue: bool
    described: tuple[Node, ...]
    links: tuple[str, ...]
    catalogues: tuple[str, ...]


def read_listing(graph: Graph, url: str) -> DcatListing:
    """Return what the page at `url` says (hydra core vocabulary; the older PagedCollection too)."""
    next_urls: list[str] = []
    totals: list[int] = []
    page = iri(url)
    for subject in graph.subjects():
        found = [term.value for term in graph.objects(subject, *_NEXT)]
        next_urls += found if subject != page else []
        next_urls[:0] = found if subject == page else []
        totals += [int(term.value) for term in graph.objects(subject, *_TOTALS) if _is_count(term)]
    return DcatListing(
        next_url=next_urls[0] if next_urls else None,
        total=max(totals, default=None),
        is_catalogue=any(graph.types(subject) & _LISTINGS for subject in graph.subjects()),
        described=_described(graph),
        links=tuple(link.value for link in _objects(graph, *_MEMBERS) if not _is_described(graph, link)),
        catalogues=tuple(
            link.value for link in _objects(graph, DCAT + "catalog") if not _holds(graph, link, url)
        ),
    )


def _described(graph: Graph) -> tuple[Node, ...]:
    """Return what the page describes as a dataset, series or service, or lists as one without naming its
    class.

    A service that only distributions name is part of them; a dataset of which only the class is said is a
    mere mention, and so is the topic of a catalogue record that has no title.
    """
    listed: set[Term] = set()
    parts: set[Term] = set()
    for node in graph.subjects():
        parts.update(graph.objects(node, DCAT + "accessService"))
        listed.update(graph.objects(node, *_MEMBERS))
        for record in graph.objects(node, DCAT + "record"):
            topics = graph.objects(record, FOAF + "primaryTopic")
            listed.update(topic for topic in topics if graph.objects(topic, DCT + "title"))
    return tuple(
        subject
        for subject in graph.subjects()
        if (subject in listed or (graph.types(subject) & RECORD_CLASSES and subject not in parts))
        and CATALOGUE not in graph.types(subject)
        and _is_described(graph, subject)
    )


def _objects(graph: Graph, *predicates: str) -> Iterator[Iri]:
    """Yield the addresses that the predicates lead to, each once."""
    found = {term: None for node in graph.subjects() for term in graph.objects(node, *predicates)}
    yield from (term for term in found if isinstance(term, Iri) and is_http(term.value))


def _is_described(graph: Graph, node: Term) -> bool:
    return bool(graph.properties(node).keys() - {RDF_TYPE})


def _holds(graph: Graph, catalogue: Iri, url: str) -> bool:
    """Tell whether a catalogue is this page itself, or says here what it holds."""
    return catalogue.value.partition("#")[0] == url or bool(graph.objects(catalogue, *_MEMBERS))


def _is_count(term: Term) -> bool:
    return (
        isinstance(term, Literal) and term.value.isascii() and term.value.isdigit() and len(term.value) < 10
    )
