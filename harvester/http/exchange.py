"""One try of one request: what it may cost, and what it cost so far.

The session opens an exchange; the connection, the reader of the socket and the reader of the body each find
it in `CURRENT_EXCHANGE`. Without one nothing connects: a library cannot reach the network by our adapter
past the session.
"""

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Event

from harvester.errors import RunStopped, SourceUnavailable
from harvester.http.addresses import Resolver
from harvester.http.clock import Clock
from harvester.http.policy import HttpPolicy
from harvester.http.stats import SessionStats

LEAST_WAIT = 0.001  # a time-out of 0 would make the socket non-blocking
HEARING = 1.0
"""A wait for the network is cut into waits of so many seconds, since a stop is heard between them only."""


@dataclass(slots=True, kw_only=True)
class Exchange:
    """The time and data of one try; `url` is fit to be shown."""

    url: str
    policy: HttpPolicy
    clock: Clock
    stats: SessionStats
    resolve: Resolver
    connect_timeout: float
    read_timeout: float
    stop: Event = field(default_factory=Event)
    started: float = field(init=False)
    _has_begun: bool = field(init=False, default=False)
    _window_bytes: int = field(init=False, default=0)
    _window_wait: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.started = self.clock.monotonic()

    def patience(self, at_most: float) -> float:
        """Return the seconds that the next wait may take; `SourceUnavailable` when all are used up.

        Raises `RunStopped` where the session was told to stop.
        """
        check_stop(self.stop)
        left = self.started + self.policy.total_timeout - self.clock.monotonic()
        if left <= 0:
            raise self.timed_out(self.policy.total_timeout)
        return max(LEAST_WAIT, min(at_most, left))

    def waits(self, at_most: float) -> Iterator[float]:
        """Yield the short waits that make up a wait of `at_most` seconds; raises what `patience` raises."""
        left = self.patience(at_most)
        while left > 0:
            yield min(HEARING, left)
            left -= HEARING
            check_stop(self.stop)

    def timed_out(self, seconds: float) -> SourceUnavailable:
        """Return the error of a wait that lasted too long."""
        return SourceUnavailable("time-out", url=self.url, seconds=round(seconds, 3))

    def note_received(self, count: int, waited: float) -> None:
        """Count bytes of the wire; `SourceUnavailable` (`too-slow`) when they trickle in.

        Only time spent waiting for the socket counts, and not that before the first byte: a server may think,
        and we may be busy.
        """
        self.stats.bytes += count
        if not self._has_begun:
            self._has_begun = True
            return
        self._window_bytes += count
        self._window_wait += waited
        if self._window_wait < self.policy.rate_window:
            return
        if self._window_bytes < self.policy.min_rate * self._window_wait:
            raise SourceUnavailable("too-slow", url=self.url, min_rate=round(self.policy.min_rate))
        self._window_bytes, self._window_wait = 0, 0.0


def check_stop(stop: Event) -> None:
    """Raise `RunStopped` where the stop was asked for."""
    if stop.is_set():
        raise RunStopped("stopped")


CURRENT_EXCHANGE: ContextVar[Exchange] = ContextVar("CURRENT_EXCHANGE")
