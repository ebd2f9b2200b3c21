"""When each job runs next: planned from its schedule, from what was missed, and from how it ended last.

Times outlive the process: they are in the store, so that a time that passed while no scheduler lived is a
time that was missed. The alarm rings for them.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from catalogue.store import Connection
from catalogue.store.jobs import JobResult, JobState, finish_job, list_jobs, plan_job, register_jobs
from catalogue.store.leases import Now
from cli.installation import Installation
from cli.jobs.alarm import Alarm
from cli.jobs.job import Job
from cli.jobs.schedule import Schedule, by_chance

Writing = Callable[[], AbstractContextManager[Connection]]
CLOCK_WAS_SET = timedelta(minutes=1)
"""The time of the machine that goes on so much more or less than the time that passes was set by somebody."""


class Timetable:
    """The jobs of an installation with their next times; used by one thread, the leader's.

    One that does not ring (`rings`) knows the jobs, and leaves their times alone.
    """

    def __init__(
        self,
        installation: Installation,
        list_of: Callable[[Installation], list[Job]],
        now: Now,
        *,
        rings: bool = True,
    ) -> None:
        self._installation = installation
        self._list_of = list_of
        self._now = now
        self._rings = rings
        self._alarm = Alarm()
        self._jobs: dict[str, Job] = {}
        self._looked = (now(), time.monotonic())

    def start(self, writing: Writing) -> None:
        """Plan every job, and begin to ring."""
        if self._rings:
            self._alarm.start()
        self.refresh(writing)

    def close(self) -> None:
        """Ring no more."""
        if self._rings:
            self._rings = False
            self._alarm.close()

    def find(self, name: str) -> Job | None:
        """Return a job by its name."""
        return self._jobs.get(name)

    def refresh(self, writing: Writing) -> None:
        """Ask again what jobs there are, and plan those that are new or otherwise scheduled."""
        known, self._jobs = self._jobs, {job.name: job for job in self._list_of(self._installation)}
        schedules = {job.name: job.schedule_text for job in self._jobs.values()}
        with self._installation.database.snapshot() as connection:
            stored = {state.name: state.schedule for state in list_jobs(connection)}
        if schedules != stored:
            with writing() as connection:
                register_jobs(connection, schedules)
        for name in known.keys() - self._jobs.keys():
            self._alarm.forget(name)
        for job in self._jobs.values():
            if job.name not in known or known[job.name].schedule_text != job.schedule_text:
                self._plan_first(job, writing)

    def list_due(self, writing: Writing) -> list[str]:
        """Return the jobs whose time has come; all is planned anew where the machine's clock was set."""
        rung = self._alarm.list_rung()
        if self._rings and self._clock_was_set():
            for job in self._jobs.values():
                if job.name not in rung:
                    self._plan_first(job, writing)
            self._alarm.look_again()
        return [name for name in rung if name in self._jobs]

    def note_next(self, name: str, connection: Connection) -> None:
        """Write when a job that begins now will run again."""
        if self._rings:
            plan_job(connection, name, self._alarm.find_next(name))

    def plan_again(self, name: str, writing: Writing) -> None:
        """Plan a job that has ended, or that may not run now."""
        job, usual = self._jobs.get(name), self._alarm.find_next(name)
        if job is None or job.schedule is None or usual is None:
            return
        at = self._plan(job, self._state_of(job), usual)
        if at != usual:
            self._ring_at(job, job.schedule, at, writing)

    def _plan_first(self, job: Job, writing: Writing) -> None:
        if not self._rings:
            return
        if job.schedule is None:
            self._alarm.forget(job.name)
            if job.fault:
                with writing() as connection:
                    result = JobResult(outcome="failed", message=job.fault)
                    finish_job(connection, job.name, self._now(), result)
            return
        state = self._state_of(job)
        at = self._plan(job, state, first_time(job.schedule, state, self._now()))
        self._ring_at(job, job.schedule, at, writing)

    def _plan(self, job: Job, state: JobState, usual: datetime) -> datetime:
        return job.plan(self._installation, state, usual, self._now())

    def _ring_at(self, job: Job, schedule: Schedule, at: datetime, writing: Writing) -> None:
        """Ring at a time; for one that is past soon, since others may have missed theirs too."""
        now = self._now()
        at = at if at > now else by_chance(now, schedule.spread)
        self._alarm.plan(job.name, schedule, at)
        with writing() as connection:
            plan_job(connection, job.name, at)

    def _state_of(self, job: Job) -> JobState:
        with self._installation.database.snapshot() as connection:
            states = {state.name: state for state in list_jobs(connection)}
        return states[job.name]

    def _clock_was_set(self) -> bool:
        wall, passed = self._looked
        self._looked = self._now(), time.monotonic()
        drift = self._looked[0] - wall - timedelta(seconds=self._looked[1] - passed)
        return abs(drift) > CLOCK_WAS_SET


def first_time(schedule: Schedule, state: JobState, now: datetime) -> datetime:
    """Return when a job is due by its schedule; past, where its time came while no scheduler lived.

    A time further away than the schedule names was planned by a clock that was wrong.
    """
    if state.next_at is not None:
        return min(state.next_at, schedule.next_after(now) + schedule.spread)
    started = state.started_at if state.started_at is not None and state.started_at < now else now
    return schedule.next_spread(started)
