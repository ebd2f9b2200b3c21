"""The one scheduler that works: it starts what is due or asked for, and writes how that ended.

One thread owns all that is known of the jobs; threads of the crew do the work. Every write shows the lease
again, so that a leader that was taken for dead changes nothing any more (fencing).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from catalogue.errors import StoreUnavailable
from catalogue.language import gettext as _
from catalogue.store import Connection
from catalogue.store.jobs import (
    JobRequest,
    JobResult,
    break_off_jobs,
    finish_job,
    finish_request,
    list_open_requests,
    start_job,
    take_request,
)
from catalogue.store.leases import Lease, Now, renew_lease
from cli.installation import Installation
from cli.jobs.crew import Crew
from cli.jobs.job import Job
from cli.jobs.timetable import Timetable

RENEW_EVERY = 30.0
REFRESH_EVERY = 60.0
ASK_EVERY = 1.0
ASKED_LONG_AGO = timedelta(hours=24)
"""Nobody waits any more for what was asked so long ago."""
Tell = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Errand:
    """A job that is due or goes on: the requests it answers, and when its hours end."""

    requests: list[int] = field(default_factory=list)
    until: datetime | None = None


class Leader:
    """Holds the lease; `look` does whatever is to be done now, and is called again and again.

    `only` limits it to one request: then nothing is planned or rung for. Every method may raise `LeaseLost`
    and `StoreUnavailable`; what they leave undone, the next `look` does.
    """

    def __init__(
        self,
        *,
        installation: Installation,
        lease: Lease,
        crew: Crew,
        timetable: Timetable,
        now: Now,
        tell: Tell,
        only: int | None = None,
    ) -> None:
        self._installation = installation
        self._lease = lease
        self._crew = crew
        self._timetable = timetable
        self._now = now
        self._tell = tell
        self._only = only
        self._errands: dict[str, Errand] = {}
        self._renewed = self._refreshed = time.monotonic()

    def start(self) -> None:
        """Take over from a former leader: what it did not end was interrupted."""
        with self.writing() as connection:
            break_off_jobs(connection, self._now(), _("Le planificateur s'est arrêté avant la fin."))
        self._timetable.start(self.writing)

    def look(self) -> None:
        """Do what is to be done now."""
        self._note_ended()
        if time.monotonic() - self._refreshed >= REFRESH_EVERY:
            self._timetable.refresh(self.writing)
            self._refreshed = time.monotonic()
        self._answer(self._list_requests())
        for name in self._timetable.list_due(self.writing):
            self._errands.setdefault(name, Errand())
        self._stop_late()
        for name in [name for name in self._errands if not self._crew.is_doing(name)]:
            self._start_due(name)
        if time.monotonic() - self._renewed >= RENEW_EVERY:
            with self.writing():
                pass

    def close(self) -> None:
        """Ask whatever goes on to stop, await it and write that it was interrupted."""
        self._timetable.close()
        self._await_end()
        self._note_ended(closing=True)

    def abandon(self) -> None:
        """End what goes on and write nothing: somebody else leads."""
        self._timetable.close()
        self._await_end()
        for _ended in self._crew.iterate_ended():
            pass

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction of the leader; raises `LeaseLost` where another one leads."""
        with self._installation.database.writing() as connection:
            renew_lease(connection, self._lease, self._now)
            yield connection
        self._renewed = time.monotonic()

    def _await_end(self) -> None:
        while True:
            with suppress(StoreUnavailable):  # asked again and again, while the work lasts
                self._crew.ask_to_stop()
            if self._crew.wait(ASK_EVERY):
                return

    def _list_requests(self) -> Sequence[JobRequest]:
        with self._installation.database.snapshot() as connection:
            requests = list_open_requests(connection)
        return [request for request in requests if self._only in (None, request.id)]

    def _answer(self, requests: Sequence[JobRequest]) -> None:
        if any(self._timetable.find(request.job) is None for request in requests):
            self._timetable.refresh(self.writing)  # it may be about a source that was just added
        for request in requests:
            answer = self._find_answer(request)
            with self.writing() as connection:
                take_request(connection, request.id, self._now())
                if answer is not None:
                    finish_request(connection, request.id, self._now(), answer)
            if answer is None:
                errand = self._errands.setdefault(request.job, Errand())
                errand.requests.append(request.id)
                errand.until = None  # whoever asks means now

    def _find_answer(self, request: JobRequest) -> JobResult | None:
        """Return the answer that can be given at once."""
        errand = self._errands.get(request.job)
        if self._timetable.find(request.job) is None:
            return JobResult(outcome="unknown", message=_("Aucune tâche ne porte ce nom."))
        if request.requested_at < self._now() - ASKED_LONG_AGO:
            return JobResult(outcome="expired", message=_("Demande trop ancienne : refaites-la."))
        if self._crew.is_doing(request.job) or (errand is not None and errand.requests):
            return JobResult(outcome="already-running", message=_("Déjà en cours."))
        return None

    def _start_due(self, name: str) -> None:
        job, errand = self._timetable.find(name), self._errands[name]
        if job is None:
            self._drop(name)
            return
        now = self._now()
        if job.window is not None and not errand.requests:
            if not job.window.contains(now):
                del self._errands[name]
                self._timetable.plan_again(name, self.writing)
                return
            errand.until = job.window.next_closing(now)
        if not self._crew.can_take(job):
            return
        with self.writing() as connection:
            start_job(connection, name, now)
            self._timetable.note_next(name, connection)
        self._crew.take(job)
        self._tell_of(job, _("{title} : début.").format(title=job.title))

    def _drop(self, name: str) -> None:
        """Answer for a job that is no more."""
        with self.writing() as connection:
            for request in self._errands[name].requests:
                answer = JobResult(outcome="unknown", message=_("Aucune tâche ne porte ce nom."))
                finish_request(connection, request, self._now(), answer)
        del self._errands[name]

    def _note_ended(self, *, closing: bool = False) -> None:
        for job, told in self._crew.iterate_ended():
            result = told
            if closing and told.outcome == "stopped":
                result = JobResult(outcome="interrupted", message=told.message)
            errand = self._errands.get(job.name, Errand())
            with self.writing() as connection:
                finish_job(connection, job.name, self._now(), result)
                for request in errand.requests:
                    finish_request(connection, request, self._now(), result)
            self._errands.pop(job.name, None)
            self._tell_of(job, f"{job.title} : {result.message}", failed=result.outcome == "failed")
            if not closing:
                self._timetable.plan_again(job.name, self.writing)

    def _stop_late(self) -> None:
        """Ask what goes on after its hours to stop; it is gone on with when they begin again."""
        now = self._now()
        for job in self._crew.list_going_on():
            errand = self._errands.get(job.name)
            if errand is not None and errand.until is not None and errand.until <= now:
                job.stop(self._installation)

    def _tell_of(self, job: Job, text: str, *, failed: bool = False) -> None:
        if failed or job.lane == "sources":
            self._tell(text)
