"""A udata portal on loopback for tests: the listing of API v1 as the platform answers it, and its faults."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.harvester import replay

ROOT = "/portail"
LISTING = f"{ROOT}/api/1/datasets/"


@dataclass(frozen=True, slots=True, kw_only=True)
class UdataFaults:
    """How a portal errs: the `cap` of its pages, the last page it gives, the ids that it cannot write."""

    cap: int = 1_000
    last_page: int | None = None
    broken: frozenset[str] = frozenset()
    ignores_page: bool = False
    total: int | None = None


@dataclass(slots=True)
class UdataPortal:
    """Answers for `datasets`, which a test may change between two pages; `names` are ids of named things."""

    datasets: list[dict[str, Any]]
    faults: UdataFaults = field(default_factory=UdataFaults)
    names: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, asked: replay.Asked) -> replay.Answer:
        """Answer one request."""
        if asked.path == LISTING:
            return self._page(asked)
        last = asked.path.rstrip("/").rsplit("/", 1)[-1]
        if asked.path.startswith(LISTING):
            return self._one(last)
        if asked.path == f"{ROOT}/api/1/site/":
            return _json({"version": "17.18.0"})
        found = self.names.get(f"{asked.path.split('/')[-3]}/{last}")
        return _json({"id": found}) if found else _not_found()

    def _one(self, dataset_id: str) -> replay.Answer:
        found = next((one for one in self.datasets if one["id"] == dataset_id), None)
        if dataset_id in self.faults.broken:
            return _json({"message": "Internal Server Error"}, 500)
        return _json(found) if found else _not_found()

    def _page(self, asked: replay.Asked) -> replay.Answer:
        page = 1 if self.faults.ignores_page else int(asked.query.get("page", 1))
        size = min(int(asked.query.get("page_size", 20)), self.faults.cap)
        rows = _sorted(self.datasets, asked.query.get("sort", "-created"))
        data = rows[(page - 1) * size : page * size]
        stopped = self.faults.last_page is not None and page > self.faults.last_page
        if stopped or (not data and page > 1):
            return _not_found()
        is_full = "resources" in asked.headers.get("X-Fields", "")
        if is_full and any(row["id"] in self.faults.broken for row in data):
            return _json({"message": "Internal Server Error"}, 500)
        total = len(rows) if self.faults.total is None else self.faults.total
        more = page * size < total
        next_page = f"{asked.root}{LISTING}?page={page + 1}&page_size={size}" if more else None
        return _json({"data": data, "page": page, "page_size": size, "total": total, "next_page": next_page})


def a_dataset(number: int, day: str = "2024-01-01", **more: Any) -> dict[str, Any]:
    """A dataset of the platform, created and updated on a day."""
    moment = f"{day}T00:00:00+00:00"
    return {
        "id": f"{number:024x}",
        "slug": f"jeu-{number}",
        "title": f"Jeu {number}",
        "description": "Un jeu de données.",
        "resources": [],
        "created_at": f"2020-01-01T00:{number // 60:02d}:{number % 60:02d}+00:00",
        "last_modified": moment,
        "last_update": moment,
        "internal": {"last_modified_internal": moment},
        "page": f"https://data.portail.example/datasets/jeu-{number}/",
    } | more


def _sorted(rows: Sequence[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    name = {"created": "created_at", "last_update": "last_update"}[sort.removeprefix("-")]
    return sorted(rows, key=lambda row: str(row.get(name) or ""), reverse=sort.startswith("-"))


def _json(value: Any, status: int = 200) -> replay.Answer:
    content = json.dumps(value, ensure_ascii=False).encode()
    return replay.Answer(content=content, media_type="application/json", status=status)


def _not_found() -> replay.Answer:
    return _json({"message": "Not Found"}, 404)
