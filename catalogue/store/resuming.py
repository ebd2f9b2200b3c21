"""How a harvest begins: where an earlier one was cut, with what changed since the last one, or with nothing.

A run that was cut leaves its cursor and the list of what it had staged; the next run of the source adopts
them, so that both together prove a listing. What is too old, or was mapped otherwise, is thrown away.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from catalogue.store.runs import drop_staged
from catalogue.store.tables import record_version, run, run_error, staged_item

RESUMABLE_FOR = timedelta(hours=24)
"""A listing that was cut longer ago has changed too much to be gone on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRun:
    """A run that was cut and can be gone on with; `published` says that what it staged is shown already."""

    run_id: int
    cursor: str
    full: bool
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """The ids that earlier runs of the same listing staged, and how many of them were unusable."""

    seen: frozenset[str]
    rejected: int


def find_resume_time(connection: Connection, source_id: str, run_id: int) -> datetime | None:
    """Return when a source that asked for patience before this run may be asked again (UTC), if it did."""
    row = connection.execute(_run_before(source_id, run_id)).one_or_none()
    return datetime.fromisoformat(row.resume_at) if row is not None and row.resume_at else None


def find_cut_run(
    connection: Connection, source_id: str, run_id: int, mapping: str, now: datetime
) -> CutRun | None:
    """Return the harvest before this one where it was cut and can be gone on with."""
    row = connection.execute(_run_before(source_id, run_id)).one_or_none()
    if row is None or row.cursor is None or row.mapping != mapping or row.decision is not None:
        return None
    if row.status not in ("interrupted", "partial"):
        return None
    first = find_first_start(connection, row.id)
    if first < now - RESUMABLE_FOR:
        return None
    return CutRun(run_id=row.id, cursor=row.cursor, full=row.full, published=row.published)


def _run_before(source_id: str, run_id: int) -> Select[*tuple[Any, ...]]:
    mine = (run.c.source_id == source_id) & (run.c.kind == "harvest") & (run.c.id < run_id)
    return select(run).where(mine).order_by(run.c.id.desc()).limit(1)


def find_first_start(connection: Connection, run_id: int) -> datetime:
    """Return when the listing began that this run belongs to, over all the runs that went on with it."""
    started, before = connection.execute(
        select(run.c.started_at, run.c.continues).where(run.c.id == run_id)
    ).one()
    while before is not None:
        started, before = connection.execute(
            select(run.c.started_at, run.c.continues).where(run.c.id == before)
        ).one()
    return datetime.fromisoformat(started).astimezone(UTC)


def find_watermark(
    connection: Connection, source_id: str, mapping: str, full_since: datetime
) -> datetime | None:
    """Return the time since which only changes need be read: the start of the last complete listing.

    None where everything must be read: nothing complete was mapped in this way, then or since, the last full
    reading is older than `full_since`, or a run was rolled back since.
    """
    ended = run.c.status.in_(["complete", "interrupted", "partial", "held"])
    query = select(run).where(run.c.source_id == source_id, ended)
    watermark: datetime | None = None
    remapped = False
    for row in connection.execute(query.order_by(run.c.id.desc())):
        if row.decision == "rolled-back":
            return None
        if row.status != "complete":
            continue
        if row.kind == "renormalise":
            remapped |= row.mapping == mapping
            continue
        started = find_first_start(connection, row.id)
        if not (row.mapping == mapping or (remapped and _holds_anew(row, mapping))) or started < full_since:
            return None
        watermark = watermark or started
        if row.full:
            return watermark
    return None


def _holds_anew(row: Row[*tuple[Any, ...]], mapping: str) -> bool:
    """Say whether all that a harvest read is in the originals that have been mapped anew since.

    It asked the same of the source, and rejected nothing that another mapping could accept. A mapping is two
    digests with a stroke between; the first is of what is asked.
    """
    asks_alike = row.mapping.partition("/")[0] == mapping.partition("/")[0]
    return asks_alike and not json.loads(row.report)["rejected"]


def adopt(connection: Connection, cut: CutRun, run_id: int) -> Adopted:
    """Make what a cut run staged that of the run that goes on with it, and return what that is."""
    if cut.published:
        told = staged_item.c.outcome.in_(["added", "changed"])
        forgotten = {"outcome": "unchanged", "version_id": None, "dataset_id": None}
        connection.execute(
            update(staged_item).where(staged_item.c.run_id == cut.run_id, told).values(**forgotten)
        )
    else:
        mine = record_version.c.run_id == cut.run_id
        connection.execute(update(record_version).where(mine).values(run_id=run_id))
    connection.execute(update(staged_item).where(staged_item.c.run_id == cut.run_id).values(run_id=run_id))
    of_items = (run_error.c.run_id == cut.run_id) & run_error.c.remote_id.is_not(None)
    connection.execute(update(run_error).where(of_items).values(run_id=run_id))
    query = select(staged_item.c.remote_id, staged_item.c.outcome).where(staged_item.c.run_id == run_id)
    rows = connection.execute(query).all()
    return Adopted(
        seen=frozenset(row.remote_id for row in rows),
        rejected=sum(row.outcome == "rejected" for row in rows),
    )


def clear_leftovers(connection: Connection, source_id: str, keep: int | None = None) -> None:
    """Forget what runs of the source staged, but for one of them and for those that await a decision."""
    left = select(staged_item.c.run_id).join(run, run.c.id == staged_item.c.run_id)
    left = left.where(run.c.source_id == source_id, run.c.id != (keep or 0))
    waiting = (run.c.status == "held") & run.c.decision.is_(None)
    for run_id in connection.scalars(left.where(~waiting).distinct()).all():
        drop_staged(connection, run_id)


def supersede(connection: Connection, source_id: str, run_id: int, at: str) -> None:
    """End the wait for a decision on earlier runs of the source: a later listing has come."""
    waiting = (run.c.source_id == source_id) & (run.c.id < run_id)
    waiting &= (run.c.status == "held") & run.c.decision.is_(None)
    for old in connection.scalars(select(run.c.id).where(waiting)).all():
        drop_staged(connection, old)
        values = {"decision": "superseded", "decided_at": at}
        connection.execute(update(run).where(run.c.id == old).values(**values))
