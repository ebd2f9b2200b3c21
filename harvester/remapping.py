"""Kept originals made into records again, page by page, and how they differ from what is published.

Reads the store and asks the parser child; writes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from catalogue.differences import Difference, list_differences
from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.replaying import PAGE, KeptRecord, list_kept
from catalogue.store.texts import storable
from harvester.connector import RawItem, RejectedItem
from harvester.gateway import ParserGateway
from harvester.making import MadeRecord, make_records
from harvester.normalise import NormaliseContext

Outcome = Literal["changed", "rekeyed", "same", "rejected"]


@dataclass(frozen=True, kw_only=True)
class Remapped:
    """A kept record and what its original gives now: a record, or why there is none any more."""

    kept: KeptRecord
    made: MadeRecord | RejectedItem

    @property
    def outcome(self) -> Outcome:
        """What became of it; `rekeyed` says the same as before and is known by other keys."""
        if isinstance(self.made, RejectedItem):
            return "rejected"
        if self.made.content_hash != self.kept.content_hash:
            return "changed"
        return "same" if keys_of(self.made) == self.kept.keys else "rekeyed"

    @cached_property
    def differences(self) -> list[Difference]:
        """The fields that change; none of an original that can no longer be mapped."""
        if isinstance(self.made, RejectedItem):
            return []
        return list_differences(self.kept.record, self.made.record)


def iterate_remapped(
    database: Database,
    source: Source,
    gateway: ParserGateway,
    context: NormaliseContext,
    page_size: int = PAGE,
) -> Iterator[list[Remapped]]:
    """Yield all that is kept of a source, mapped and normalised anew, a page at a time."""
    after = 0
    while True:
        with database.snapshot() as connection:
            page = list_kept(connection, source.id, after, page_size)
        if not page:
            return
        after = page[-1].number
        made = make_records(gateway, source, context, [to_item(kept) for kept in page])
        yield [Remapped(kept=kept, made=one) for kept, one in zip(page, made, strict=True)]


def to_item(kept: KeptRecord) -> RawItem:
    """Return the item that a connector gave."""
    return RawItem(
        remote_id=kept.remote_id,
        content=kept.content,
        media_type=kept.media_type,
        remote_url=kept.remote_url,
    )


def keys_of(made: MadeRecord) -> tuple[str, ...]:
    """Return the identity keys of a record as they are stored, each once."""
    return tuple(dict.fromkeys(map(storable, made.keys)))
