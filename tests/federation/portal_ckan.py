"""CKAN, asked by plain GET requests as a visitor and edited as its administrator."""

import json
from typing import Any

from tests.federation.portal import Portal, Way, fetch
from tests.servers.ckan import ROWS_MAX, Ckan

UNORDERED = ("extras", "groups", "tags")
CHECKED = "cache_last_updated"


class CkanPortal(Portal):
    """The packages of a CKAN."""

    kind = "ckan"
    window = ROWS_MAX

    def __init__(self, server: Ckan) -> None:
        self.server = server
        self.url = server.url

    def count(self) -> int:
        return int(self._search(rows=0)["count"])

    def ids(self) -> list[str]:
        found: list[str] = []
        while page := self._search(rows=self.window, start=len(found), sort="id asc")["results"]:
            found += [package["id"] for package in page]
        return found

    def sent(self, remote_id: str) -> Any:
        (package,) = self._search(fq=f'id:"{remote_id}"')["results"]
        return _comparable(package)

    def kept(self, original: bytes) -> Any:
        return _comparable(json.loads(original))

    def describe(self, remote_id: str, description: str) -> None:
        self._patch(remote_id, notes=description)

    def rename(self, remote_id: str, title: str) -> str:
        name = f"renomme-{remote_id[:8]}"
        self._patch(remote_id, title=title, name=name)
        return f"{self.url}/dataset/{name}"

    def ways(self) -> dict[str, Way]:
        return {
            "private": Way(
                go=lambda one: self._patch(one, private=True),
                come_back=lambda one: self._patch(one, private=False),
            ),
            "deleted": Way(
                go=lambda one: self.server.act("package_delete", id=one),
                come_back=lambda one: self._patch(one, state="active"),
            ),
            "draft": Way(
                go=lambda one: self._patch(one, state="draft"),
                come_back=lambda one: self._patch(one, state="active"),
            ),
        }

    def _patch(self, remote_id: str, **changes: Any) -> None:
        self.server.act("package_patch", id=remote_id, **changes)

    def _search(self, **asked: str | int) -> Any:
        return fetch(f"{self.url}/api/3/action/package_search", asked).json()["result"]


def _comparable(package: dict[str, Any]) -> dict[str, Any]:
    """Return a package whose lists without an order are sorted, without what CKAN checks by itself."""
    ordered = {name: sorted(package[name], key=_text) for name in UNORDERED}
    resources = [
        {key: value for key, value in resource.items() if key != CHECKED} for resource in package["resources"]
    ]
    return package | ordered | {"resources": resources}


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
