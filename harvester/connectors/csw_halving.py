"""How many records to ask next: a page that fails is halved down to the record that breaks it.

Knows positions and sizes only; what is asked and what came belongs to the walk.
"""

from dataclasses import dataclass

from harvester.errors import HarvestError

FAILURES_IN_A_ROW = 20
FAILURES_IN_ALL = 300


@dataclass(slots=True, kw_only=True)
class Halving:
    """`size` is what a page is asked to hold; it shrinks where pages come in parts and only in parts."""

    size: int
    _bad_end: int | None = None
    _in_a_row: int = 0
    _in_all: int = 0

    def count_at(self, start: int) -> int:
        """Return how many records to ask from `start`: half of what is known to hold a bad one."""
        if self._bad_end is None or start >= self._bad_end:
            return self.size
        return max(1, (self._bad_end - start) // 2)

    def note_page(self, start: int, came: int) -> None:
        """Go on from `start` after a page that came. Where every part of a page that had failed came, it was
        too large, and parts are asked from now on.
        """
        self._in_a_row = 0
        if self._bad_end is not None and start >= self._bad_end:
            self.size, self._bad_end = max(1, came), None

    def note_failure(self, error: HarvestError, start: int, count: int, last: int | None) -> bool:
        """Tell whether the record at `start` fails alone; otherwise less is asked next. `last` is the last
        position of the listing, where it is known. Raises `error` where too much failed.
        """
        self._in_a_row += 1
        self._in_all += 1
        if self._in_a_row > FAILURES_IN_A_ROW or self._in_all > FAILURES_IN_ALL:
            raise error
        if count > 1:
            self._bad_end = start + count if last is None else min(start + count, last + 1)
            return False
        self._bad_end = None
        return True
