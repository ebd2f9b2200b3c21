"""A small CKAN for tests: `package_search`, `package_show`, `status_show`, and the ways in which real ones
fail.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalogue.record import Record
from harvester.formats.ckan_record import to_record
from tests.harvester.replay import Answer, Asked, Portal

DATES = re.compile(r"metadata_modified:\[(\S+)Z TO \*\]")
IDS = re.compile(r"\+id:\(([^)]*)\)")
QUOTED = re.compile(r'"([^"]+)"')


def a_package(number: int, **fields: Any) -> dict[str, Any]:
    """A package with an id of its own, modified on the day of its number."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "name": f"jeu-{number}",
        "title": f"Jeu {number}",
        "type": "dataset",
        "state": "active",
        "private": False,
        "metadata_modified": f"2024-01-{number + 1:02d}T06:30:15.123456",
        "resources": [],
        "tags": [],
        "extras": [],
    } | fields


PAGE = "https://portail.example.org/ckan/dataset/jeu"


def record_of(package: Any = None, **extras: Any) -> Record:
    """The record of a package that says what is given, with these extras."""
    told = {"id": "i", "name": "jeu", "title": "Jeu", "state": "active", **(package or {})}
    told["extras"] = [{"key": key, "value": value} for key, value in extras.items()]
    return to_record(told, "i", PAGE)


def ids_of(*numbers: int) -> list[str]:
    return [a_package(number)["id"] for number in numbers]


@dataclass(slots=True, kw_only=True)
class CkanFaults:
    """How a CKAN departs from what one would expect. `before` is called before each window is answered with
    the number of windows so far, and may change the packages.
    """

    cap: int = 1_000
    stops_at: int | None = None
    ignores_start: bool = False
    ignores_dates: bool = False
    refuses_dates: bool = False
    refuses_fl: bool = False
    hides_urls: bool = False
    version: str | None = "2.12.0"
    token: str | None = None
    before: Callable[[int], None] = lambda _: None


def ckan(packages: list[dict[str, Any]], faults: CkanFaults | None = None) -> Portal:
    """Return a CKAN below `/ckan` that lists the packages, in the order of their ids."""
    how = faults or CkanFaults()
    windows: list[int] = []

    def answer(asked: Asked) -> Answer:
        action = asked.path.removeprefix("/ckan/api/action/")
        if action == "package_search":
            how.before(len(windows))
            windows.append(1)
            return _search(asked, packages, how)
        if action == "package_show":
            return _show(asked.query["id"], packages)
        if action == "status_show" and how.version:
            return said({"ckan_version": how.version})
        if action == "user_show" and how.token:
            return said({"name": "moissonneur"})
        return refused(404, "Not Found Error", "Indisponible")

    return answer


def said(result: Any) -> Answer:
    """The answer to an action that succeeded."""
    return _json({"help": "…", "success": True, "result": result})


def refused(status: int, kind: str, message: str) -> Answer:
    """The answer to an action that CKAN refuses."""
    return _json({"help": "…", "success": False, "error": {"__type": kind, "message": message}}, status)


def _search(asked: Asked, packages: list[dict[str, Any]], how: CkanFaults) -> Answer:
    query, fq = asked.query, asked.query.get("fq", "")
    since, wanted = DATES.search(fq), IDS.search(fq)
    if (since and how.refuses_dates) or (query.get("fl") and how.refuses_fl):
        return refused(409, "Search Error", "Search error: cannot parse")
    found = sorted(packages, key=lambda package: package["id"])
    if since and not how.ignores_dates:
        found = [package for package in found if package["metadata_modified"] >= since[1]]
    if wanted:
        found = [package for package in found if package["id"] in QUOTED.findall(wanted[1])]
    start = 0 if how.ignores_start else int(query.get("start", 0))
    window = found[start : min(start + min(int(query["rows"]), how.cap), how.stops_at or len(found))]
    if query.get("fl") == "id":
        window = [{"id": package["id"]} for package in window]
    elif how.hides_urls:
        window = [_without_urls(package) for package in window]
    return said({"count": len(found), "results": window})


def _show(wanted: str, packages: list[dict[str, Any]]) -> Answer:
    for package in packages:
        if wanted in (package["id"], package["name"]):
            return said(package)
    return refused(404, "Not Found Error", "Indisponible")


def _without_urls(package: dict[str, Any]) -> dict[str, Any]:
    bare = [{**resource, "url": ""} for resource in package["resources"]]
    return {**package, "resources": bare}


def _json(value: Any, status: int = 200) -> Answer:
    return Answer(content=json.dumps(value).encode(), media_type="application/json", status=status)
