"""What a person decides of a run: to approve or refuse a held one, to roll back a published one.

Nothing is deleted: a decision moves pointers and writes the change log, like a publication.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, func, or_, select, update

from catalogue.errors import RunNotDecidable, RunUnknown
from catalogue.source import Source
from catalogue.store.change_log import lock_position
from catalogue.store.journal import oldest_kept
from catalogue.store.leases import stamp
from catalogue.store.publishing import archive_missing, mark, publish, write_changes
from catalogue.store.relinking import relink
from catalogue.store.resolving import resolve
from catalogue.store.runs import Run, RunReport, RunStatus, drop_staged, find_run, finish_run
from catalogue.store.staging import count_staged
from catalogue.store.tables import dataset, run, run_change, source_record
from catalogue.store.tables import source as source_table

CHUNK = 500


def get_run(connection: Connection, run_id: int) -> Run:
    """Return a run; raises `RunUnknown`."""
    found = find_run(connection, run_id)
    if found is None:
        raise RunUnknown(run_id)
    return found


def approve(connection: Connection, run_id: int, source: Source, now: datetime) -> RunReport:
    """Do what a held run waited for, and return its report: what it did not list is archived at once.

    Where nothing was published, its records are; those that came back under another id keep their dataset.
    Raises `RunUnknown` or `RunNotDecidable`.
    """
    held, report = _get_held(connection, run_id)
    if not held.published:
        relink(connection, run_id, source.id)
        counts = count_staged(connection, run_id)
        publish(connection, run_id, source, resolve(connection, run_id, source), now, complete=False)
        report = replace(report, added=counts.get("added", 0), changed=counts.get("changed", 0))
    position = lock_position(connection)
    archived = archive_missing(connection, run_id, source.id)
    write_changes(connection, run_id, position, stamp(now))
    drop_staged(connection, run_id)
    report = replace(report, status="complete", archived=archived)
    _decide(connection, report, "approved", now)
    return report


def refuse(connection: Connection, run_id: int, now: datetime) -> RunReport:
    """Forget what a held run waited for, and return its report: nothing is withdrawn.

    Raises `RunUnknown` or `RunNotDecidable`.
    """
    held, report = _get_held(connection, run_id)
    drop_staged(connection, run_id)
    status: RunStatus = "partial" if held.published else "failed"
    report = replace(report, status=status)
    _decide(connection, report, "refused", now)
    return report


def roll_back(connection: Connection, run_id: int, now: datetime) -> int:
    """Put back what a run published, and return how many source records that touched.

    What the run had added is archived. Only the latest publication of a source can be rolled back, so that
    nothing is put back beneath a later one. Raises `RunUnknown` or `RunNotDecidable`.
    """
    undone = get_run(connection, run_id)
    _check_latest(connection, undone)
    position = lock_position(connection)
    journal = connection.execute(select(run_change).where(run_change.c.run_id == run_id)).all()
    touched = source_record.c.id.in_(
        select(run_change.c.source_record_id).where(run_change.c.run_id == run_id)
    )
    concerned = set(connection.scalars(select(source_record.c.dataset_id).where(touched)))
    _put_back(connection, journal)
    concerned |= set(connection.scalars(select(source_record.c.dataset_id).where(touched)))
    _mark_put_back(connection, run_id, sorted(concerned))
    write_changes(connection, run_id, position, stamp(now))
    _forget_publication(connection, undone)
    values = {"decision": "rolled-back", "decided_at": stamp(now), "cursor": None}
    connection.execute(update(run).where(run.c.id == run_id).values(**values))
    return len(journal)


def _get_held(connection: Connection, run_id: int) -> tuple[Run, RunReport]:
    held = get_run(connection, run_id)
    if held.decision == "superseded":
        raise RunNotDecidable(run_id, "superseded")
    if held.status != "held" or held.decision is not None or held.report is None:
        raise RunNotDecidable(run_id, "not-held")
    return held, held.report


def _decide(connection: Connection, report: RunReport, decision: str, now: datetime) -> None:
    kept = get_run(connection, report.run)
    published = kept.published or decision == "approved"
    finish_run(connection, report, kept.finished_at or stamp(now), published=published)
    values = {"decision": decision, "decided_at": stamp(now)}
    connection.execute(update(run).where(run.c.id == report.run).values(**values))


def _check_latest(connection: Connection, undone: Run) -> None:
    if not undone.published or undone.decision == "rolled-back":
        raise RunNotDecidable(undone.id, "not-published")
    if undone.id < oldest_kept(connection, undone.source_id):
        raise RunNotDecidable(undone.id, "forgotten")
    standing = or_(run.c.decision.is_(None), run.c.decision != "rolled-back")
    published = (run.c.source_id == undone.source_id) & run.c.published & standing
    latest = connection.scalar(select(func.max(run.c.id)).where(published))
    if latest != undone.id:
        raise RunNotDecidable(undone.id, "not-latest", latest)


def _put_back(connection: Connection, journal: Sequence[Row[tuple[object, ...]]]) -> None:
    """Give every touched record its former state; one that was not there before is archived."""
    for line in journal:
        mine = source_record.c.id == line.source_record_id
        values: dict[str, object] = {"status": "archived"}
        if line.version_id is not None:
            names = ("remote_id", "dataset_id", "version_id", "status", "absent_runs", "absent_since")
            values = {name: getattr(line, name) for name in names}
        connection.execute(update(source_record).where(mine).values(**values))


def _mark_put_back(connection: Connection, run_id: int, concerned: Sequence[str]) -> None:
    """Bring merged datasets back to life that have records again, and note what became of each dataset."""
    of_dataset = select(source_record.c.id).where(source_record.c.dataset_id == dataset.c.id)
    alive = of_dataset.where(source_record.c.status == "active").exists()
    split = (dataset.c.status == "merged") & of_dataset.exists()
    connection.execute(update(dataset).where(split).values(status="active", moved_to=None))
    for start in range(0, len(concerned), CHUNK):
        mine = dataset.c.id.in_(concerned[start : start + CHUNK])
        mark(connection, run_id, "archived", select(dataset.c.id).where(mine, ~alive))
        mark(connection, run_id, "changed", select(dataset.c.id).where(mine, alive))


def _forget_publication(connection: Connection, undone: Run) -> None:
    """Let the source point to the publication before, if there was one."""
    standing = or_(run.c.decision.is_(None), run.c.decision != "rolled-back")
    earlier = (run.c.source_id == undone.source_id) & run.c.published & standing & (run.c.id < undone.id)
    before = connection.scalar(select(func.max(run.c.id)).where(earlier))
    mine = source_table.c.id == undone.source_id
    connection.execute(update(source_table).where(mine).values(published_run=before))
