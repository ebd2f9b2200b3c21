"""The way through the listing of a udata portal, and what proves that nothing was missed.

Everything: all pages in the order of creation. News: the newest first, down to the watermark less `OVERLAP`.
Then a sweep of the ids, which the platform trims to a few bytes each: it reads what changed without moving in
that order, names what has not changed, and finds what slipped between two pages.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from harvester.connector import Page, RawItem, RejectedItem, Wanted
from harvester.connectors.udata_client import Dataset, Listed
from harvester.connectors.udata_reading import NEWEST_FIRST, OLDEST_FIRST, UdataReader, id_of, to_item
from harvester.errors import SourceMisbehaved

OVERLAP = timedelta(days=7)
"""The platform learns of a change days after it: `last_update` is the date that a harvested catalogue states,
or that the check of a remote file found."""

Phase = Literal["everything", "sweep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a cut listing goes on: the phase, its next page, and how many datasets were named before."""

    phase: Phase
    page: int
    named: int

    def to_text(self) -> str:
        """Return the text that `parse_cursor` reads."""
        return json.dumps({"phase": self.phase, "page": self.page, "named": self.named})


def parse_cursor(text: str | None, phase: Phase) -> Cursor:
    """Return the cursor of a phase; its beginning for another's, and for what cannot be read."""
    try:
        said = json.loads(text or "{}")
        cursor = Cursor(phase=phase, page=int(said["page"]), named=int(said["named"]))
        if said["phase"] == phase and cursor.page > 0 and cursor.named >= 0:
            return cursor
    except (ValueError, TypeError, LookupError):
        pass
    return Cursor(phase=phase, page=1, named=0)


