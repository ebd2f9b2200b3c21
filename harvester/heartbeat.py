"""The heartbeat of a run: it renews the lease while the run gets on, and stops a run that should end.

A thread beside the work, so that a page that takes long costs no lease. A run ends when somebody asks for it,
when it stands still, when it lasts too long, or when another worker took the lease.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from catalogue.errors import LeaseLost, StoreUnavailable
from catalogue.store import Database
from catalogue.store.leases import Lease, Now, renew_lease
from catalogue.store.runs import is_stopping
from harvester.errors import RunStopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a run may stand still and last, and how often that is looked at; all in seconds."""

    standstill: float = 15 * 60
    longest: float = 2 * 3600
    look_every: float = 2
    renew_every: float = 30


@dataclass(slots=True, kw_only=True)
class Heartbeat:
    """What the work asks: `stop` is set when it must end, `check` says why."""

    run_id: int
    lease: Lease
    database: Database
    limits: Limits
    now: Now
    stop: threading.Event
    _done: threading.Event = field(default_factory=threading.Event)
    _reason: str = ""
    _lost: bool = False
    _started: float = field(default_factory=time.monotonic)
    _progress: float = field(default_factory=time.monotonic)

    def got_on(self) -> None:
        """Note that the run got on; raises what `check` raises."""
        self._progress = time.monotonic()
        self.check()

    def check(self) -> None:
        """Raise `LeaseLost`, or `RunStopped` with the reason, where the run must end."""
        self.check_lease()
        if self._reason:
            raise self.reason()

    def check_lease(self) -> None:
        """Raise `LeaseLost` where another worker took the lease."""
        if self._lost:
            raise LeaseLost(self.lease.name)

    def reason(self) -> RunStopped:
        """Return why the run ends."""
        minutes = self.limits.standstill if self._reason == "no-progress" else self.limits.longest
        return RunStopped(self._reason or "stopped", minutes=round(minutes / 60))

    def beat(self) -> None:
        """Look and renew until the run is done: the thread."""
        renewed = time.monotonic()
        while not self._done.wait(self.limits.look_every):
            try:
                self._look()
                if time.monotonic() - renewed >= self.limits.renew_every:
                    self._renew()
                    renewed = time.monotonic()
            except LeaseLost:
                self._lost = True
                self.stop.set()
                return
            except StoreUnavailable:
                continue  # the work itself will meet it; the lease lasts longer than a short absence

    def end(self) -> None:
        """Let the thread end."""
        self._done.set()

    def _look(self) -> None:
        elapsed = time.monotonic()
        with self.database.snapshot() as connection:
            asked = is_stopping(connection, self.run_id)
        if asked:
            self._reason = "stopped"
        elif elapsed - self._progress > self.limits.standstill:
            self._reason = "no-progress"
        elif elapsed - self._started > self.limits.longest:
            self._reason = "too-long"
        if self._reason:
            self.stop.set()

    def _renew(self) -> None:
        with self.database.writing() as connection:
            renew_lease(connection, self.lease, self.now)


@contextmanager
def beating(heartbeat: Heartbeat) -> Iterator[Heartbeat]:
    """Let the heart beat while the block lasts."""
    thread = threading.Thread(target=heartbeat.beat, name=f"heartbeat-{heartbeat.run_id}", daemon=True)
    thread.start()
    try:
        yield heartbeat
    finally:
        heartbeat.end()
        thread.join()
