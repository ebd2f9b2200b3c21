"""The page of a query: which documents, in which order.

tantivy orders by score or by one field and knows neither a second key nor "after this one": ties of scores
are put in the order of ids here, and the place of a cursor is looked up near where it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from tantivy import DocAddress, Order, Query, Searcher, SearchResult

from search.cursor import Cursor
from search.ordering import OrderField, exact_score


class Row(NamedTuple):
    """A document of a page and what it is ordered by: a score, or an order key."""

    key: Any
    address: DocAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`limit` documents, from `offset` or after the cursor."""

    limit: int
    offset: int
    cursor: Cursor | None

    @property
    def reach(self) -> int:
        """How many documents lead to the page, with one more that tells whether another page follows."""
        return (self.cursor.seen if self.cursor else self.offset) + self.limit + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The total of the query, the rows of the page, and whether more follow."""

    total: int
    rows: Sequence[Row]
    has_more: bool


def find_page(searcher: Searcher, query: Query, order: OrderField | None, wanted: Wanted) -> Page:
    """Return the page of a query, ordered by score where there is no field."""
    total, rows = _by_field(searcher, query, order, wanted) if order else _by_score(searcher, query, wanted)
    return Page(total=total, rows=rows[: wanted.limit], has_more=len(rows) > wanted.limit)


def _by_field(searcher: Searcher, query: Query, order: OrderField, wanted: Wanted) -> tuple[int, list[Row]]:
    """Look from a page before the cursor on, or from the top where so much went that it lies higher."""
    cursor = wanted.cursor
    start = max(0, cursor.seen - wanted.limit) if cursor else wanted.offset
    size = wanted.reach - start
    while True:
        result = searcher.search(query, limit=size, offset=start, order_by_field=order, order=Order.Asc)
        rows = [Row(*hit) for hit in result.hits]
        if cursor and start and not (rows and rows[0].key <= cursor.key):
            start, size = 0, wanted.reach
            continue
        later = [row for row in rows if row.key > cursor.key] if cursor else rows
        if len(rows) < size or len(later) > wanted.limit:
            return _total(result), later
        size *= 2


def _by_score(searcher: Searcher, query: Query, wanted: Wanted) -> tuple[int, list[Row]]:
    size = wanted.reach
    while True:
        result = searcher.search(query, limit=size, weight_by_field="weight")
        hits = [Row(exact_score(score), address) for score, address in result.hits]
        if len(hits) < size:
            return _total(result), list(_in_order(searcher, hits, wanted))
        last = hits[-1].key  # other documents of this score may lie beyond: left out until they are seen
        rows = list(_in_order(searcher, [row for row in hits if row.key != last], wanted))
        if len(rows) > wanted.limit:
            return _total(result), rows
        size *= 2


def _in_order(searcher: Searcher, hits: Sequence[Row], wanted: Wanted) -> Iterator[Row]:
    """Yield the rows of the page and of the tie that it ends in; only ties that touch the page are read."""
    cursor, place, end = wanted.cursor, 0, wanted.reach
    for score, tie in groupby(hits, key=lambda row: row.key):
        rows = list(tie)
        place += len(rows)
        is_before = score > cursor.key if cursor else place <= wanted.offset
        if is_before:
            continue
        ordered = (
            sorted((_id(searcher, row.address), row) for row in rows)
            if len(rows) > 1 or cursor
            else [("", rows[0])]
        )
        if cursor and score == cursor.key:
            ordered = [(hit_id, row) for hit_id, row in ordered if hit_id > cursor.id]
        elif not cursor:
            ordered = ordered[max(0, wanted.offset - (place - len(rows))) :]
        yield from (row for _, row in ordered)
        if not cursor and place >= end:
            return


def _id(searcher: Searcher, address: DocAddress) -> str:
    return str(searcher.doc(address).get_first("id"))


def _total(result: SearchResult) -> int:
    total: int = result.count  # type: ignore[attr-defined]  # it is there, the stubs forgot it
    return total
