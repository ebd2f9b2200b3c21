"""Recurring work as everybody sees it: how each job stands, and who asks for one to run now.

The scheduler that leads writes the states; any process may write a request, which the leader answers within
seconds. What a job does, and when, is decided elsewhere: here are names, times and outcomes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from catalogue.store.inserting import insert_missing
from catalogue.store.leases import stamp
from catalogue.store.tables import job, job_request
from catalogue.store.texts import storable

JobStatus = Literal["idle", "running"]
JobOutcome = Literal[
    "done", "remarks", "failed", "stopped", "interrupted", "already-running", "unknown", "expired"
]
"""How a job or a request ended.

`remarks`: done, and something should be looked at; `stopped`: a person, the end of its hours or a source that
asks for patience ended it; `interrupted`: its scheduler ended, it will be gone on with. A request may also be
answered by `already-running`, by `unknown` (no job has this name) or by `expired` (nobody was there to do it
in time).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    """How a job ended; `message` is for people, empty where there is nothing to tell."""

    outcome: JobOutcome
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """A job as the store knows it; times are UTC, `outcome` and `message` those of its last run."""

    name: str
    schedule: str
    state: JobStatus
    next_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    outcome: JobOutcome | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRequest:
    """Somebody's wish that a job runs now; `outcome` is its answer, None until there is one."""

    id: int
    job: str
    requested_by: str
    requested_at: datetime
    taken_at: datetime | None
    finished_at: datetime | None
    outcome: JobOutcome | None
    message: str | None


def register_jobs(connection: Connection, schedules: Mapping[str, str]) -> None:
    """Write which jobs there are, by name, each with its schedule; others are forgotten unless they run.

    A job whose schedule changed has no next time until it is planned again.
    """
    rows = [{"name": name, "schedule": text, "state": "idle"} for name, text in schedules.items()]
    if rows:
        insert_missing(connection, job, rows)
    for known in list_jobs(connection):
        mine = job.c.name == known.name
        wanted = schedules.get(known.name)
        if wanted is None and known.state != "running":
            connection.execute(delete(job).where(mine))
        elif wanted is not None and wanted != known.schedule:
            connection.execute(update(job).where(mine).values(schedule=wanted, next_at=None))


def list_jobs(connection: Connection) -> Sequence[JobState]:
    """Return the state of every job, by name."""
    return [_to_state(row._asdict()) for row in connection.execute(select(job).order_by(job.c.name))]


def plan_job(connection: Connection, name: str, next_at: datetime | None) -> None:
    """Write when a job will run next."""
    _update(connection, name, next_at=next_at and stamp(next_at))


def start_job(connection: Connection, name: str, at: datetime) -> None:
    """Write that a job runs from now on."""
    values = {"finished_at": None, "outcome": None, "message": None}
    _update(connection, name, state="running", started_at=stamp(at), **values)


def finish_job(connection: Connection, name: str, at: datetime, result: JobResult) -> None:
    """Write how a job ended."""
    told = storable(result.message) or None
    _update(connection, name, state="idle", finished_at=stamp(at), outcome=result.outcome, message=told)


def break_off_jobs(connection: Connection, at: datetime, message: str) -> None:
    """Write that whatever ran under a former leader was interrupted, and answer the requests it had taken."""
    ended = {"finished_at": stamp(at), "outcome": "interrupted", "message": message}
    connection.execute(update(job).where(job.c.state == "running").values(state="idle", **ended))
    taken = job_request.c.taken_at.is_not(None) & job_request.c.finished_at.is_(None)
    connection.execute(update(job_request).where(taken).values(**ended))


def request_job(connection: Connection, name: str, requested_by: str, now: datetime) -> int:
    """Ask that a job runs now and return the number of the request; `requested_by` is shown to people."""
    values = {"job": name, "requested_by": requested_by, "requested_at": stamp(now)}
    number: int = connection.scalars(insert(job_request).values(**values).returning(job_request.c.id)).one()
    return number


def list_open_requests(connection: Connection) -> Sequence[JobRequest]:
    """Return the requests that nobody has taken, oldest first."""
    query = select(job_request).where(job_request.c.taken_at.is_(None), job_request.c.finished_at.is_(None))
    return [_to_request(row._asdict()) for row in connection.execute(query.order_by(job_request.c.id))]


def find_request(connection: Connection, request_id: int) -> JobRequest | None:
    """Return a request by its number."""
    row = connection.execute(select(job_request).where(job_request.c.id == request_id)).one_or_none()
    return None if row is None else _to_request(row._asdict())


def take_request(connection: Connection, request_id: int, at: datetime) -> None:
    """Write that the leader does what is asked."""
    mine = job_request.c.id == request_id
    connection.execute(update(job_request).where(mine).values(taken_at=stamp(at)))


def finish_request(connection: Connection, request_id: int, at: datetime, result: JobResult) -> None:
    """Write the answer to a request."""
    values = {
        "finished_at": stamp(at),
        "outcome": result.outcome,
        "message": storable(result.message) or None,
    }
    connection.execute(update(job_request).where(job_request.c.id == request_id).values(**values))


def forget_requests(connection: Connection, before: datetime) -> None:
    """Forget the requests that were answered before a time."""
    connection.execute(delete(job_request).where(job_request.c.finished_at < stamp(before)))


def _update(connection: Connection, name: str, **values: Any) -> None:
    connection.execute(update(job).where(job.c.name == name).values(**values))


def _to_state(row: dict[str, Any]) -> JobState:
    return JobState(**_with_times(row, "next_at", "started_at", "finished_at"))


def _to_request(row: dict[str, Any]) -> JobRequest:
    return JobRequest(**_with_times(row, "requested_at", "taken_at", "finished_at"))


def _with_times(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return row | {name: datetime.fromisoformat(row[name]) if row[name] else None for name in names}
