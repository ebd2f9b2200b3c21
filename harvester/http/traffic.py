"""The turns of each host: how soon the next request may go to it, whichever session sends it.

One `HostTraffic` per clock, so that all sessions of a process share one and a test has its own.
"""

from dataclasses import dataclass
from functools import cache
from threading import Lock

from harvester.http.clock import Clock


@dataclass(frozen=True, slots=True)
class Turn:
    """When a request to a host may start, and how long the next one waits after it; seconds of the clock."""

    start: float
    pace: float


class HostTraffic:
    """When each host may be asked next, in the seconds of the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._last: dict[str, Turn] = {}
        self._asked_until: dict[str, float] = {}

    def wait_of(self, host: str) -> float:
        """Return the seconds for which the host asked to be left alone; 0 when it did not."""
        with self._lock:
            return max(0.0, self._asked_until.get(host, 0.0) - self._clock.monotonic())

    def reserve(self, host: str, pace: float) -> float:
        """Take the next turn and return the seconds to wait for it.

        It is as far from the turn before as the more patient of the two wants it.
        """
        with self._lock:
            now = self._clock.monotonic()
            last = self._last.get(host)
            start = max(now, self._asked_until.get(host, 0.0))
            if last is not None:
                start = max(start, last.start + max(last.pace, pace))
            self._last[host] = Turn(start, pace)
            return start - now

    def postpone(self, host: str, seconds: float) -> None:
        """Keep everybody away from the host for so long: it asked for it."""
        with self._lock:
            until = self._clock.monotonic() + seconds
            self._asked_until[host] = max(until, self._asked_until.get(host, 0.0))


@cache
def traffic_of(clock: Clock) -> HostTraffic:
    """Return the traffic that all sessions with this clock share."""
    return HostTraffic(clock)
