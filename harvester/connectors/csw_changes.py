"""What changed in a CSW since a day, and the proof of the rest: every id of its listing, without the records.

The filter tells nothing of records that were deleted, and leaves out those whose date stamp is none.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from harvester.connector import Page, RejectedItem, Wanted
from harvester.connectors.csw_client import CswQuery
from harvester.connectors.csw_items import Handover, Item, rejected
from harvester.connectors.csw_reader import CswReader, answered, is_fault
from harvester.connectors.csw_walk import Walk
from harvester.errors import HarvestError, RecordRejected, SourceMisbehaved

SWEEP_SIZE = 500
IDS_AT_ONCE = 20
REFUSALS = 3
"""A server that gave no record by its id, and refuses so many one by one, refuses them all."""
MOST = 0.9
"""Where so much changed, the changes and the sweep cost more than the whole."""
OVERLAP = timedelta(days=2)
"""A date stamp is often a date without time, in a zone that nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Every id that the source lists, and the total that it announces."""

    ids: tuple[str, ...]
    announced: int | None


@dataclass(slots=True, kw_only=True)
class Changes:
    """One incremental reading; what it hands on is not handed on again by a full one that follows."""

    reader: CswReader
    handover: Handover
    wanted: Wanted
    page_size: int
    max_pages: int
    _given: int = 0
    _refused: int = 0

    def pages(self, since: datetime) -> Generator[Page, None, bool]:
        """Yield what changed, what is new all the same, and what is still there; return whether the server
        could be asked so. Where it could not, the source has to be read in full.
        """
        changed = CswQuery(count=self.page_size, since=first_day(since))
        total = self._count_worth_it(changed)
        if total is None:
            return False
        for step in self._walk(changed).steps():
            items = self.handover.to_items(step.answer.records)
            yield self.handover.to_page(items, step.rejected, announced=total)
        try:
            sweep = yield from self._sweep()
            if sweep is None:
                return False
            left = [one for one in sweep.ids if one not in self.handover.taken]
            known = self.wanted.find_known(left)
            missing = [one for one in left if one not in known]
            yield from self._read_missing(missing, sweep.announced)
        except HarvestError as error:
            if is_fault(error):
                return False
            raise
        present = [one for one in left if one in known]
        for first in range(0, max(len(present), 1), SWEEP_SIZE):
            part = tuple(present[first : first + SWEEP_SIZE])
            yield Page(items=(), present=part, announced=sweep.announced)
        return True

    def catch_up(self, first: int, last: int) -> Iterator[Page]:
        """Yield what a walk missed because the listing moved under it, from one total to another: every id is
        listed once more.

        Raises `SourceMisbehaved` (`listing-moving`) where the server does not list its ids.
        """
        sweep = yield from self._sweep()
        if sweep is None:
            raise SourceMisbehaved("listing-moving", url=self.reader.client.url, first=first, last=last)
        missing = [one for one in sweep.ids if one not in self.handover.taken]
        yield from self._read_missing(missing, sweep.announced)
        yield Page(items=(), announced=sweep.announced)

    def _count_worth_it(self, changed: CswQuery) -> int | None:
        """Return the total of the listing; None where reading all of it costs as much, or is all one can do:
        the server does not count, refuses the filter, ignores it, or nearly everything changed.
        """
        whole = answered(self.reader.read_hits, replace(changed, since=None))
        if whole is None or whole.matched is None:
            return None
        filtered = answered(self.reader.read_hits, changed)
        if filtered is None or filtered.matched is None or filtered.matched >= MOST * whole.matched:
            return None
        return whole.matched

    def _sweep(self) -> Generator[Page, None, Sweep | None]:
        """Return every id of the listing, None where some record says none; yield an empty page for each page
        that came.
        """
        query = CswQuery(count=max(SWEEP_SIZE, self.page_size))
        walk = self._walk(query, ids_only=True)
        ids: dict[str, None] = {}
        for step in walk.steps():
            if step.answer.nameless:
                return None
            ids |= dict.fromkeys(step.answer.ids)
            yield Page(items=(), announced=step.announced)
        return Sweep(ids=tuple(ids), announced=walk.total)

    def _walk(self, query: CswQuery, *, ids_only: bool = False) -> Walk:
        return Walk(
            reader=self.reader,
            read=self.reader.read_ids if ids_only else self.reader.read_records,
            query=query,
            max_pages=self.max_pages,
            isolates=not ids_only,
        )

    def _read_missing(self, ids: Sequence[str], announced: int | None) -> Iterator[Page]:
        for first in range(0, len(ids), IDS_AT_ONCE):
            items = self._fetch_by_ids(ids[first : first + IDS_AT_ONCE])
            yield self.handover.to_page(items, announced=announced)

    def _fetch_by_ids(self, ids: Sequence[str]) -> list[Item]:
        """Return the records of these ids; one that breaks the answer or does not come is rejected alone."""
        try:
            records = self.reader.read_by_ids(ids)
        except HarvestError as error:
            if not is_fault(error):
                raise
            if len(ids) == 1:
                return [self._refuse(ids[0], error)]
            half = len(ids) // 2
            return self._fetch_by_ids(ids[:half]) + self._fetch_by_ids(ids[half:])
        wanted = set(ids)
        items = self.handover.to_items([record for record in records if record.remote_id in wanted])
        given = {item.remote_id for item in items}
        self._given += len(given)
        return items + [rejected(one, RecordRejected("not-given")) for one in ids if one not in given]

    def _refuse(self, remote_id: str, error: HarvestError) -> RejectedItem:
        self._refused += 1
        if not self._given and self._refused >= REFUSALS:
            raise error
        reason = RecordRejected("breaks-its-answer", detail=str(error))
        return rejected(remote_id, reason, self.reader.refused_content(error))


def first_day(since: datetime) -> date:
    """Return the first day of change to ask for."""
    return (since - OVERLAP).date()
