"""The listing of a CKAN portal: the whole of it, or what changed and the ids of the rest.

Owns the proof that a listing is whole: as many distinct ids as announced, by the same count before and after.
A walk by `start` loses a dataset where another is deleted in front of it, and the count alone would not tell.
Leaves to `ckan_client` how an answer is had, to `ckan_query` what is asked.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Self
from urllib.parse import quote

from harvester.connector import Page, RawItem, Wanted
from harvester.connectors.ckan_client import CkanClient, Found, Package
from harvester.connectors.ckan_query import ROWS, CkanQuery
from harvester.errors import SourceMisbehaved
from harvester.formats.ckan_package import lacks_addresses, remote_id_of, to_content
from harvester.formats.words import digest

MEDIA_TYPE = "application/json"
MAX_PAGES = 5_000
SORT = "id asc"
"""The only order that edits do not stir: by date, a dataset that is saved meanwhile moves over another."""

SWEEPS = 3
"""How often the ids are listed again while their number keeps changing."""

BATCH = 50
"""How many packages are asked for by id in one request: an address holds some 2 000 characters."""

Phase = Literal["list", "changed", "sweep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a listing stands: `start` were listed, the last of them is `last`, `first` the count when it
    began, `listed` how many distinct ids it gave; `since` what changes were asked for; `of` the query.
    """

    phase: Phase
    of: str
    start: int = 0
    first: int = -1
    listed: int = 0
    last: str = ""
    since: str | None = None

    def to_text(self) -> str:
        """Return the text that `parse_cursor` reads."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def after(self, found: Found, distinct: int) -> Self:
        """Return the cursor after a window."""
        first = found.count if self.first < 0 else self.first
        last = remote_id_of(found.packages[-1]) if found.packages else self.last
        start = self.start + len(found.packages)
        return replace(self, first=first, last=last, start=start, listed=distinct)


def parse_cursor(text: str | None) -> Cursor | None:
    """Return the cursor of a listing that was cut, None where it says nothing usable."""
    try:
        cursor = Cursor(**json.loads(text or ""))
    except (ValueError, TypeError):
        return None
    numbers = (cursor.start, cursor.first, cursor.listed)
    return cursor if all(type(number) is int for number in numbers) and cursor.start > 0 else None


@dataclass(slots=True, kw_only=True)
class CkanListing:
    """The way through one portal; of all that it lists, only the ids stay in memory."""

    client: CkanClient
    query: CkanQuery
    wanted: Wanted
    rows: int = ROWS
    max_pages: int = MAX_PAGES
    details: bool = False
    seen: set[str] = field(default_factory=set)
    resumed: bool = False
    _pages: int = 0
    _gives_ids: bool = True

    def walk(self) -> Iterator[Page]:
        """Yield the pages from the cursor on, or from the beginning."""
        cursor = self._begin()
        if cursor.phase == "list":
            yield from self._list(cursor)
            return
        if cursor.phase == "changed":
            try:
                yield from self._list_changed(cursor)
            except SourceMisbehaved as error:
                if error.kind != "api-error" or self.seen:
                    raise
                yield from self._list(self._new("list"))  # a portal that cannot filter by date
                return
        yield from self._sweep(cursor if cursor.phase == "sweep" else self._new("sweep"))

    def _begin(self) -> Cursor:
        """Return the cursor to go on from: where what was listed last is no longer where it stood, the
        listing is begun again.
        """
        cut = parse_cursor(self.wanted.cursor)
        begun = self._new("changed" if self.wanted.since else "list")
        if cut is None or cut.of != begun.of or (cut.since is not None and begun.since is None):
            return begun
        there = self.client.fetch_found(**self._asked(cut, rows=1, start=cut.start - 1))
        if [remote_id_of(package) for package in there.packages] != [cut.last]:
            return begun
        self.resumed = True
        return cut

    def _new(self, phase: Phase) -> Cursor:
        since = self.wanted.since.isoformat() if self.wanted.since and phase != "list" else None
        return Cursor(phase=phase, of=digest(self.query.q, self.query.fq), since=since)

    def _list(self, cursor: Cursor) -> Iterator[Page]:
        """Yield every package; where the count moved meanwhile, the ids are listed once more."""
        after, count = cursor, 0
        for found, after in self._windows(cursor):
            count = found.count
            yield self._to_page(found, after, announced=count)
        if not after.first == after.listed == count:
            yield from self._sweep(self._new("sweep"))

    def _list_changed(self, cursor: Cursor) -> Iterator[Page]:
        """Yield what changed since; the count is that of the changes, and announces nothing."""
        for found, after in self._windows(cursor):
            yield self._to_page(found, after, announced=None)

    def _sweep(self, cursor: Cursor) -> Iterator[Page]:
        """Yield every id that was not yielded yet, until their number is the same before and after.

        Raises `SourceMisbehaved` (`listing-moving`) where it never is.
        """
        after, count = cursor, 0
        for begin in (cursor, *(self._new("sweep") for _ in range(SWEEPS - 1))):
            for found, after in self._windows(begin):
                count = found.count
                yield self._settle(found, after)
            if after.first == count:
                return
        raise SourceMisbehaved("listing-moving", url=self.client.root, first=after.first, last=count)

    def _windows(self, cursor: Cursor) -> Iterator[tuple[Found, Cursor]]:
        """Yield each window and the cursor after it, stepping by what came: portals cap `rows` in silence."""
        ids: set[str] = set()
        before = cursor.listed
        while True:
            found = self._fetch(cursor)
            new = {remote_id_of(package) for package in found.packages} - ids
            self._check(cursor, found, new)
            ids |= new
            cursor = cursor.after(found, before + len(ids))
            yield found, cursor
            if cursor.start >= found.count:
                return

    def _fetch(self, cursor: Cursor) -> Found:
        """Return the next window. A portal whose window is too large is asked for less, one that cannot give
        ids alone for whole packages.
        """
        while True:
            try:
                return self.client.fetch_found(**self._asked(cursor, rows=self.rows, start=cursor.start))
            except SourceMisbehaved as error:
                if error.kind == "too-large" and self.rows > 1:
                    self.rows = max(1, self.rows // 4)
                elif error.kind == "api-error" and cursor.phase == "sweep" and self._gives_ids:
                    self._gives_ids = False
                else:
                    raise

    def _check(self, cursor: Cursor, found: Found, new: set[str]) -> None:
        self._pages += 1
        if not found.packages and cursor.start < found.count:
            raise SourceMisbehaved("listing-stopped", listed=cursor.start, announced=found.count)
        if found.packages and not new:
            raise SourceMisbehaved("paging-loop", url=self.client.root)
        if self._pages > self.max_pages:
            raise SourceMisbehaved("too-many-pages", limit=self.max_pages)

    def _asked(self, cursor: Cursor, *, rows: int, start: int) -> dict[str, str | int]:
        since = datetime.fromisoformat(cursor.since) if cursor.since else None
        query = self.query.changed_since(since) if since and cursor.phase == "changed" else self.query
        asked: dict[str, str | int] = {
            "q": query.q,
            "fq": query.fq,
            "sort": SORT,
            "rows": rows,
            "start": start,
        }
        return asked | ({"fl": "id"} if cursor.phase == "sweep" and self._gives_ids else {})

    def _settle(self, found: Found, cursor: Cursor) -> Page:
        """Return the page of a window of ids: those that are known need no reading, the others are read.

        A listing that was gone on with, or that asks for changes, may leave what is published alone; a whole
        one reads all that it missed.
        """
        fresh = {remote_id_of(package): package for package in found.packages}
        left = [remote_id for remote_id in fresh if remote_id not in self.seen]
        trusts = self.resumed or self.wanted.since is not None
        known = self.wanted.find_known(left) if trusts else frozenset()
        unread = {remote_id: fresh[remote_id] for remote_id in left if remote_id not in known}
        self.seen |= known
        page = self._to_page(
            Found(count=found.count, packages=self._fetch_whole(unread)), cursor, found.count
        )
        return replace(page, present=tuple(remote_id for remote_id in left if remote_id in known))

    def _fetch_whole(self, unread: Mapping[str, Package]) -> tuple[Package, ...]:
        """Return these packages in whole; one that went away meanwhile is left out."""
        whole = {remote_id: package for remote_id, package in unread.items() if "title" in package}
        bare = [remote_id for remote_id in unread if remote_id not in whole]
        for start in range(0, len(bare), BATCH):
            batch = bare[start : start + BATCH]
            query = self.query.of_ids(batch)
            found = self.client.fetch_found(q=query.q, fq=query.fq, rows=len(batch))
            whole |= {remote_id_of(package): package for package in found.packages}
        for remote_id in bare:
            if remote_id not in whole and (package := self.client.find_package(remote_id)):
                whole[remote_id] = package
        return tuple(whole[remote_id] for remote_id in unread if remote_id in whole)

    def _to_page(self, found: Found, cursor: Cursor, announced: int | None) -> Page:
        packages = [self._detailed(package) for package in found.packages]
        self.seen.update(remote_id_of(package) for package in packages)
        return Page(items=self._to_items(packages), announced=announced, cursor=cursor.to_text())

    def _detailed(self, package: Package) -> Package:
        """Return the package with the addresses of its files: Data4Citizen leaves them out of its search."""
        if not self.details or not lacks_addresses(package):
            return package
        return self.client.find_package(remote_id_of(package)) or package

    def _to_items(self, packages: Sequence[Package]) -> tuple[RawItem, ...]:
        return tuple(self._to_item(package) for package in packages)

    def _to_item(self, package: Package) -> RawItem:
        name: Any = package.get("name") or package.get("id")
        return RawItem(
            remote_id=remote_id_of(package),
            content=to_content(package),
            media_type=MEDIA_TYPE,
            remote_url=f"{self.client.root}/dataset/{quote(str(name), safe='')}" if name else None,
        )
