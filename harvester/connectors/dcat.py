"""Harvest a DCAT catalogue in any RDF syntax: in one document, paged by hydra, or in linked documents.

Owns the options and what a source says of itself; the way through the documents is in `dcat_walk`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from marshmallow import Schema

from catalogue.language import ngettext
from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import Ability, FetchTools, Page, Probe, RawItem, Wanted
from harvester.connectors.dcat_document import DcatDocument, fetch_document, is_at_home
from harvester.connectors.dcat_walk import DcatWalk, parse_cursor
from harvester.declared import DeclaredSchema, whole
from harvester.errors import SourceMisbehaved
from harvester.formats.dcat_record import to_record

_SOFTWARE = (
    (re.compile(r"/api/1/(?:site|organizations/[^/]+)/catalog\."), "udata"),
    (re.compile(r"/api/(?:explore|v2|v1)/.*exports?/(?:dcat|rdf|ttl)"), "Opendatasoft"),
    (re.compile(r"/api/feed/dcat-ap/"), "ArcGIS Hub"),
    (re.compile(r"/data-fair/api/"), "Data Fair"),
    (re.compile(r"/srv/[a-z]{2,3}/(?:rdf|csw)"), "GeoNetwork"),
)
"""Where portals give their catalogue."""
_SYNTAXES = {"turtle": "Turtle", "rdfxml": "RDF/XML", "xml": "RDF/XML", "jsonld": "JSON-LD"}


class DcatOptions(DeclaredSchema):
    """What a `dcat` source may set.

    `max_pages`: where a listing is given up (2 000). `follow`: how many datasets that the catalogue lists and
    describes in documents of their own are fetched, one by one (1 000; 0: none).
    """

    max_pages = whole(1, 100_000)
    follow = whole(0, 100_000)


class DcatConnector:
    """Datasets, series and data services of a catalogue, each kept as its description in N-Triples."""

    kind: ClassVar[str] = "dcat"
    options: ClassVar[type[Schema]] = DcatOptions
    incremental: ClassVar[bool] = False

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
        """Yield the pages of the catalogue, following hydra and links on the source's own server.

        Raises `SourceMisbehaved`: `paging-loop`, `foreign-next`, `too-many-pages`, `too-many-links`,
        `no-record-found`, `described-elsewhere`, and what the session and the parser raise.
        """
        yield from DcatWalk(source=source, tools=tools).pages(parse_cursor(wanted.cursor))

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the first page; raises what `fetch` raises."""
        document = fetch_document(tools, source.url or "")
        if not (document.items or document.is_catalogue):
            raise SourceMisbehaved("no-record-found", url=document.url)
        is_whole = document.next_url is None and not document.catalogues
        links = [url for url in document.links if is_at_home(url, source.url or "")]
        counted = len(document.items) + len(links) if is_whole else None
        return Probe(
            software=_software_of(document),
            announced=document.total if document.total is not None else counted,
            abilities=_abilities(document),
            remarks=tuple(_remarks(document, links)),
        )

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:  # noqa: ARG002 -- the protocol
        """Map one description; raises `RecordRejected`."""
        return to_record(item.content, item.remote_id)


def _software_of(document: DcatDocument) -> str:
    name = next((name for pattern, name in _SOFTWARE if pattern.search(document.url)), "DCAT")
    return f"{name} ({_SYNTAXES.get(document.syntax, document.syntax)})"


def _abilities(document: DcatDocument) -> frozenset[Ability]:
    found: set[Ability] = set()
    if document.total is not None or document.next_url is None:
        found.add("total")
    if document.next_url is not None and not (document.links or document.catalogues):
        found.add("resume")
    return frozenset(found)


def _remarks(document: DcatDocument, links: list[str]) -> Iterator[str]:
    if links:
        text = ngettext(
            "{count} jeu de données est décrit dans un document à part, lu aussi.",
            "{count} jeux de données sont décrits dans des documents à part, lus un par un.",
            len(links),
        )
        yield text.format(count=len(links))
    if document.catalogues:
        text = ngettext(
            "Ce catalogue en contient {count} autre, lu aussi.",
            "Ce catalogue en contient {count} autres, lus aussi.",
            len(document.catalogues),
        )
        yield text.format(count=len(document.catalogues))
