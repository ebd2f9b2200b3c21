"""Runs: what a harvest of one source did, with the errors of its items, which outlive it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from catalogue.json_form import decoder_of, plain
from catalogue.store.tables import record_version, run, run_error, source_record, staged_item
from catalogue.store.texts import storable

RunKind = Literal["harvest", "renormalise"]
Decision = Literal["approved", "refused", "superseded", "rolled-back"]
RunStatus = Literal["running", "complete", "partial", "held", "failed", "interrupted"]
ERRORS_SHOWN = 200
"""A report names at most so many errors; the table keeps them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemError:
    """Why an item, or the listing (`remote_id` empty), failed; `original` is the digest of its bytes."""

    kind: str
    message: str
    remote_id: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What `glane harvest --json` says of a run; counts are source records, `bytes` and `requests` those sent
    over the network, `seconds` the time it took. `announced` is None where the source names no total.
    `full` is false for a run that read only what had changed; `continues` is the run that was cut and that
    this one went on with; `resume_at` the time before which the source asked not to be asked again.
    """

    run: int
    source: str
    status: RunStatus
    listed: int = 0
    announced: int | None = None
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    archived: int = 0
    rejected: int = 0
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    full: bool = True
    continues: int | None = None
    resume_at: str | None = None
    errors: tuple[ItemError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as the store keeps it; `report` is None while it goes on, and where it broke off.

    `kind` tells a harvest from a new mapping of stored originals; `decision` is what a person, or a later
    run, made of one that was held or published.
    """

    id: int
    source_id: str
    status: RunStatus
    published: bool
    started_at: str
    finished_at: str | None
    kind: RunKind
    decision: Decision | None
    decided_at: str | None
    report: RunReport | None


def report_json(report: RunReport) -> dict[str, object]:
    """Return the JSON of a report; every count and, of each error, id, kind and message are there."""
    data: dict[str, object] = {name: getattr(report, name) for name in RunReport.__slots__}
    return data | {"errors": [{"remote_id": error.remote_id, **plain(error)} for error in report.errors]}


def start_run(
    connection: Connection,
    source_id: str,
    started_at: str,
    *,
    kind: RunKind = "harvest",
    mapping: str | None = None,
) -> int:
    """Write that a run begins and return its number; runs of the source that died are marked first.

    The caller holds the lease of the source, so none of them can still be working.
    """
    dead = (run.c.source_id == source_id) & (run.c.status == "running")
    connection.execute(update(run).where(dead).values(status="interrupted", finished_at=started_at))
    values = {
        "source_id": source_id,
        "status": "running",
        "published": False,
        "started_at": started_at,
        "kind": kind,
        "mapping": mapping,
    }
    number: int = connection.scalars(insert(run).values(**values).returning(run.c.id)).one()
    return number


def describe_run(connection: Connection, run_id: int, *, full: bool, continues: int | None) -> None:
    """Write whether a run reads everything, and which run that was cut it goes on with."""
    values = {"full": full, "continues": continues}
    connection.execute(update(run).where(run.c.id == run_id).values(**values))


def keep_cursor(connection: Connection, run_id: int, cursor: str | None) -> None:
    """Write from where the listing can be gone on with, or that it cannot."""
    connection.execute(update(run).where(run.c.id == run_id).values(cursor=cursor))


def ask_to_stop(connection: Connection, run_id: int) -> bool:
    """Ask a run that goes on to stop; False where it goes on no more."""
    mine = (run.c.id == run_id) & (run.c.status == "running")
    return connection.execute(update(run).where(mine).values(stopping=True)).rowcount == 1


def is_stopping(connection: Connection, run_id: int) -> bool:
    """Say whether somebody asked this run to stop."""
    return bool(connection.scalar(select(run.c.stopping).where(run.c.id == run_id)))


def interrupt_run(connection: Connection, run_id: int, at: str) -> None:
    """Write that a run was broken off, unless it had ended; what can be gone on with stays staged."""
    mine = (run.c.id == run_id) & (run.c.status == "running")
    connection.execute(update(run).where(mine).values(status="interrupted", finished_at=at))
    if connection.scalar(select(run.c.cursor).where(run.c.id == run_id)) is None:
        drop_staged(connection, run_id)


def drop_staged(connection: Connection, run_id: int) -> None:
    """Forget what a run staged: its list of items and the versions that were never published."""
    connection.execute(delete(staged_item).where(staged_item.c.run_id == run_id))
    used = select(source_record.c.id).where(source_record.c.version_id == record_version.c.id).exists()
    published = select(run.c.published).where(run.c.id == run_id).scalar_subquery()
    unused = (record_version.c.run_id == run_id) & ~used & ~published
    connection.execute(delete(record_version).where(unused))


def finish_run(connection: Connection, report: RunReport, finished_at: str, *, published: bool) -> None:
    """Write the report of a run and its errors."""
    text = json.dumps(report_json(report), ensure_ascii=False)
    values = {
        "status": report.status,
        "published": published,
        "finished_at": finished_at,
        "resume_at": report.resume_at,
        "report": text,
    }
    connection.execute(update(run).where(run.c.id == report.run).values(**values))


def put_errors(connection: Connection, run_id: int, errors: Iterable[ItemError]) -> None:
    """Keep the errors of a run, one row each."""
    rows = [
        {
            "run_id": run_id,
            "kind": error.kind,
            "message": storable(error.message),
            "remote_id": error.remote_id and storable(error.remote_id),
            "original": error.original,
        }
        for error in errors
    ]
    if rows:
        connection.execute(insert(run_error), rows)


def list_errors(connection: Connection, run_id: int, limit: int = ERRORS_SHOWN) -> Sequence[ItemError]:
    """Return the first errors of a run: of the listing, then of items in the order in which they came."""
    columns = [run_error.c[name] for name in ItemError.__slots__]
    query = select(*columns).where(run_error.c.run_id == run_id).limit(limit)
    query = query.order_by(run_error.c.remote_id.is_not(None), run_error.c.id)
    return [ItemError(**row) for row in connection.execute(query).mappings()]


def list_runs(connection: Connection, limit: int = 50, source_id: str | None = None) -> Sequence[Run]:
    """Return the latest runs, newest first, of one source or of all."""
    query = select(run).order_by(run.c.id.desc()).limit(limit)
    if source_id is not None:
        query = query.where(run.c.source_id == source_id)
    return [_to_run(row._asdict()) for row in connection.execute(query)]


def find_run(connection: Connection, run_id: int) -> Run | None:
    """Return a run by its number."""
    row = connection.execute(select(run).where(run.c.id == run_id)).one_or_none()
    return None if row is None else _to_run(row._asdict())


def _to_run(row: dict[str, Any]) -> Run:
    text = row["report"]
    report = decoder_of(RunReport)(json.loads(str(text)), "report") if text else None
    values = {name: row[name] for name in Run.__slots__ if name != "report"}
    return Run(report=report, **values)
