"""The scheduler: of all that run on a catalogue, one leads by a lease, the others stand by and take over.

Inside `glane serve`, or alone as `glane scheduler`, on as many machines as there are. What there is to do is
in `cli.jobs`.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from catalogue.errors import LeaseLost, StoreUnavailable
from catalogue.language import gettext as _
from catalogue.store.jobs import JobRequest, find_request, request_job
from catalogue.store.leases import Lease, Now, find_lease, release_lease
from cli.explanations import explain
from cli.harvesting import sync
from cli.installation import Installation
from cli.jobs import get_job, list_jobs
from cli.jobs.crew import Crew
from cli.jobs.job import Job
from cli.jobs.leader import Leader, Tell
from cli.jobs.timetable import Timetable

LEASE = "scheduler"


def say_nothing(text: str) -> None:
    """Keep it to oneself."""
    del text


def now_utc() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often, in seconds, a leader looks for work, and one that stands by for the lease and local work."""

    look: float = 1.0
    stand_by: float = 5.0
    local: float = 60.0


class Scheduler:
    """One scheduler of an installation; `tell` hears what it does, in words for people."""

    def __init__(
        self,
        installation: Installation,
        *,
        tell: Tell = say_nothing,
        list_of: Callable[[Installation], list[Job]] = list_jobs,
        rhythm: Rhythm | None = None,
        now: Now = now_utc,
    ) -> None:
        self._installation = installation
        self._tell = tell
        self._list_of = list_of
        self._rhythm = rhythm or Rhythm()
        self._now = now
        self._told = ""
        self._worked = float("-inf")

    def run(self, stop: threading.Event) -> None:
        """Lead or stand by until told to stop; then what goes on is ended, to be gone on with later."""
        with closing(Crew(self._installation, self._installation.settings.scheduler.workers)) as crew:
            while not stop.is_set():
                with self._patience():
                    lease = self._find_lease()
                    if lease is not None:
                        self._lead(lease, crew, stop)
                        continue
                    self._say(_("Un autre planificateur travaille : celui-ci est prêt à prendre la suite."))
                    self._work_locally(crew)
                stop.wait(self._rhythm.stand_by)

    def do(self, request_id: int) -> bool:
        """Do what one request asks, where nobody leads; return once it is answered, or somebody leads.

        False where somebody else does it.
        """
        with closing(Crew(self._installation, 1)) as crew:
            lease = self._find_lease()
            if lease is None:
                return False
            leader = self._leader(lease, crew, only=request_id)
            with self._holding(lease, leader):
                leader.start()
                try:
                    while not self._is_answered(request_id):
                        leader.look()
                        time.sleep(self._rhythm.look)
                finally:
                    leader.close()
            return self._is_answered(request_id)

    def _lead(self, lease: Lease, crew: Crew, stop: threading.Event) -> None:
        leader = self._leader(lease, crew)
        with self._holding(lease, leader):
            leader.start()
            self._say(_("Planificateur en marche (Ctrl+C pour l'arrêter)."))
            while not stop.wait(self._rhythm.look):
                with self._patience():
                    leader.look()
            leader.close()

    def _leader(self, lease: Lease, crew: Crew, only: int | None = None) -> Leader:
        timetable = Timetable(self._installation, self._list_of, self._now, rings=only is None)
        return Leader(
            installation=self._installation,
            lease=lease,
            crew=crew,
            timetable=timetable,
            now=self._now,
            tell=self._tell,
            only=only,
        )

    @contextmanager
    def _holding(self, lease: Lease, leader: Leader) -> Iterator[None]:
        """Let the leader lead, and end whatever it did where the lease was lost or something failed."""
        try:
            yield
        except LeaseLost:
            self._say(_("Un autre planificateur a pris la suite."))
        finally:
            leader.abandon()
            with self._installation.database.writing() as connection:
                release_lease(connection, lease)

    def _find_lease(self) -> Lease | None:
        with self._installation.database.writing() as connection:
            return find_lease(connection, LEASE, self._now)

    def _is_answered(self, request_id: int) -> bool:
        with self._installation.database.snapshot() as connection:
            request = find_request(connection, request_id)
        return request is None or request.finished_at is not None

    def _work_locally(self, crew: Crew) -> None:
        """Do the work that concerns this machine, whoever leads."""
        for job, result in crew.iterate_ended():
            if result.outcome == "failed":
                self._say(f"{job.title} : {result.message}")
        if time.monotonic() - self._worked < self._rhythm.local:
            return
        self._worked = time.monotonic()
        for job in self._list_of(self._installation):
            if job.local and crew.can_take(job):
                crew.take(job)

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """Outlive a database that does not answer for a while."""
        try:
            yield
        except StoreUnavailable as error:
            self._say(explain(error))

    def _say(self, text: str) -> None:
        """Tell something, once as long as it is so."""
        if text != self._told:
            self._told = text
            self._tell(text)


@contextmanager
def scheduling(installation: Installation, tell: Tell = say_nothing) -> Iterator[threading.Thread]:
    """Let a scheduler work beside the block, in the thread that is given; it ends with the block."""
    stop = threading.Event()
    thread = threading.Thread(target=Scheduler(installation, tell=tell).run, args=(stop,), name=LEASE)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl+C does: cleanly."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run_now(installation: Installation, name: str, requested_by: str, tell: Tell = say_nothing) -> JobRequest:
    """Run a job and return the answered request: the scheduler that leads does it, or this process.

    After a harvest of its own this process brings the index up to date too, since no scheduler does; where
    the index does not answer, the outcome is `remarks`. Raises `JobUnknown`.
    """
    job = get_job(installation, name)
    scheduler, rhythm = Scheduler(installation, tell=tell), Rhythm()
    with installation.database.writing() as connection:
        request_id = request_job(connection, name, requested_by, now_utc())
    while True:
        is_ours = scheduler.do(request_id)
        with installation.database.snapshot() as connection:
            request = find_request(connection, request_id)
        if request is not None and request.finished_at is not None:
            has_followed = not (is_ours and job.lane == "sources") or sync(installation)
            late = not has_followed and request.outcome == "done"
            return replace(request, outcome="remarks") if late else request
        time.sleep(rhythm.look)
