"""The newest committed state of the index, whoever committed it."""

import os
from pathlib import Path
from threading import Lock

from tantivy import Index, Searcher

from search.errors import IndexUnreadable
from search.tantivy_engine.generations import ENGINE, Generations
from search.tantivy_engine.queries import position_query
from search.tantivy_engine.schema import POSITION

Mark = tuple[int, int, int]
"""What changes when a file is replaced: inode, time of change in nanoseconds, size."""


class Reader:
    """Opens the current generation when first asked, again after a fork, a rebuild or a commit."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._lock = Lock()
        self._index: Index | None = None
        self._seen: tuple[int, Mark | None, Mark | None] | None = None

    def searcher(self) -> Searcher | None:
        """Return the newest state, None where no index was ever built; raises `IndexUnreadable`."""
        with self._lock:
            for attempt in range(3):
                try:
                    return self._newest()
                except (OSError, ValueError) as error:
                    self.forget()
                    if attempt == 2:
                        raise IndexUnreadable(ENGINE, str(error)) from error
            return None

    def forget(self) -> None:
        """Let go of the files."""
        self._index, self._seen = None, None

    def _newest(self) -> Searcher | None:
        """A rebuild may remove the generation between two steps: then the caller tries again."""
        current = self._generations.find_current()
        if current is None:
            self.forget()
            return None
        pointer = _mark(self._generations.pointer)
        state = (os.getpid(), pointer, _mark(current / "meta.json"))
        if self._index is None or self._seen is None or self._seen[:2] != state[:2]:
            self._index = open_index(current)
        elif self._seen != state:
            self._index.reload()
        self._seen = state
        return self._index.searcher()


def read_position(searcher: Searcher) -> int:
    """Return the position that a state of the index stands for."""
    hits = searcher.search(position_query(), limit=1, count=False).hits
    return int(searcher.doc(hits[0][1]).get_first(POSITION) or 0) if hits else 0


def open_index(folder: Path) -> Index:
    """Open the index in a folder; raises `IndexUnreadable` for one that this version of tantivy cannot
    read.
    """
    if not Index.is_compatible(str(folder)):
        raise IndexUnreadable(ENGINE, f"{folder} is of another version of tantivy")
    index = Index.open(str(folder))
    index.config_reader("manual")
    return index


def _mark(path: Path) -> Mark:
    found = path.stat()
    return (found.st_ino, found.st_mtime_ns, found.st_size)
