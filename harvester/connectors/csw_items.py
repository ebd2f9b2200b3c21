"""From the records of a CSW to the items of its listing: which were handed on already, and as what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from catalogue.source import Source
from harvester.connector import Page, RawItem, RejectedItem
from harvester.connectors.csw_reader import CswRecord
from harvester.errors import RecordRejected

MEDIA_TYPES = {
    "iso19139": "application/vnd.iso.19139+xml",
    "iso19115-3": "application/vnd.iso.19115-3+xml",
}
_GEONETWORK = re.compile(r"(?P<root>https?://[^?]+?/srv/[a-z]{2,3})/csw[\w-]*/?(?:\?|$)", re.IGNORECASE)

Item = RawItem | RejectedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Makes the items of one harvest; `taken` are the ids handed on, with the hash of their bytes."""

    source: Source
    taken: dict[str, int] = field(default_factory=dict)

    def to_items(self, records: Sequence[CswRecord]) -> list[Item]:
        """Return the records as items, but for those that were handed on before, byte for byte: they come
        from pages that overlap.
        """
        items: list[Item] = []
        for record in records:
            found = hash(record.content)
            if self.taken.get(record.remote_id) != found:
                self.taken[record.remote_id] = found
                items.append(self._to_item(record))
        return items

    def to_page(
        self,
        items: Sequence[Item],
        rejected: Sequence[RejectedItem] = (),
        announced: int | None = None,
        cursor: str | None = None,
    ) -> Page:
        """Return a page of items, with those that were rejected before."""
        self.taken.update((one.remote_id, hash(b"")) for one in rejected)
        return Page(
            items=tuple(item for item in items if isinstance(item, RawItem)),
            rejected=(*rejected, *(item for item in items if isinstance(item, RejectedItem))),
            announced=announced,
            cursor=cursor,
        )

    def _to_item(self, record: CswRecord) -> Item:
        if record.standard is None:
            return rejected(record.remote_id, RecordRejected("not-iso", found=record.found), record.content)
        return RawItem(
            remote_id=record.remote_id,
            content=record.content,
            media_type=MEDIA_TYPES[record.standard],
            remote_url=page_of(self.source, record.remote_id),
        )


def rejected(remote_id: str, error: RecordRejected, content: bytes = b"") -> RejectedItem:
    """Return an item that could not be used, with its reason."""
    return RejectedItem(remote_id=remote_id, kind=error.kind, message=error.reason, content=content)


def page_of(source: Source, remote_id: str) -> str | None:
    """Return the address of a record's page: as declared, else the one of a GeoNetwork, else nothing."""
    if template := source.options.get("record_page"):
        return str(template).replace("{id}", quote(remote_id, safe=""))
    match = _GEONETWORK.match(source.url or "")
    return f"{match['root']}/catalog.search#/metadata/{quote(remote_id, safe='')}" if match else None
