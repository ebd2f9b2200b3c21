"""The waits of one session: its turn at a host, the patience that a host asks for, the pause before a try.

Every wait ends at once where the session is told to stop.
"""

from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from requests import Response

from harvester.errors import SourceParked
from harvester.http.clock import Clock
from harvester.http.exchange import check_stop
from harvester.http.retry import parse_retry_after
from harvester.http.traffic import traffic_of
from harvester.http.urls import host_key, shown_url

NOT_WORTH_WAITING = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """`longest` is the wait, in seconds, beyond which a source is parked."""

    clock: Clock
    stop: Event
    longest: float

    def pause(self, seconds: float) -> None:
        """Wait; raises `RunStopped` where that was asked for before the end."""
        check_stop(self.stop)
        self.clock.sleep(seconds, self.stop)
        check_stop(self.stop)

    def check_parked(self, url: str) -> None:
        """Raise `SourceParked` where the host asked for more patience than a run has."""
        wait = traffic_of(self.clock).wait_of(host_key(url))
        if wait > self.longest:
            raise self._parked(url, wait)

    def await_turn(self, url: str, pace: float) -> None:
        """Wait until the host may be asked, `pace` seconds after the last request to it at the earliest."""
        traffic, host = traffic_of(self.clock), host_key(url)
        while True:
            self.check_parked(url)
            self.pause(traffic.reserve(host, pace))
            if traffic.wait_of(host) < NOT_WORTH_WAITING:  # another session may have been sent away meanwhile
                return

    def note_retry_after(self, response: Response) -> bool:
        """Keep everybody away from a host that asks for it, and say whether it did.

        A long wait parks the source: `SourceParked`.
        """
        url = str(response.url)
        wait = parse_retry_after(response.headers.get("Retry-After"), self.clock.now())
        if wait is None:
            return False
        traffic_of(self.clock).postpone(host_key(url), wait)
        if wait > self.longest:
            response.close()
            raise self._parked(url, wait)
        return True

    def _parked(self, url: str, wait: float) -> SourceParked:
        return SourceParked(resume_at=self.clock.now() + timedelta(seconds=wait), url=shown_url(url))
