"""The folder of the embedded engine: one index a generation, and a pointer file that names the current one.

A rebuild fills a new generation beside the current one; replacing the pointer file switches every reader in
every process at once. The pointer bears the format in its name, so that an index of another format counts as
none.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from search.document import INDEX_FORMAT
from search.errors import IndexBusy, IndexUnavailable

ENGINE = "tantivy"
POINTER = f"current-format-{INDEX_FORMAT}"
PREFIX = "generation-"


class Generations:
    """The generations in one folder, which must lie on a local disk: the indexes are mapped into memory."""

    def __init__(self, folder: Path, patience: float) -> None:
        self._folder = folder
        self._patience = patience

    @property
    def pointer(self) -> Path:
        """The file that names the current generation."""
        return self._folder / POINTER

    def find_current(self) -> Path | None:
        """Return the folder of the current generation, None before the first."""
        try:
            return self._folder / self.pointer.read_text("utf-8")
        except FileNotFoundError:
            return None

    def create(self) -> Path:
        """Return a new empty folder, which nobody reads before it is published."""
        fresh = self._folder / f"{PREFIX}{token_hex(6)}"
        fresh.mkdir()
        return fresh

    def publish(self, generation: Path) -> None:
        """Make a generation the current one and remove all others; readers keep what they have mapped."""
        draft = self.pointer.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.pointer)
        for other in self._folder.glob(f"{PREFIX}*"):
            if other != generation:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write, which one process (and thread) has at a time; raises `IndexBusy`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / "writing").open("w")
        except OSError as error:
            raise IndexUnavailable(ENGINE, str(error)) from error
        with lock:
            self._wait_for(lock.fileno())
            yield

    def _wait_for(self, lock: int) -> None:
        """The kernel frees the lock when its holder dies, so nothing is ever left locked."""
        deadline = time.monotonic() + self._patience
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            if time.monotonic() > deadline:
                raise IndexBusy(ENGINE, f"another process writes to {self._folder}")
            time.sleep(0.05)
