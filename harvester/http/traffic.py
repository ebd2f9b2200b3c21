"""The turns of each host: how soon the next request may go to it, whichever session sends it.

One `HostTraffic` per clock, so that all sessions of a process share one and a test has its own.
"""

from functools import cache
from threading import Lock

from harvester.http.clock import Clock


class HostTraffic:
    """When each host may be asked next, in the seconds of the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._free_at: dict[str, float] = {}

    def wait_of(self, host: str) -> float:
        """Return the seconds until the host may be asked; 0 when it is free."""
        with self._lock:
            return self._wait_of(host)

    def reserve(self, host: str, pace: float) -> float:
        """Take the next turn, `pace` seconds before the one after it; return the seconds to wait for it."""
        with self._lock:
            wait = self._wait_of(host)
            self._free_at[host] = self._clock.monotonic() + wait + pace
            return wait

    def postpone(self, host: str, seconds: float) -> None:
        """Keep everybody away from the host for so long: it asked for it."""
        with self._lock:
            wait = max(seconds, self._wait_of(host))
            self._free_at[host] = self._clock.monotonic() + wait

    def _wait_of(self, host: str) -> float:
        return max(0.0, self._free_at.get(host, 0.0) - self._clock.monotonic())


@cache
def traffic_of(clock: Clock) -> HostTraffic:
    """Return the traffic that all sessions with this clock share."""
    return HostTraffic(clock)
