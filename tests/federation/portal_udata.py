"""udata, asked by plain GET requests as a visitor and edited in its database."""

import json
from collections.abc import Mapping
from typing import Any

from harvester.formats.udata_content import DATASET_FIELDS
from tests.federation.portal import Portal, Way, fetch
from tests.servers.udata import Udata

EDITED = ("last_modified_internal",)
"""What udata itself dates when a dataset is saved."""


class UdataPortal(Portal):
    """The datasets of a udata."""

    kind = "udata"
    window = 100

    def __init__(self, server: Udata) -> None:
        self.server = server
        self.url = server.url

    def count(self) -> int:
        return int(self._page(1, 1)["total"])

    def ids(self) -> list[str]:
        found: list[str] = []
        number = 1
        while True:
            page = self._page(number, 20)
            found += [dataset["id"] for dataset in page["data"]]
            if not page["next_page"]:
                return found
            number += 1

    def sent(self, remote_id: str) -> Any:
        return self.dataset(remote_id, {"X-Fields": DATASET_FIELDS})

    def kept(self, original: bytes) -> Any:
        return json.loads(original)

    def describe(self, remote_id: str, description: str) -> None:
        self.server.edit(remote_id, description=description, now=EDITED)

    def rename(self, remote_id: str, title: str) -> str:
        slug = f"renomme-{remote_id[:8]}"
        self.server.edit(remote_id, title=title, slug=slug, now=EDITED)
        return str(self.dataset(remote_id)["page"])

    def ways(self) -> dict[str, Way]:
        return {
            "private": Way(
                go=lambda one: self.server.edit(one, private=True),
                come_back=lambda one: self.server.edit(one, private=False),
            ),
            "deleted": Way(
                go=lambda one: self.server.edit(one, now=("deleted",)),
                come_back=lambda one: self.server.edit(one, deleted=None),
            ),
            "archived": Way(
                go=lambda one: self.server.edit(one, now=("archived",)),
                come_back=lambda one: self.server.edit(one, archived=None),
            ),
        }

    def dataset(self, remote_id: str, headers: Mapping[str, str] | None = None) -> Any:
        """Return one dataset, trimmed as the headers ask, else all of it."""
        return fetch(f"{self.url}/api/1/datasets/{remote_id}/", headers=headers).json()

    def _page(self, number: int, size: int) -> Any:
        asked: dict[str, str | int] = {"page": number, "page_size": size, "sort": "created"}
        return fetch(f"{self.url}/api/1/datasets/", asked).json()
