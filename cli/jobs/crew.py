"""The threads that do the work: so many harvests at once, one per host, and no job twice.

A harvest has a thread and a parser child of its own. How jobs end is asked for, not told: whoever leads them
is one thread, and owns all that is known of them.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from catalogue.errors import CatalogueError
from catalogue.language import gettext as _
from catalogue.store.jobs import JobResult
from cli.errors import CommandError
from cli.explanations import explain
from cli.installation import Installation
from cli.jobs.job import Job
from config.errors import ConfigurationError
from harvester.errors import HarvestError
from search.errors import SearchError

UPKEEP = 2
"""So many jobs other than harvests go on at once."""
FORESEEN = (CommandError, CatalogueError, ConfigurationError, HarvestError, SearchError, OSError)
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A job that goes on, or has just ended."""

    job: Job
    future: Future[JobResult]


class Crew:
    """Does jobs of one installation; used by one thread."""

    def __init__(self, installation: Installation, harvests: int) -> None:
        self._installation = installation
        self._room = {"sources": harvests, "upkeep": UPKEEP}
        self._threads = ThreadPoolExecutor(sum(self._room.values()), thread_name_prefix="job")
        self._works: dict[str, Work] = {}

    def is_doing(self, name: str) -> bool:
        """Say whether a job goes on, or its end has not been noted yet."""
        return name in self._works

    def can_take(self, job: Job) -> bool:
        """Say whether there is room for a job, and nobody is at its host."""
        busy = [work.job for work in self._works.values()]
        at_host = job.host is not None and any(other.host == job.host for other in busy)
        room = self._room[job.lane] > sum(other.lane == job.lane for other in busy)
        return room and not at_host and not self.is_doing(job.name)

    def take(self, job: Job) -> None:
        """Begin a job."""
        future = self._threads.submit(job.work, self._installation)
        self._works[job.name] = Work(job=job, future=future)

    def list_going_on(self) -> list[Job]:
        """Return the jobs that go on."""
        return [work.job for work in self._works.values() if not work.future.done()]

    def iterate_ended(self) -> Iterator[tuple[Job, JobResult]]:
        """Yield each job that ended, and how; it is forgotten once the next one is asked for."""
        for name, work in list(self._works.items()):
            if work.future.done():
                yield work.job, _to_result(work)
                del self._works[name]

    def ask_to_stop(self) -> None:
        """Ask whatever goes on to end; raises `StoreUnavailable`."""
        for job in self.list_going_on():
            job.stop(self._installation)

    def wait(self, seconds: float) -> bool:
        """Wait for the end of all that goes on, and say whether it came."""
        return not wait([work.future for work in self._works.values()], seconds).not_done

    def close(self) -> None:
        """Let the threads end, once their work is done."""
        self._threads.shutdown()


def _to_result(work: Work) -> JobResult:
    error = work.future.exception()
    if error is None:
        return work.future.result()
    if isinstance(error, FORESEEN):
        return JobResult(outcome="failed", message=explain(error))
    LOG.error("job %s", work.job.name, exc_info=error)
    text = _("Faute du logiciel ({kind}) : voyez le journal du planificateur.")
    return JobResult(outcome="failed", message=text.format(kind=type(error).__name__))
