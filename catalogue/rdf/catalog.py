"""A page of the catalogue as DCAT-AP 3: the catalogue, its hydra paging, and the records of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogue.rdf.described import record_iri
from catalogue.rdf.literals import text_literal
from catalogue.rdf.namespaces import DCAT, DCT, FOAF, HYDRA, RDF, XSD
from catalogue.rdf.record_triples import record_triples
from catalogue.rdf.terms import Blank, Iri, Literal, Triple, link_iri
from catalogue.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPage:
    """One page of a feed: full addresses of this page and its neighbours, None where there is none.

    `base` is the root of the site without a final slash; `total` counts the records of all pages.
    """

    base: str
    title: str
    description: str
    publisher: str
    total: int
    address: str
    first: str
    last: str
    previous: str | None = None
    next: str | None = None
    records: tuple[Record, ...] = ()


def catalog_triples(page: CatalogPage) -> Iterator[Triple]:
    """Yield `dcat:Catalog`, one `hydra:PartialCollectionView`, and everything about the records."""
    catalog = Iri(f"{page.base}/catalog")
    yield from _catalog(page, catalog)
    yield from _view(page, catalog)
    for record in page.records:
        link = DCAT["service"] if record.kind == "service" else DCAT["dataset"]
        yield Triple(catalog, link, record_iri(page.base, record.id))
    for record in page.records:
        yield from record_triples(record, page.base)


def _catalog(page: CatalogPage, catalog: Iri) -> Iterator[Triple]:
    publisher = Blank("publisher")
    home = link_iri(f"{page.base}/") or catalog
    yield Triple(catalog, RDF["type"], DCAT["Catalog"])
    yield Triple(catalog, RDF["type"], HYDRA["Collection"])
    yield Triple(catalog, DCT["title"], text_literal(page.title, "fr"))
    yield Triple(catalog, DCT["description"], text_literal(page.description, "fr"))
    yield Triple(catalog, DCT["publisher"], publisher)
    yield Triple(publisher, RDF["type"], FOAF["Agent"])
    yield Triple(publisher, FOAF["name"], text_literal(page.publisher))
    yield Triple(catalog, FOAF["homepage"], home)
    yield Triple(home, RDF["type"], FOAF["Document"])
    yield Triple(catalog, HYDRA["totalItems"], Literal(str(page.total), None, XSD["integer"]))


def _view(page: CatalogPage, catalog: Iri) -> Iterator[Triple]:
    view = link_iri(page.address) or catalog
    yield Triple(catalog, HYDRA["view"], view)
    yield Triple(view, RDF["type"], HYDRA["PartialCollectionView"])
    neighbours = {"first": page.first, "previous": page.previous, "next": page.next, "last": page.last}
    for name, address in neighbours.items():
        if iri := link_iri(address):
            yield Triple(view, HYDRA[name], iri)


def export_triples(records: Iterable[Record], base: str) -> Iterator[Triple]:
    """Yield a whole export: the catalogue's links, and everything about each record, as they come."""
    catalog = Iri(f"{base}/catalog")
    yield Triple(catalog, RDF["type"], DCAT["Catalog"])
    for record in records:
        link = DCAT["service"] if record.kind == "service" else DCAT["dataset"]
        yield Triple(catalog, link, record_iri(base, record.id))
        yield from record_triples(record, base)
