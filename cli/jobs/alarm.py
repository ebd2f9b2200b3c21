"""The clock of the scheduler: APScheduler, which says the names of jobs whose time has come, and no more.

Its memory is its own and ends with it; what jobs are, how they stand and when they run next is kept in the
store.
"""

from datetime import UTC, datetime
from queue import SimpleQueue

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from cli.jobs.schedule import PARIS, Schedule


class Alarm:
    """Rings for jobs; what was missed while nobody looked rings once."""

    def __init__(self) -> None:
        self._rung: SimpleQueue[str] = SimpleQueue()
        self._scheduler = BackgroundScheduler(
            timezone=PARIS,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Begin to ring."""
        self._scheduler.start()

    def close(self) -> None:
        """Ring no more."""
        self._scheduler.shutdown()

    def plan(self, name: str, schedule: Schedule, at: datetime) -> None:
        """Ring for a job at a time, and by its schedule from then on."""
        self._scheduler.add_job(
            self._rung.put, schedule, args=[name], id=name, next_run_time=at, replace_existing=True
        )

    def forget(self, name: str) -> None:
        """Ring no more for a job."""
        if self._scheduler.get_job(name):
            self._scheduler.remove_job(name)

    def find_next(self, name: str) -> datetime | None:
        """Return when it rings next for a job (UTC)."""
        job = self._scheduler.get_job(name)
        return job.next_run_time.astimezone(UTC) if job else None

    def list_rung(self) -> list[str]:
        """Return the jobs whose time has come since the last call."""
        return [self._rung.get_nowait() for _ in range(self._rung.qsize())]

    def look_again(self) -> None:
        """Compare with the time of the machine, which may have been set."""
        self._scheduler.wakeup()
