"""A job: a piece of recurring work with a name, a title, a schedule and the function that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from catalogue.store.jobs import JobResult, JobState
from cli.installation import Installation
from cli.jobs.schedule import NEVER, Schedule
from cli.jobs.window import Window

Work = Callable[[Installation], JobResult]
Plan = Callable[[Installation, JobState, datetime, datetime], datetime]
Stop = Callable[[Installation], None]
Lane = Literal["sources", "upkeep"]
"""What shares the threads: harvests, and all the rest, which never waits for them."""


def as_scheduled(installation: Installation, state: JobState, usual: datetime, now: datetime) -> datetime:
    """Return the time that the schedule names."""
    del installation, state, now
    return usual


def cannot_stop(installation: Installation) -> None:
    """Do nothing: the work is short, it is awaited."""
    del installation


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`name` is `<subject>/<what>`, `title` is for people.

    Without a `schedule`, the job runs only when somebody asks; `fault` says why, where it should have had
    one. `plan` may move the time that the schedule names; one that is past means at once. `stop` asks work
    that goes on to end, and may be called again and again. Jobs of one `host` never run at the same time.
    Inside its `window` alone does the schedule start it. A `local` job concerns this machine: it runs in
    every scheduler, leading or not.
    """

    name: str
    title: str
    work: Work
    schedule: Schedule | None = None
    fault: str = ""
    plan: Plan = as_scheduled
    stop: Stop = cannot_stop
    lane: Lane = "upkeep"
    host: str | None = None
    window: Window | None = None
    local: bool = False

    @property
    def schedule_text(self) -> str:
        """Return the schedule as the store keeps it."""
        return str(self.schedule) if self.schedule else NEVER
