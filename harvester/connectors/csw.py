"""Harvest a CSW 2.0.2 (GeoNetwork, Prodige, geOrchestra, pycsw …) as ISO 19139 or ISO 19115-3 records.

Owns the options and which mapper reads a record. How a CSW is asked is in `csw_client`, how its pages are
walked in `csw_walk`, what a harvest asks in `csw_listing` and `csw_changes`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from marshmallow import Schema

from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import FetchTools, Page, Probe, RawItem, Wanted
from harvester.connectors import csw_probe
from harvester.connectors.csw_items import MEDIA_TYPES
from harvester.connectors.csw_listing import list_pages
from harvester.connectors.csw_reader import open_reader
from harvester.connectors.csw_schemas import SCHEMA_CHOICES
from harvester.connectors.services import LayerReader
from harvester.declared import DeclaredSchema, choice, text, text_map, whole
from harvester.formats import iso19115, iso19139, iso_layers

_MAPPERS = {
    MEDIA_TYPES["iso19139"]: iso19139.to_record,
    MEDIA_TYPES["iso19115-3"]: iso19115.to_record,
    iso_layers.MEDIA_TYPE: iso_layers.to_record,
}
LAYER_CHOICES = ("own", "all", "none")


class CswOptions(DeclaredSchema):
    """What a `csw` source may set.

    `page_size`: records asked per page (50). `max_pages`: where a listing is given up (5 000). `sort`: the
    property to sort by (`apiso:Identifier`; empty: none). `where`: properties and the value that each must
    have, `%` for any text. `schema`: the standard to ask for, `iso19139` (default), `iso19115-3` or `auto`
    (ISO 19139 unless only the other is offered). `layers`: whose WMS and WFS are asked for their layers,
    those of the catalogue's `own` platform (default), `all`, or `none`. `record_page`: the address of a
    record's page, with `{id}`; guessed for a GeoNetwork.
    """

    page_size = whole(1, 1_000)
    max_pages = whole(1, 100_000)
    sort = text()
    where = text_map()
    schema = choice(SCHEMA_CHOICES)
    layers = choice(LAYER_CHOICES)
    record_page = text()


class CswConnector:
    """ISO records, each kept as its own XML document."""

    kind: ClassVar[str] = "csw"
    options: ClassVar[type[Schema]] = CswOptions
    incremental: ClassVar[bool] = True

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
        """Yield the records page by page; since a time, those that changed, and the ids of the others.

        Raises `SourceMisbehaved`: `paging-loop`, `listing-stopped`, `too-many-pages`, `unexpected-answer`,
        `ows-exception`, and what the session and the parser raise.
        """
        reader = open_reader(source, tools)
        reader.learn(_choice_of(source))
        pages = list_pages(source, reader, wanted)
        chosen = source.options.get("layers", LAYER_CHOICES[0])
        if chosen == "none":
            yield from pages
            return
        layers = LayerReader(
            tools=tools,
            home=source.url or "",
            everywhere=chosen == "all",
            find_originals=wanted.find_originals,
        )
        yield from map(layers.with_layers, pages)

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the capabilities and for two counts; raises what `fetch` raises."""
        return csw_probe.probe(open_reader(source, tools), tools, _choice_of(source))

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:  # noqa: ARG002 -- the protocol
        """Map one record by its standard; raises `RecordRejected`."""
        to_record = _MAPPERS.get(item.media_type, iso19139.to_record)
        return to_record(item.content, item.remote_id, item.remote_url)


def _choice_of(source: Source) -> str:
    return str(source.options.get("schema", SCHEMA_CHOICES[0]))
