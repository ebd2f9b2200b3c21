"""The Explore API (v2.1) of an Opendatasoft portal: how many datasets it has, its rows, one dataset.

Owns how a portal is asked: by exports, which have no limit, else by pages of 100, which end at 10 000 rows.
Leaves what the rows mean, and when the listing is whole, to the listing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from harvester.connectors.api_answer import parse_answer
from harvester.errors import SourceMisbehaved
from harvester.http import GuardedSession

API = "/api/explore/v2.1/catalog"
EXPORT_ROWS = 1_000
PAGE_ROWS = 100
PAGED_ROWS = 10_000
"""`offset + limit` of `/catalog/datasets` may not be more; exports know no such limit."""
FEWEST_ROWS = 10
ACCEPT = "application/json"
IDS = "dataset_id,dataset_uid"

_REFUSED = frozenset({400, 401, 403, 404, 405, 406, 410, 501})
_DATES = ("modified", "metadata_processed", "data_processed")
"""`modified` is what the portal's people wrote: only the two others move with every publication."""

Row = Mapping[str, Any]


def to_root(url: str) -> str:
    """Return the root of the portal that an address leads to: nothing of its pages, API or query stays."""
    address = urlsplit(url)
    path = address.path
    for marker in ("/api/", "/explore", "/pages"):
        path = path.partition(marker)[0]
    return urlunsplit((address.scheme, address.netloc, path.rstrip("/"), "", ""))


def changed_since(moment: datetime) -> str:
    """Return the ODSQL filter of what was changed since; a day wider, since `modified` may be a day alone."""
    day = f"date'{(moment - timedelta(days=1)).date().isoformat()}'"
    return " or ".join(f"{name} >= {day}" for name in _DATES)


@dataclass(slots=True, kw_only=True)
class ExploreClient:
    """Asks one portal. `where` (ODSQL) narrows every listing; `exports`, `size` and `sorts` give way to what
    the portal refuses.
    """

    session: GuardedSession
    root: str
    where: str | None = None
    lang: str | None = None
    exports: bool = True
    size: int = EXPORT_ROWS
    sorts: bool = True

    def __post_init__(self) -> None:
        self.size = EXPORT_ROWS if self.exports else PAGE_ROWS

    def fetch_total(self, narrowed: str | None = None) -> int:
        """Return how many datasets the portal announces."""
        return self._fetch_page({"limit": 1}, narrowed)[0]

    def fetch_first_id(self) -> tuple[int, Row]:
        """Return the total and the first row of the sorted list of ids, an empty one where there is none."""
        total, rows = self._fetch_page({"limit": 1, "select": IDS, "order_by": "dataset_id"}, None)
        return total, rows[0] if rows else {}

    def fetch_rows(
        self, offset: int, total: int, *, select: str | None = None, narrowed: str | None = None
    ) -> list[Row]:
        """Return the rows from `offset` on, as many as the portal cares to give.

        Raises `SourceMisbehaved`: `listing-capped` where it neither exports nor pages any further.
        """
        asked = {"select": select} if select else {}
        while True:
            try:
                return self._fetch_rows(offset, total, asked, narrowed)
            except SourceMisbehaved as error:
                self._give_way(error)

    def find_dataset(self, dataset_id: str) -> Row | None:
        """Return one dataset, None where it is gone."""
        try:
            row = self._fetch_json(f"/datasets/{quote(dataset_id, safe='@')}", {})
        except SourceMisbehaved as error:
            if error.facts.get("status") in (404, 410):
                return None
            raise
        return _one_row(row, self.root)

    def fetch_export_names(self) -> tuple[str, ...]:
        """Return the formats in which the portal exports its catalogue."""
        answer = self._fetch_json("/exports", {})
        links = answer.get("links") if isinstance(answer, dict) else None
        named = [link.get("rel") for link in links or [] if isinstance(link, dict)]
        return tuple(name for name in named if isinstance(name, str))

    def is_sliced(self, total: int) -> bool:
        """Tell whether the listing takes several requests, so that its order matters."""
        return total > self.size

    def _fetch_rows(
        self, offset: int, total: int, asked: Mapping[str, str], narrowed: str | None
    ) -> list[Row]:
        query: dict[str, str | int] = {**asked}
        if offset or self.is_sliced(total):
            query |= {"limit": self.size, "offset": offset}
            query |= {"order_by": "dataset_id"} if self.sorts else {}
        if self.exports:
            answer = self._fetch_json("/exports/json", self._narrow(query, narrowed))
            return _rows(answer, self.root)
        limit = min(self.size, PAGED_ROWS - offset)
        if limit <= 0:
            raise SourceMisbehaved("listing-capped", limit=PAGED_ROWS, announced=total, url=self.root)
        return self._fetch_page(query | {"limit": limit}, narrowed)[1]

    def _give_way(self, error: SourceMisbehaved) -> None:
        """Ask for less, then without an order, then by pages; raise where nothing is left to try."""
        status = error.facts.get("status")
        if error.kind == "too-large" and self.size > FEWEST_ROWS:
            self.size = max(FEWEST_ROWS, self.size // 4)
        elif status == 400 and self.sorts:
            self.sorts = False
        elif self.exports and (status in _REFUSED or error.kind == "too-large"):
            self.exports, self.size, self.sorts = False, PAGE_ROWS, True
        else:
            raise error

    def _fetch_page(self, query: Mapping[str, str | int], narrowed: str | None) -> tuple[int, list[Row]]:
        answer = self._fetch_json("/datasets", self._narrow(query, narrowed))
        total = answer.get("total_count") if isinstance(answer, dict) else None
        if type(total) is not int or total < 0:
            raise _unexpected(answer, self.root)
        return total, _rows(answer.get("results"), self.root)

    def _narrow(self, query: Mapping[str, str | int], narrowed: str | None) -> dict[str, str | int]:
        clauses = [clause for clause in (self.where, narrowed) if clause]
        where = " and ".join(f"({clause})" for clause in clauses) if len(clauses) > 1 else "".join(clauses)
        return {**query, **({"where": where} if where else {})}

    def _fetch_json(self, path: str, query: Mapping[str, str | int]) -> Any:
        asked = {**query, **({"lang": self.lang} if self.lang else {})}
        answer = self.session.fetch_bytes("GET", f"{self.root}{API}{path}", params=asked, accept=ACCEPT)
        return parse_answer(answer)


def _rows(answer: Any, url: str) -> list[Row]:
    if not isinstance(answer, list):
        raise _unexpected(answer, url)
    return [_one_row(row, url) for row in answer]


def _one_row(row: Any, url: str) -> Row:
    if not isinstance(row, dict):
        raise _unexpected(row, url)
    return row


def _unexpected(found: Any, url: str) -> SourceMisbehaved:
    return SourceMisbehaved(
        "unexpected-answer", url=url, found=type(found).__name__, expected="Explore API v2.1"
    )
