"""What every engine does, whatever stands behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from catalogue.selection import Selection
from search.document import SearchDocument
from search.query import SearchQuery, SearchResults


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexBatch:
    """A step from one position of the change log to a later one.

    `changed_ids` names every subject that changed: what the index knew of it goes, and `documents` (read
    once) holds what stands in its place. A changed id without a document is thereby deleted.
    """

    changed_ids: tuple[str, ...]
    documents: Iterable[SearchDocument]
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What an engine says of itself; `size_bytes` on disk, `healthy` False where it does not answer."""

    name: str
    version: str
    documents: int
    position: int
    size_bytes: int
    healthy: bool


class Engine(Protocol):
    """An index of search documents and the position of the change log that it has reached.

    Readers see the index before a batch or after it, never between. An index that was never built is an
    empty one at position 0. Everything may raise `IndexUnavailable`; writing may raise `IndexBusy`.
    """

    def search(self, query: SearchQuery) -> SearchResults:
        """Return a page of hits and facets; raises `QueryInvalid` for a cursor of another query."""

    def iterate_ids(self, selection: Selection) -> Iterator[str]:
        """Yield the id of everything selected, in the order of ids, out of one state of the index."""

    def position(self) -> int:
        """Return the number of the last change that readers see; raises `IndexUnreadable`."""

    def apply(self, batch: IndexBatch) -> None:
        """Take a batch in and show it as a whole; one that another sync has overtaken is dropped."""

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Build a new index while the old one serves, then put it in its place."""

    def status(self) -> EngineStatus:
        """Return what can be said of the index; never raises, silence is not healthy."""

    def close(self) -> None:
        """Let go of connections and files; nothing may be asked of the engine any more."""
