"""Time as the client sees it, so that a test can bring its own and wait for nothing."""

import time
from datetime import UTC, datetime
from threading import Event
from typing import Protocol


class Clock(Protocol):
    """What the client asks of time."""

    def __hash__(self) -> int: ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards, for durations."""
        ...

    def now(self) -> datetime:
        """Return the moment, aware and in UTC, for dates."""
        ...

    def sleep(self, seconds: float, stop: Event) -> None:
        """Wait, until `stop` is set at most."""
        ...


class SystemClock:
    """The clock of this machine."""

    def monotonic(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float, stop: Event) -> None:
        """Wait for so many seconds, until `stop` is set at most; not at all for less than none."""
        stop.wait(max(0.0, seconds))


SYSTEM_CLOCK = SystemClock()
