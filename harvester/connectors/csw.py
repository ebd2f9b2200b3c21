"""Harvest a CSW 2.0.2 (GeoNetwork, Prodige, pycsw …) as ISO 19139 records."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import quote

from marshmallow import Schema

from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import FetchTools, Page, Probe, RawItem, RejectedItem, Wanted
from harvester.connectors.csw_client import CswClient
from harvester.declared import DeclaredSchema, text, text_map, whole
from harvester.errors import RecordRejected, SourceMisbehaved
from harvester.formats.iso19139 import to_record
from harvester.http import Fetched

PAGE_TASK = "csw.page"
CAPABILITIES_TASK = "csw.capabilities"
MEDIA_TYPE = "application/vnd.iso.19139+xml"
PAGE_SIZE = 50
MAX_PAGES = 5_000
SORT = "apiso:Identifier"
"""Pages of an unsorted listing lose records and repeat others."""

_GEONETWORK = re.compile(r"(?P<root>https?://[^?]+?/srv/[a-z]{2,3})/csw[\w-]*/?(?:\?|$)", re.IGNORECASE)


class CswOptions(DeclaredSchema):
    """What a `csw` source may set.

    `page_size`: records asked per page (50). `max_pages`: where a listing is given up (5 000). `sort`: the
    property to sort by (`apiso:Identifier`; empty: none). `where`: properties and the value that each must
    have, `%` for any text. `record_page`: the address of a record's page, with `{id}`; guessed for a
    GeoNetwork.
    """

    page_size = whole(1, 1_000)
    max_pages = whole(1, 100_000)
    sort = text()
    where = text_map()
    record_page = text()


class CswConnector:
    """ISO 19139 records, each kept as its own XML document."""

    kind: ClassVar[str] = "csw"
    options: ClassVar[type[Schema]] = CswOptions
    incremental: ClassVar[bool] = False

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:  # noqa: ARG002 -- the protocol
        """Yield the records page by page, by a cursor of our own: the number of records received moves it.

        Raises `SourceMisbehaved`: `paging-loop`, `listing-stopped`, `too-many-pages`, `unexpected-answer`,
        `ows-exception`, and what the session and the parser raise.
        """
        listing = _Listing(source=source, tools=tools, client=CswClient(source.url or "", tools.session))
        listing.read_capabilities()
        while True:
            head, parts = listing.fetch_page()
            yield listing.to_page(head, parts)
            if not listing.goes_on(head, parts):
                return

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the first page; raises what `fetch` raises."""
        with closing(self.fetch(source, tools, Wanted())) as pages:  # type: ignore[type-var]
            page = next(pages)
        return Probe(software="CSW 2.0.2", announced=page.announced)

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:  # noqa: ARG002 -- the protocol
        """Map one record; raises `RecordRejected`."""
        return to_record(item.content, item.remote_id, item.remote_url)


@dataclass(slots=True, kw_only=True)
class _Listing:
    """The way through the pages of one harvest."""

    source: Source
    tools: FetchTools
    client: CswClient
    start: int = 1
    pages: int = 0
    _seen: dict[str, bytes] = field(default_factory=dict)
    _sort: str | None = SORT
    _new: int = 0

    def __post_init__(self) -> None:
        self._sort = self.source.options.get("sort", SORT) or None

    def read_capabilities(self) -> None:
        """Learn the address to post to; a service that misbehaves here may still list its records."""
        try:
            answer = self.client.fetch_capabilities()
            said = self._parse(CAPABILITIES_TASK, answer)[0]
        except SourceMisbehaved:
            return
        self.client.use_address(said["post_urls"])

    def fetch_page(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return what the next page says, and its parts; a server that refuses the sort is asked without."""
        try:
            head, *parts = self._parse(PAGE_TASK, self._fetch_records())
        except SourceMisbehaved as error:
            if self._sort is None or self.pages or error.kind not in ("ows-exception", "http-status"):
                raise
            self._sort = None
            head, *parts = self._parse(PAGE_TASK, self._fetch_records())
        self.pages += 1
        return head, parts

    def to_page(self, head: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> Page:
        """Return the page. Records that were received before, byte for byte, come from pages that overlap."""
        fresh = [part for part in parts if self._seen.get(part["remote_id"]) != _digest(part["content"])]
        self._new = sum(part["remote_id"] not in self._seen for part in parts)
        self._seen |= {part["remote_id"]: _digest(part["content"]) for part in fresh}
        return Page(
            items=tuple(self._to_item(part) for part in fresh if "found" not in part),
            rejected=tuple(_to_rejected(part) for part in fresh if "found" in part),
            announced=head["matched"],
        )

    def goes_on(self, head: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> bool:
        """Move the cursor and tell whether more is announced.

        `nextRecord` is often absent, 0 too early, or beyond the end: it only decides where no total is said.
        """
        matched: int | None = head["matched"]
        self.start += len(parts)
        if matched is not None and self.start > matched:
            return False
        if not parts:
            if matched is None:
                return False
            raise SourceMisbehaved("listing-stopped", listed=len(self._seen), announced=matched)
        if matched is None and not head["next"]:
            return False
        if not self._new:
            raise SourceMisbehaved("paging-loop", url=self.client.url)
        if self.pages >= self.source.options.get("max_pages", MAX_PAGES):
            raise SourceMisbehaved("too-many-pages", limit=self.pages)
        return True

    def _fetch_records(self) -> Fetched:
        size = self.source.options.get("page_size", PAGE_SIZE)
        return self.client.fetch_records(self.start, size, self._sort, self.source.options.get("where", {}))

    def _parse(self, task: str, answer: Fetched) -> list[dict[str, Any]]:
        options = {"url": answer.url, "media_type": answer.content_type}
        return self.tools.gateway.run(task, answer.content, options, where=answer.url)

    def _to_item(self, part: Mapping[str, Any]) -> RawItem:
        return RawItem(
            remote_id=part["remote_id"],
            content=part["content"],
            media_type=MEDIA_TYPE,
            remote_url=page_of(self.source, part["remote_id"]),
        )


def page_of(source: Source, remote_id: str) -> str | None:
    """Return the address of a record's page: as declared, else the one of a GeoNetwork, else nothing."""
    if template := source.options.get("record_page"):
        return str(template).replace("{id}", quote(remote_id, safe=""))
    match = _GEONETWORK.match(source.url or "")
    return f"{match['root']}/catalog.search#/metadata/{quote(remote_id, safe='')}" if match else None


def _to_rejected(part: Mapping[str, Any]) -> RejectedItem:
    error = RecordRejected("not-iso19139", found=part["found"])
    return RejectedItem(
        remote_id=part["remote_id"], kind=error.kind, message=str(error), content=part["content"]
    )


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()
