"""An Opendatasoft portal on loopback: the Explore API v2.1 as far as a listing goes, and faults of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.harvester.replay import Answer, Asked, Portal

API = "/api/explore/v2.1/catalog"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploreFaults:
    """How a portal departs from its own documentation. `changed` are the ids that a filter by date means."""

    exports: bool = True
    sorts: bool = True
    filters: bool = True
    selects_uid: bool = True
    cap: int | None = None
    announces: int | None = None
    stops_at: int | None = None
    ignores_offset: bool = False
    heavy_from: int | None = None
    changed: tuple[str, ...] = ()


def explore(datasets: Sequence[Mapping[str, Any]], faults: ExploreFaults | None = None) -> Portal:
    """Return a portal that lists these datasets."""
    how = faults or ExploreFaults()

    def answer(asked: Asked) -> Answer:
        if asked.path == f"{API}/exports":
            return _json(
                {"links": [{"rel": name} for name in (("csv", "json") if how.exports else ("csv",))]}
            )
        if asked.path.startswith(f"{API}/datasets/"):
            name = asked.path.rpartition("/")[2]
            found = next((each for each in datasets if each.get("dataset_id") == name), None)
            return _json(found) if found else _json({"error_code": "NotFound"}, status=404)
        return _listing(asked, datasets, how)

    return answer


def _listing(asked: Asked, datasets: Sequence[Mapping[str, Any]], how: ExploreFaults) -> Answer:
    query = asked.query
    is_export = asked.path == f"{API}/exports/json"
    if not (is_export or asked.path == f"{API}/datasets") or (is_export and not how.exports):
        return _json({"error_code": "NotFound"}, status=404)
    if ("order_by" in query and not how.sorts) or ("modified" in query.get("where", "") and not how.filters):
        return _json({"error_code": "ODSQLError"}, status=400)
    chosen = [
        each
        for each in datasets
        if "modified" not in query.get("where", "") or each["dataset_uid"] in how.changed
    ]
    offset = 0 if how.ignores_offset else int(query.get("offset", 0))
    limit = int(query.get("limit", -1 if is_export else 10))
    if not is_export and (limit > 100 or offset + limit > 10_000):
        return _json({"error_code": "InvalidRESTParameterError"}, status=400)
    if is_export and how.heavy_from is not None and not 0 <= limit < how.heavy_from:
        return Answer(content=b"[" + b" " * 60_000_000 + b"]", media_type=JSON)
    rows = chosen[offset:][: how.cap if limit < 0 else min(limit, how.cap or limit)]
    rows = [row for row in rows if how.stops_at is None or chosen.index(row) < how.stops_at]
    selected = [_select(row, query.get("select"), how) for row in rows]
    total = len(chosen) if how.announces is None else how.announces
    return _json(selected if is_export else {"total_count": total, "results": selected})


def _select(row: Mapping[str, Any], select: str | None, how: ExploreFaults) -> Mapping[str, Any]:
    if select is None:
        return row
    names = [name for name in select.split(",") if name != "dataset_uid" or how.selects_uid]
    return {name: row.get(name) for name in names}


def _json(value: Any, status: int = 200) -> Answer:
    return Answer(content=json.dumps(value).encode(), media_type=JSON, status=status)


def dataset(number: int, title: str | None = None, **default: Any) -> dict[str, Any]:
    """Return a small dataset with ids of its own."""
    return {
        "dataset_id": f"jeu-{number}",
        "dataset_uid": f"da_{number}",
        "has_records": True,
        "data_visible": True,
        "features": ["analyze"],
        "attachments": [],
        "fields": [],
        "metas": {"default": {"title": title or f"Jeu {number}", **default}},
    }