@dataclass(slots=True, kw_only=True)
class UdataListing:
    """One harvest of a portal, over `max_pages` pages at most."""

    reader: UdataReader
    wanted: Wanted
    max_pages: int
    with_archived: bool = False
    _seen: set[str] = field(default_factory=set)
    _named_before: int = 0
    _pages: int = 0
    _unnamed: int = 0
    _total: int | None = None
    _total_at_first: int | None = None

    def list_pages(self) -> Iterator[Page]:
        """Yield the whole listing; `UdataConnector.fetch` says what it raises.

        Of a listing that was gone on with, whoever keeps the ids of its first part knows if it is whole.
        """
        if self.wanted.since is None:
            yield from self._list_everything()
        else:
            yield from self._list_changes(self.wanted.since - OVERLAP)
        if not self._is_whole() or self._has_moved():
            yield from self._sweep(1)
        if not self._is_whole():
            raise SourceMisbehaved("listing-stopped", listed=len(self._seen), announced=self._announced)

    def _list_everything(self) -> Iterator[Page]:
        cursor = parse_cursor(self.wanted.cursor, "everything")
        self._named_before = cursor.named
        for number, listed in self._walk(
            lambda page: self.reader.fetch_full(page, OLDEST_FIRST), cursor.page
        ):
            items, rejected = self._take(listed.datasets, listed.rejected)
            yield Page(
                items=items,
                rejected=rejected,
                announced=self._announced,
                cursor=self._cursor("everything", number + 1),
            )

    def _list_changes(self, floor: datetime) -> Iterator[Page]:
        cursor = parse_cursor(self.wanted.cursor, "sweep")
        self._named_before = cursor.named
        if not cursor.named:
            yield from self._list_news(floor)
        yield from self._sweep(cursor.page)

    def _list_news(self, floor: datetime) -> Iterator[Page]:
        """Yield the pages that hold what was updated since; where they are cut, they are begun again."""
        for _, listed in self._walk(lambda page: self.reader.fetch_full(page, NEWEST_FIRST), 1):
            items, rejected = self._take(listed.datasets, listed.rejected)
            yield Page(items=items, rejected=rejected, announced=self._announced)
            if listed.datasets and not is_since(listed.datasets[-1].get("last_update"), floor):
                return

    def _sweep(self, first: int) -> Iterator[Page]:
        """Yield a page for every page of ids: what must be read, and what is known and has not changed."""
        for number, listed in self._walk(self.reader.fetch_ids, first):
            rows = {id_of(row): row for row in listed.datasets if self._is_unnamed(row)}
            steady = [one for one, row in rows.items() if not self._may_have_changed(row)]
            known = self.wanted.find_known(steady) if steady else frozenset()
            read = self.reader.fetch_datasets([one for one in rows if one not in known], number)
            self._unnamed += read.gone
            items, rejected = self._take(read.datasets, read.rejected)
            self._seen |= known
            yield Page(
                items=items,
                rejected=rejected,
                present=tuple(one for one in steady if one in known),
                announced=self._announced,
                cursor=self._cursor("sweep", number + 1) if self.wanted.since else None,
            )

    def _walk(self, fetch: Callable[[int], Listed | None], first: int) -> Iterator[tuple[int, Listed]]:
        """Yield pages with their numbers; `paging-loop` for a listing that does not advance."""
        self._unnamed, self._total_at_first = 0, None
        number, walked = first, set[str]()
        while (listed := self._fetch(fetch, number)) is not None:
            ids = {id_of(row) for row in listed.datasets} | {item.remote_id for item in listed.rejected}
            self._total = listed.total
            self._total_at_first = listed.total if self._total_at_first is None else self._total_at_first
            self._unnamed += sum(self._is_hidden(row) for row in listed.datasets)
            yield number, listed
            if not listed.has_next or not ids:
                return
            if ids <= walked:
                raise SourceMisbehaved("paging-loop", url=self.reader.client.url)
            walked |= ids
            number += 1

    def _fetch(self, fetch: Callable[[int], Listed | None], number: int) -> Listed | None:
        if self._pages >= self.max_pages:
            raise SourceMisbehaved("too-many-pages", limit=self._pages)
        self._pages += 1
        return fetch(number)

    def _take(
        self, datasets: Sequence[Dataset], rejected: Sequence[RejectedItem]
    ) -> tuple[tuple[RawItem, ...], tuple[RejectedItem, ...]]:
        """Return what is new of a page; what an earlier one brought comes again where the order moves."""
        fresh = [row for row in datasets if id_of(row) not in self._seen and not self._is_hidden(row)]
        broken = tuple(item for item in rejected if item.remote_id not in self._seen)
        self._seen |= {id_of(row) for row in fresh} | {item.remote_id for item in broken}
        return tuple(to_item(row, self.reader.client.root) for row in fresh), broken

    def _is_unnamed(self, row: Dataset) -> bool:
        """Tell whether a dataset of the sweep is still to be named.

        After a cut nobody here remembers what the news had brought, but its date tells.
        """
        if id_of(row) in self._seen or self._is_hidden(row):
            return False
        since = self.wanted.since if self._named_before else None
        return since is None or not is_since(row.get("last_update"), since - OVERLAP)

    def _may_have_changed(self, row: Dataset) -> bool:
        """Tell whether a date says so; a dataset without dates must be read."""
        if self.wanted.since is None:
            return True
        floor = self.wanted.since - OVERLAP
        internal = row.get("internal")
        dates = [row.get(name) for name in ("created_at", "last_modified", "last_update")]
        dates += [internal.get("last_modified_internal")] if isinstance(internal, dict) else []
        return any(is_since(date, floor) for date in dates) or not any(map(to_moment, dates))

    def _is_hidden(self, row: Dataset) -> bool:
        """Tell whether only the account that we signed in with sees a dataset: nobody published it."""
        if row.get("deleted") or row.get("private"):
            return True
        return bool(row.get("archived")) and not self.with_archived

    def _cursor(self, phase: Phase, page: int) -> str:
        return Cursor(phase=phase, page=page, named=self._named_before + len(self._seen)).to_text()

    @property
    def _announced(self) -> int | None:
        return None if self._total is None else max(0, self._total - self._unnamed)

    def _is_whole(self) -> bool:
        announced = self._announced
        return bool(self._named_before) or announced is None or len(self._seen) >= announced

    def _has_moved(self) -> bool:
        """Tell whether a dataset came or went on the way: then another may slip over the edge of a page."""
        return not self._named_before and self._total != self._total_at_first


def is_since(date: Any, floor: datetime) -> bool:
    """Tell whether a date of the platform (ISO 8601, UTC where it names no zone) is not before `floor`."""
    moment = to_moment(date)
    return moment is not None and moment >= floor


def to_moment(date: Any) -> datetime | None:
    """Return the moment of a date of the platform, None where there is none."""
    try:
        moment = datetime.fromisoformat(date)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
