"""The API v1 of a udata portal (data.gouv.fr and its kin): pages of datasets, one dataset, ids for names.

Owns how the portal is asked and whether its answer has the right shape. Leaves which pages are read, and what
they prove, to `udata_listing`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from harvester.connector import RejectedItem
from harvester.connectors.api_answer import parse_answer
from harvester.errors import SourceMisbehaved
from harvester.http import GuardedSession

ACCEPT = "application/json"
NAMED = {"organization": ("/api/1/organizations/",), "topic": ("/api/2/topics/", "/api/1/topics/")}
"""Filters that take an id alone, and where a name is looked up. Topics live in version 2 of the API, in older
portals in version 1."""

_OBJECT_ID = re.compile(r"[0-9a-f]{24}")
_GONE = frozenset({404, 410})

Dataset = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page: its datasets, those that cannot be read, the total of the listing, whether more follow."""

    datasets: tuple[Dataset, ...]
    total: int | None
    has_next: bool
    rejected: tuple[RejectedItem, ...] = ()


def to_root(url: str) -> str:
    """Return the root of the portal that an address leads to: nothing of its API or query stays."""
    address = urlsplit(url)
    path = address.path.partition("/api/")[0].rstrip("/")
    return urlunsplit((address.scheme, address.netloc, path, "", ""))


@dataclass(slots=True, kw_only=True)
class UdataClient:
    """Asks one portal; `filters` narrow every listing, once `find_names` has put ids for names."""

    session: GuardedSession
    root: str
    filters: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of the listing."""
        return f"{self.root}/api/1/datasets/"

    def resolve_names(self) -> None:
        """Put ids for the names of an organisation and a topic.

        A topic is always looked up: the platform answers its whole catalogue for one that it does not know.
        Raises `SourceMisbehaved("unknown-filter")`.
        """
        for name, paths in NAMED.items():
            value = self.filters.get(name)
            if value and (name == "topic" or not _OBJECT_ID.fullmatch(value)):
                self.filters[name] = self._fetch_id(name, value, paths)

    def fetch_page(self, page: int, size: int, sort: str, fields: str) -> Listed | None:
        """Return a page from 1 on; None past the end, where the platform answers 404."""
        params = {**self.filters, "page": page, "page_size": size, "sort": sort}
        found = self._find(self.url, fields, params) if page > 1 else self._fetch(self.url, fields, params)
        return None if found is None else self._to_listed(found)

    def find_dataset(self, dataset_id: str, fields: str) -> Dataset | None:
        """Return one dataset; None where it is gone."""
        found = self._find(f"{self.url}{quote(dataset_id, safe='')}/", fields)
        return None if found is None else self._to_dataset(found)

    def find_version(self) -> str | None:
        """Return the version of the software, where the portal tells it."""
        try:
            site = self._find(f"{self.root}/api/1/site/", "version")
        except SourceMisbehaved:
            return None
        version = site.get("version") if isinstance(site, dict) else None
        return version if isinstance(version, str) else None

    def _fetch_id(self, name: str, value: str, paths: tuple[str, ...]) -> str:
        for path in paths:
            found = self._find(f"{self.root}{path}{quote(value, safe='')}/", "id")
            if isinstance(found, dict) and isinstance(found.get("id"), str):
                return str(found["id"])
        raise SourceMisbehaved("unknown-filter", url=self.root, option=name, value=value)

    def _find(self, url: str, fields: str, params: Mapping[str, Any] | None = None) -> Any:
        try:
            return self._fetch(url, fields, params)
        except SourceMisbehaved as error:
            if error.kind == "http-status" and error.facts.get("status") in _GONE:
                return None
            raise

    def _fetch(self, url: str, fields: str, params: Mapping[str, Any] | None = None) -> Any:
        headers = {"X-Fields": fields}
        return parse_answer(
            self.session.fetch_bytes("GET", url, params=params, headers=headers, accept=ACCEPT)
        )

    def _to_listed(self, answer: Any) -> Listed:
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
            raise self._unexpected(answer)
        total = answer.get("total")
        return Listed(
            datasets=tuple(self._to_dataset(one) for one in answer["data"]),
            total=total if type(total) is int and total >= 0 else None,
            has_next=bool(answer.get("next_page")),
        )

    def _to_dataset(self, found: Any) -> Dataset:
        if not isinstance(found, dict):
            raise self._unexpected(found)
        return found

    def _unexpected(self, found: Any) -> SourceMisbehaved:
        said = type(found).__name__
        return SourceMisbehaved("unexpected-answer", url=self.url, found=said, expected="udata API v1")
