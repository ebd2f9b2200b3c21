"""The listing of an Opendatasoft portal: the catalogue in slices, or what moved and the other ids.

Owns the proof that a listing is whole: as many rows as the portal announces. Leaves the requests to
`opendatasoft_client`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from harvester.connector import Page, RawItem, Wanted
from harvester.connectors.opendatasoft_client import IDS, ExploreClient, Row, changed_since
from harvester.errors import SourceMisbehaved
from harvester.formats.opendatasoft_dataset import (
    is_federated,
    landing_page,
    remote_id_of,
    slug_of,
    to_content,
)

MEDIA_TYPE = "application/json"
PAGE_ITEMS = 250
PRESENT_IDS = 500
ONE_BY_ONE = 50
"""How many unknown datasets are asked for one by one; beyond, the whole catalogue is read for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What an incremental run has found out: the filter, how many it means, and every id with its slug."""

    narrowed: str
    count: int
    slugs: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Listing:
    """The way through the catalogue: what was left out."""

    client: ExploreClient
    skips: bool
    skipped: int = 0

    def walk(self, total: int, start: int = 0) -> Iterator[Page]:
        """Yield the whole catalogue from a row on, and prove that it came to its end."""
        listed = start
        for rows in self._slices(total, start):
            for first in range(0, len(rows), PAGE_ITEMS):
                part = rows[first : first + PAGE_ITEMS]
                listed += len(part)
                items = tuple(self._items(part))
                cursor = _to_cursor(listed) if self.client.is_sliced(total) and not self.skips else None
                yield Page(items=items, announced=total - self.skipped, cursor=cursor)
        if listed < total:
            total = self.client.fetch_total()  # some may have gone while we read
        if listed < total:
            raise SourceMisbehaved("listing-stopped", listed=listed, announced=total)
        yield Page(items=(), announced=total - self.skipped)

    def find_news(self, since: datetime, total: int) -> News | None:
        """Return what changed since and every id, None where the portal does not tell: read it all then."""
        narrowed = changed_since(since)
        count = find_total(self.client, narrowed)
        if count is None:
            return None
        rows = [row for part in self._slices(total, select=IDS) for row in part]
        slugs = {row.get("dataset_uid"): row.get("dataset_id") for row in rows}
        if len(slugs) < total or not all(isinstance(text, str) for pair in slugs.items() for text in pair):
            return None
        return News(narrowed=narrowed, count=count, slugs=slugs)  # type: ignore[arg-type]  # just checked

    def walk_news(self, news: News, total: int, wanted: Wanted) -> Iterator[Page]:
        """Yield what changed, then the ids of what did not, then what was listed and is not known."""
        done: set[str] = set()
        for rows in self._slices(news.count, narrowed=news.narrowed):
            items = tuple(self._items(rows))
            done |= {item.remote_id for item in items}
            yield Page(items=items, announced=total)
        left = [remote_id for remote_id in news.slugs if remote_id not in done]
        unknown: list[str] = []
        for start in range(0, len(left), PRESENT_IDS):
            part = left[start : start + PRESENT_IDS]
            known = wanted.find_known(part)
            unknown += [remote_id for remote_id in part if remote_id not in known]
            yield Page(items=(), present=tuple(id_ for id_ in part if id_ in known), announced=total)
        yield from self._walk_unknown(unknown, news, total)
        yield Page(items=(), announced=total)

    def _walk_unknown(self, unknown: list[str], news: News, total: int) -> Iterator[Page]:
        if len(unknown) > ONE_BY_ONE:
            wanted = set(unknown)
            for rows in self._slices(total):
                yield Page(
                    items=tuple(i for i in self._items(rows) if i.remote_id in wanted), announced=total
                )
            return
        found = [self.client.find_dataset(news.slugs[remote_id]) for remote_id in unknown]
        yield Page(items=tuple(self._items([row for row in found if row is not None])), announced=total)

    def _slices(self, total: int, start: int = 0, **how: str) -> Iterator[list[Row]]:
        """Yield the rows as they come, stepping by what came; `paging-loop` where one brings no new id."""
        offset, ids = start, set[str]()
        while offset < total:
            rows = self.client.fetch_rows(offset, total, **how)
            if not rows:
                return
            new = {remote_id_of(row) for row in rows} - ids
            if not new:
                raise SourceMisbehaved("paging-loop", url=f"{self.client.root} (offset={offset})")
            ids |= new
            offset += len(rows)
            yield rows

    def _items(self, rows: list[Row]) -> Iterator[RawItem]:
        for row in rows:
            if self.skips and is_federated(row):
                self.skipped += 1
                continue
            slug = slug_of(row)
            yield RawItem(
                remote_id=remote_id_of(row),
                content=to_content(row),
                media_type=MEDIA_TYPE,
                remote_url=landing_page(self.client.root, slug) if slug else None,
            )


def find_total(client: ExploreClient, narrowed: str) -> int | None:
    """Return how many datasets a filter means, None where the portal refuses it."""
    try:
        return client.fetch_total(narrowed)
    except SourceMisbehaved as error:
        if not is_refused(error):
            raise
        return None


def is_refused(error: SourceMisbehaved) -> bool:
    """Tell whether the portal answered that it will not."""
    return error.kind == "http-status"


def _to_cursor(offset: int) -> str:
    return json.dumps({"offset": offset})


def from_cursor(cursor: str | None) -> int:
    """Return the row to go on from; a cursor that cannot be read means the first one."""
    try:
        offset = json.loads(cursor or "")["offset"]
    except (ValueError, LookupError, TypeError):
        return 0
    return offset if type(offset) is int and offset > 0 else 0
