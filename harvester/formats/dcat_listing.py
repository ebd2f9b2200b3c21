"""What a page of a DCAT catalogue says of its listing: its members, the next page, what lies elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from harvester.formats.rdf_graph import DCAT, DCT, FOAF, RDF_TYPE, Graph
from harvester.formats.rdf_terms import Term, iri, is_iri, is_literal, value_of
from harvester.formats.words import is_http

DATASET, SERIES, SERVICE, CATALOGUE = [
    iri(DCAT + name) for name in ("Dataset", "DatasetSeries", "DataService", "Catalog")
]
RECORD_CLASSES = frozenset({DATASET, SERIES, SERVICE})

_HYDRA = ("http://www.w3.org/ns/hydra/core#", "https://www.w3.org/ns/hydra/core#")
"""The namespace of the hydra core vocabulary, and how some portals write it."""
_COLLECTIONS = ("Collection", "PagedCollection", "PartialCollectionView")
_LISTINGS = frozenset({CATALOGUE, *(iri(hydra + name) for hydra in _HYDRA for name in _COLLECTIONS)})
_NEXT = tuple(hydra + name for hydra in _HYDRA for name in ("next", "nextPage"))
_TOTALS = tuple(hydra + "totalItems" for hydra in _HYDRA)
_MEMBERS = (DCAT + "dataset", DCAT + "service")
_RECORD, _SERVICE_OF, _CATALOGUE_IN = DCAT + "record", DCAT + "accessService", DCAT + "catalog"
_LEADING = frozenset({*_NEXT, *_TOTALS, *_MEMBERS, _RECORD, _SERVICE_OF, _CATALOGUE_IN})
"""Only nodes that say one of these tell of the listing: a few of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DcatListing:
    """`described` are the subjects of datasets, series and services; `links` the addresses of those that are
    listed here and described elsewhere; `catalogues` those of catalogues within this one.
    """

    next_url: str | None
    total: int | None
    is_catalogue: bool
    described: tuple[Term, ...]
    links: tuple[str, ...]
    catalogues: tuple[str, ...]


def read_listing(graph: Graph, url: str) -> DcatListing:
    """Return what the page at `url` says (hydra core vocabulary; the older PagedCollection too)."""
    next_urls: list[str] = []
    totals: list[int] = []
    page = iri(url)
    leading = [node for node, said in graph.by_subject.items() if not _LEADING.isdisjoint(said)]
    for subject in leading:
        found = [value_of(term) for term in graph.objects(subject, *_NEXT)]
        next_urls += found if subject != page else []
        next_urls[:0] = found if subject == page else []
        totals += [int(value_of(term)) for term in graph.objects(subject, *_TOTALS) if _is_count(term)]
    return DcatListing(
        next_url=next_urls[0] if next_urls else None,
        total=max(totals, default=None),
        is_catalogue=any(not _LISTINGS.isdisjoint(graph.types(node)) for node in graph.subjects()),
        described=_described(graph, leading),
        links=_addresses(
            link for link in _objects(graph, leading, *_MEMBERS) if not _is_described(graph, link)
        ),
        catalogues=_addresses(
            link for link in _objects(graph, leading, _CATALOGUE_IN) if not _holds(graph, link, url)
        ),
    )


def _described(graph: Graph, leading: Iterable[Term]) -> tuple[Term, ...]:
    """Return what the page describes as a dataset, series or service, or lists as one without naming its
    class.

    A service that only distributions name is part of them; a dataset of which only the class is said is a
    mere mention, and so is the topic of a catalogue record that has no title.
    """
    listed: set[Term] = set()
    parts: set[Term] = set()
    for node in leading:
        parts.update(graph.objects(node, _SERVICE_OF))
        listed.update(graph.objects(node, *_MEMBERS))
        for record in graph.objects(node, _RECORD):
            topics = graph.objects(record, FOAF + "primaryTopic")
            listed.update(topic for topic in topics if graph.objects(topic, DCT + "title"))
    found: list[Term] = []
    for subject in graph.subjects():
        types = graph.types(subject)
        is_meant = subject in listed or (subject not in parts and not RECORD_CLASSES.isdisjoint(types))
        if is_meant and CATALOGUE not in types and _is_described(graph, subject):
            found.append(subject)
    return tuple(found)


def _objects(graph: Graph, leading: Iterable[Term], *predicates: str) -> dict[Term, None]:
    """Return the terms that the predicates lead to, each once."""
    return {term: None for node in leading for term in graph.objects(node, *predicates)}


def _addresses(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(value_of(term) for term in terms if is_iri(term) and is_http(value_of(term)))


def _is_described(graph: Graph, node: Term) -> bool:
    said = graph.properties(node)
    return len(said) > (RDF_TYPE in said)


def _holds(graph: Graph, catalogue: Term, url: str) -> bool:
    """Tell whether a catalogue is this page itself, or says here what it holds."""
    return value_of(catalogue).partition("#")[0] == url or bool(graph.objects(catalogue, *_MEMBERS))


def _is_count(term: Term) -> bool:
    if not is_literal(term):
        return False
    text = value_of(term)
    return text.isascii() and text.isdigit() and len(text) < 10
