"""One snapshot of the store, and all that readers ask of it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from catalogue.assembly import Member
from catalogue.record import Record
from catalogue.store import change_log, datasets, runs, sources
from catalogue.store.change_log import Change
from catalogue.store.datasets import FeedEntry
from catalogue.store.runs import ItemError, Run
from catalogue.store.sources import SourceState


class Reading:
    """What is published, as one state from the first to the last question.

    Made by `Database.reading()`; every method may raise `StoreUnavailable`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get_record(self, record_id: str) -> Record:
        """Return an active dataset; raises `RecordNotFound`, or `RecordGone` that tells what became of it."""
        return datasets.get_record(self._connection, record_id)

    def get_tombstone(self, record_id: str) -> Record:
        """Return what is still known of an archived dataset; raises `RecordNotFound`."""
        return datasets.get_tombstone(self._connection, record_id)

    def changed_at(self, record_id: str) -> str:
        """Return the UTC time at which a dataset last changed here; raises `RecordNotFound`."""
        return datasets.changed_at(self._connection, record_id)

    def list_records(self, ids: Sequence[str]) -> Iterator[Record]:
        """Yield the active datasets among these ids, in their order."""
        return datasets.list_records(self._connection, ids)

    def list_record_page(self, after_id: str, limit: int) -> list[Record]:
        """Return the next datasets in the order of ids."""
        return list(datasets.iterate_records(self._connection, after_id, limit))

    def iterate_records(self) -> Iterator[Record]:
        """Yield every active dataset in the order of ids."""
        return datasets.iterate_records(self._connection)

    def iterate_source_records(self) -> Iterator[tuple[str, Member]]:
        """Yield every source record with the id of its dataset."""
        return datasets.iterate_source_records(self._connection)

    def count_records(self) -> int:
        """Return how many datasets are active."""
        return datasets.count_records(self._connection)

    def list_members(self, record_id: str) -> list[Member]:
        """Return the source records of a dataset, lowest rank first."""
        return datasets.list_members(self._connection, [record_id]).get(record_id, [])

    def list_feed_page(self, offset: int, limit: int, modified_since: str | None = None) -> list[FeedEntry]:
        """Return a page of the public feed in the order of ids."""
        return datasets.list_feed_page(self._connection, offset, limit, modified_since)

    def list_feed_entries(self, record_ids: Sequence[str]) -> list[FeedEntry]:
        """Return the feed entries of these ids, in their order, without what no feed may show."""
        return datasets.list_feed_entries(self._connection, record_ids)

    def count_feed(self, modified_since: str | None = None) -> int:
        """Return how many datasets the public feed holds."""
        return datasets.count_feed(self._connection, modified_since)

    def position(self) -> int:
        """Return the number of the last change."""
        return change_log.read_position(self._connection)

    def list_changes(self, since: int, limit: int) -> Sequence[Change]:
        """Return changes after a number, in order."""
        return change_log.list_changes(self._connection, since, limit)

    def list_changed_ids(self, after: int) -> Sequence[str]:
        """Return the ids of all that changed after a number, each once."""
        return change_log.list_changed_ids(self._connection, after)

    def list_sources(self) -> Sequence[SourceState]:
        """Return every source with what is known of it."""
        return sources.list_source_states(self._connection)

    def list_runs(self, limit: int = 50, source_id: str | None = None) -> Sequence[Run]:
        """Return the latest runs, newest first."""
        return runs.list_runs(self._connection, limit, source_id)

    def find_run(self, run_id: int) -> Run | None:
        """Return a run by its number."""
        return runs.find_run(self._connection, run_id)

    def list_errors(self, run_id: int, limit: int = runs.ERRORS_SHOWN) -> Sequence[ItemError]:
        """Return the errors of a run."""
        return runs.list_errors(self._connection, run_id, limit)
