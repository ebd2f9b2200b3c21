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

ATTEMPTS = 3
"""A rebuild may remove a generation between finding and opening it: then the pointer names another one."""


class Reader:
    """Opens the current generation when first asked, again after a fork, a rebuild or a commit."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._lock = Lock()
        self._index: Index | None = None
        self._seen: tuple[int, Path, Mark] | None = None

    def searcher(self) -> Searcher | None:
        """Return the newest state, None where no index was ever built; raises `IndexUnreadable`."""
        with self._lock:
            failure: Exception | None = None
            for _ in range(ATTEMPTS):
                try:
                    return self._newest()
                except (IndexUnreadable, OSError, ValueError) as error:
                    self.forget()
                    failure = error
            raise IndexUnreadable(ENGINE, str(failure)) from failure

    def forget(self) -> None:
        """Let go of the files."""
        self._index, self._seen = None, None

    def _newest(self) -> Searcher | None:
        current = self._generations.find_current()
        if current is None:
            self.forget()
            return None
        state = (os.getpid(), current, _mark(current / "meta.json"))
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
    """Open the index in a folder; raises `IndexUnreadable` where tantivy cannot."""
    try:
        if not Index.is_compatible(str(folder)):
            raise IndexUnreadable(ENGINE, f"{folder} is of another version of tantivy")
        index = Index.open(str(folder))
        index.config_reader("manual")
    except (OSError, ValueError) as error:
        raise IndexUnreadable(ENGINE, f"{folder}: {error}") from error
    return index


def _mark(path: Path) -> Mark:
    found = path.stat()
    return (found.st_ino, found.st_mtime_ns, found.st_size)
