"""Harvest an Opendatasoft portal through its Explore API (v2.1)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from marshmallow import Schema

from catalogue.language import gettext as _
from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import Ability, FetchTools, Page, Probe, RawItem, Wanted
from harvester.connectors.opendatasoft_client import PAGED_ROWS, ExploreClient, changed_since, to_root
from harvester.connectors.opendatasoft_listing import Listing, find_total, from_cursor, is_refused
from harvester.declared import DeclaredSchema, choice, flag, text
from harvester.errors import SourceMisbehaved
from harvester.formats.opendatasoft_record import to_record

LANGUAGES = ("en", "fr", "nl", "pt", "it", "ar", "de", "es", "ca", "eu", "sv")
_LONG_AGO = datetime(2000, 1, 2, tzinfo=UTC)


class OpendatasoftOptions(DeclaredSchema):
    """What an `opendatasoft` source may set.

    `where`: a filter in ODSQL, such as `publisher = "DREES"`. `lang`: the language of the metadata, where a
    portal has several. `federated`: `keep` (by default) or `skip` the copies of datasets of other portals.
    `export`: `false` reads pages of 100 from the start, for a portal whose exports are closed.
    """

    where = text()
    lang = choice(LANGUAGES)
    federated = choice(("keep", "skip"))
    export = flag()


class OpendatasoftConnector:
    """Datasets of a portal: each is kept as its JSON, without the counters that nothing tells of."""

    kind: ClassVar[str] = "opendatasoft"
    options: ClassVar[type[Schema]] = OpendatasoftOptions
    incremental: ClassVar[bool] = True

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
        """Yield the datasets; with `wanted.since`, those that moved since, the other ids being `present`.

        Raises `SourceMisbehaved`: `listing-stopped`, `paging-loop`, `listing-capped`, `unexpected-answer`,
        and what the session raises.
        """
        listing = Listing(client=_to_client(source, tools), skips=source.options.get("federated") == "skip")
        total = listing.client.fetch_total()
        news = listing.find_news(wanted.since, total) if wanted.since and not listing.skips else None
        if news is None:
            yield from listing.walk(total, from_cursor(wanted.cursor))
        else:
            yield from listing.walk_news(news, total, wanted)

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the total, the ids, the filter by date and the exports; raises what `fetch` raises."""
        client = _to_client(source, tools)
        abilities: set[Ability] = {"total"}
        try:
            total, first = client.fetch_first_id()
            abilities |= {"sort", "resume"}
            if first.get("dataset_uid"):
                abilities.add("ids")
        except SourceMisbehaved as error:
            if not is_refused(error):
                raise
            total = client.fetch_total()
        if find_total(client, changed_since(_LONG_AGO)) is not None:
            abilities.add("since")
        return Probe(
            software="Opendatasoft (Explore API v2.1)",
            announced=total,
            abilities=frozenset(abilities),
            remarks=tuple(_remarks(client)),
        )

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:  # noqa: ARG002 -- the protocol
        """Map one dataset; raises `RecordRejected`."""
        return to_record(item.content, item.remote_id, item.remote_url)


def _to_client(source: Source, tools: FetchTools) -> ExploreClient:
    options = source.options
    return ExploreClient(
        session=tools.session,
        root=to_root(source.url or ""),
        where=options.get("where"),
        lang=options.get("lang"),
        exports=options.get("export", True),
    )


def _remarks(client: ExploreClient) -> Iterator[str]:
    try:
        exported = "json" in client.fetch_export_names()
    except SourceMisbehaved as error:
        if not is_refused(error):
            raise
        exported = False
    if not exported:
        yield _(
            "Ce portail n'exporte pas son catalogue en JSON : il est lu par pages, {rows} fiches au plus."
        ).format(rows=PAGED_ROWS)
