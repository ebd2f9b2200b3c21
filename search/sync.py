"""Keeping an index level with the store, through the change log."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from catalogue.record import Record
from search.document import SearchDocument, from_record
from search.engine import Engine, IndexBatch
from search.errors import IndexUnreadable
from search.zones import ZoneLookup


class ChangeFeed(Protocol):
    """The store as a sync reads it: all answers out of one snapshot."""

    def position(self) -> int:
        """Return the number of the last change."""

    def list_changed_ids(self, after: int) -> Sequence[str]:
        """Return the ids of all that changed after a position, each once."""

    def list_records(self, ids: Sequence[str]) -> Iterator[Record]:
        """Yield the records of these ids that there are; others were deleted."""

    def iterate_records(self) -> Iterator[Record]:
        """Yield every record."""


class DocumentProvider(Protocol):
    """Whoever has something else to be found: bouquets, fiches."""

    def list_documents(self, ids: Sequence[str]) -> Iterable[SearchDocument]:
        """Return the documents of those of these ids that are the provider's."""

    def iterate_documents(self) -> Iterable[SearchDocument]:
        """Return every document of the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a sync did: the position reached, how many documents were written and how many taken out."""

    position: int
    documents: int = 0
    deleted: int = 0
    rebuilt: bool = False


@dataclass(slots=True)
class _Counted:
    """Documents on their way, counted as they pass."""

    documents: Iterable[SearchDocument]
    count: int = 0

    def __iter__(self) -> Iterator[SearchDocument]:
        for document in self.documents:
            self.count += 1
            yield document


def catch_up(
    feed: ChangeFeed, engine: Engine, zones: ZoneLookup, providers: Sequence[DocumentProvider] = ()
) -> SyncReport:
    """Bring the index from its position to that of the store; where they are equal, nothing is written.

    An index that is new, damaged or ahead of the store (a backup was restored) is rebuilt. Raises
    `IndexUnavailable`.
    """
    position, reached = feed.position(), _find_position(engine)
    if reached == position:
        return SyncReport(position=position)
    if not reached or reached > position:
        return rebuild(feed, engine, zones, providers)
    changed = tuple(feed.list_changed_ids(reached))
    others = (provider.list_documents(changed) for provider in providers)
    documents = _Counted(chain(_to_documents(feed.list_records(changed), zones), *others))
    engine.apply(IndexBatch(changed_ids=changed, documents=documents, position=position))
    return SyncReport(position=position, documents=documents.count, deleted=len(changed) - documents.count)


def rebuild(
    feed: ChangeFeed, engine: Engine, zones: ZoneLookup, providers: Sequence[DocumentProvider] = ()
) -> SyncReport:
    """Build the index anew from the store while the old one serves."""
    position = feed.position()
    others = (provider.iterate_documents() for provider in providers)
    documents = _Counted(chain(_to_documents(feed.iterate_records(), zones), *others))
    engine.rebuild(documents, position)
    return SyncReport(position=position, documents=documents.count, rebuilt=True)


def _find_position(engine: Engine) -> int | None:
    try:
        return engine.position()
    except IndexUnreadable:
        return None


def _to_documents(records: Iterable[Record], zones: ZoneLookup) -> Iterator[SearchDocument]:
    """Archived, merged and gone records are in no index."""
    return (from_record(record, zones=zones) for record in records if record.status == "active")
