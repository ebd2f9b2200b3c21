"""What the tests of the federation ask of a real server: its own count, its own bytes, and small edits.

A portal speaks to its server by other means than our connectors, so that both can be compared. Each test
takes datasets of its own with `take`, and brings back what it withdraws: the server lives as long as the run.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import requests

SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way in which a dataset goes, and how it comes back; each is given its id."""

    go: Callable[[str], object]
    come_back: Callable[[str], object]


class Portal(ABC):
    """One server; `window` is the most that it gives at once."""

    kind: ClassVar[str]
    window: ClassVar[int]

    url: str

    @cached_property
    def spare(self) -> list[str]:
        """The ids that no test has taken."""
        return self.ids()

    def take(self, published: Collection[str]) -> str:
        """Return the id of a dataset that is published here and that no other test has."""
        found = next(one for one in reversed(self.spare) if one in published)
        self.spare.remove(found)
        return found

    @abstractmethod
    def count(self) -> int:
        """Return how many datasets the server announces."""

    @abstractmethod
    def ids(self) -> list[str]:
        """Return the ids of all public datasets, as the server lists them."""

    @abstractmethod
    def sent(self, remote_id: str) -> Any:
        """Return what the server says of one dataset, in a form that can be compared."""

    @abstractmethod
    def kept(self, original: bytes) -> Any:
        """Return the same form of an original that we kept."""

    @abstractmethod
    def describe(self, remote_id: str, description: str) -> None:
        """Give a dataset another description."""

    @abstractmethod
    def rename(self, remote_id: str, title: str) -> str | None:
        """Give a dataset another title, and another name and so a page where it has one; return that page."""

    @abstractmethod
    def ways(self) -> Mapping[str, Way]:
        """Return the ways in which a dataset goes, by name."""


def fetch(
    url: str, asked: Mapping[str, str | int] | None = None, headers: Mapping[str, str] | None = None
) -> requests.Response:
    """Return a successful answer, had without our session."""
    answer = requests.get(url, params=asked, headers=headers, timeout=SECONDS)
    answer.raise_for_status()
    return answer
