"""Publication: one short transaction that moves pointers and writes the change log.

Everything heavy was staged before; here are set-wise statements only, so that 100 000 records take a few
seconds and readers see the state before or the state after, never a mix.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    Exists,
    Select,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from catalogue.source import Source
from catalogue.store.change_log import DATASET, advance, lock_position
from catalogue.store.journal import forget_old, note_added, note_before
from catalogue.store.leases import stamp
from catalogue.store.resolving import Resolution, resolve
from catalogue.store.tables import (
    change_log,
    dataset,
    run,
    source_record,
    staged_change,
    staged_item,
)
from catalogue.store.tables import source as source_table

GRACE_RUNS = 3
GRACE_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publication did: datasets in the change log, source records absent so far and archived now."""

    changes: int
    absent: int
    archived: int


def publish(
    connection: Connection,
    run_id: int,
    source: Source,
    resolution: Resolution,
    now: datetime,
    *,
    complete: bool,
    listed: bool = True,
) -> Published:
    """Publish what a run staged; only a `complete` listing counts what it does not hold as absent.

    Where nothing was `listed`, because stored originals were mapped anew, nobody is absent or back.
    """
    position = lock_position(connection)
    if position != resolution.position:
        resolution = resolve(connection, run_id, source)
    at = stamp(now)
    _insert_new(connection, run_id, source.id, at)
    _point_to_versions(connection, run_id, source.id)
    if listed:
        _restore_returned(connection, run_id, source.id)
    absent, archived = _count_absent(connection, run_id, source.id, now) if complete else (0, 0)
    _merge(connection, run_id, resolution)
    changes = write_changes(connection, run_id, position, at)
    connection.execute(update(run).where(run.c.id == run_id).values(published=True))
    forget_old(connection, source.id)
    if changes:
        mine = source_table.c.id == source.id
        connection.execute(update(source_table).where(mine).values(published_run=run_id))
    return Published(changes=changes, absent=absent, archived=archived)


def _insert_new(connection: Connection, run_id: int, source_id: str, at: str) -> None:
    new = staged_item.c.outcome == "added"
    mine = (staged_item.c.run_id == run_id) & staged_item.c.version_id.is_not(None)
    known = select(dataset.c.id).where(dataset.c.id == staged_item.c.dataset_id).exists()
    fresh = select(staged_item.c.dataset_id, literal("active"), literal(at), literal(at)).distinct()
    columns = ["id", "status", "created_at", "changed_at"]
    first = select(literal(run_id), staged_item.c.dataset_id, literal("added")).distinct()
    connection.execute(
        insert(staged_change).from_select(["run_id", "dataset_id", "change"], first.where(mine, new, ~known))
    )
    connection.execute(insert(dataset).from_select(columns, fresh.where(mine, new, ~known)))
    rows = select(
        literal(source_id),
        staged_item.c.remote_id,
        staged_item.c.dataset_id,
        staged_item.c.version_id,
        literal("active"),
        literal(0),
    ).where(mine, new)
    columns = ["source_id", "remote_id", "dataset_id", "version_id", "status", "absent_runs"]
    connection.execute(insert(source_record).from_select(columns, rows.order_by(staged_item.c.remote_id)))
    fresh_ids = select(staged_item.c.remote_id).where(mine, new)
    note_added(
        connection,
        run_id,
        (source_record.c.source_id == source_id) & source_record.c.remote_id.in_(fresh_ids),
    )
    mark(connection, run_id, "changed", select(staged_item.c.dataset_id).distinct().where(mine, new))


def _point_to_versions(connection: Connection, run_id: int, source_id: str) -> None:
    same = (staged_item.c.remote_id == source_record.c.remote_id) & (source_record.c.source_id == source_id)
    newer = (staged_item.c.run_id == run_id) & staged_item.c.outcome.in_(["changed", "unchanged"])
    newer &= staged_item.c.version_id.is_not(None)
    pointed = select(staged_item.c.run_id).where(same, newer)
    note_before(connection, run_id, pointed.correlate(source_record).exists())
    statement = update(source_record).where(same, newer).values(version_id=staged_item.c.version_id)
    connection.execute(statement)
    touched = select(source_record.c.dataset_id).distinct().join(staged_item, same)
    mark(connection, run_id, "changed", touched.where(newer, staged_item.c.outcome == "changed"))


def _restore_returned(connection: Connection, run_id: int, source_id: str) -> None:
    """Forget the absence of what was listed again, and bring back what had been archived."""
    away = (source_record.c.absent_runs > 0) | (source_record.c.status == "archived")
    back = (source_record.c.source_id == source_id) & away & _listed(run_id)
    archived = select(source_record.c.dataset_id).distinct().where(back, source_record.c.status == "archived")
    mark(connection, run_id, "restored", archived)
    note_before(connection, run_id, back)
    values = {"absent_runs": 0, "absent_since": None, "status": "active"}
    connection.execute(update(source_record).where(back).values(**values))


def _count_absent(connection: Connection, run_id: int, source_id: str, now: datetime) -> tuple[int, int]:
    """Count one more absence for what was not listed, and archive what has been away for the whole grace."""
    absent = (
        (source_record.c.source_id == source_id) & (source_record.c.status == "active") & ~_listed(run_id)
    )
    note_before(connection, run_id, absent)
    since = func.coalesce(source_record.c.absent_since, stamp(now))
    counted = {"absent_runs": source_record.c.absent_runs + 1, "absent_since": since}
    found = connection.execute(update(source_record).where(absent).values(**counted)).rowcount
    over = absent & (source_record.c.absent_runs >= GRACE_RUNS)
    over &= source_record.c.absent_since <= stamp(now - GRACE_TIME)
    mark(connection, run_id, "archived", select(source_record.c.dataset_id).distinct().where(over))
    archived = connection.execute(update(source_record).where(over).values(status="archived")).rowcount
    return found, archived


def archive_missing(connection: Connection, run_id: int, source_id: str) -> int:
    """Archive at once what the run did not list, and return how many records that is: a person agreed."""
    missing = (
        (source_record.c.source_id == source_id) & (source_record.c.status == "active") & ~_listed(run_id)
    )
    note_before(connection, run_id, missing)
    mark(connection, run_id, "archived", select(source_record.c.dataset_id).distinct().where(missing))
    return connection.execute(update(source_record).where(missing).values(status="archived")).rowcount


def _listed(run_id: int) -> Exists:
    query = select(staged_item.c.run_id).where(staged_item.c.run_id == run_id)
    return query.where(staged_item.c.remote_id == source_record.c.remote_id).exists()


def _merge(connection: Connection, run_id: int, resolution: Resolution) -> None:
    for loser, survivor in resolution.merges.items():
        moved = source_record.c.dataset_id == loser
        note_before(connection, run_id, moved)
        connection.execute(update(source_record).where(moved).values(dataset_id=survivor))
        values = {"status": "merged", "moved_to": survivor}
        gone = (dataset.c.id == loser) | (dataset.c.moved_to == loser)
        connection.execute(update(dataset).where(gone).values(**values))
        connection.execute(delete(staged_change).where(staged_change.c.dataset_id == loser))
        mark(connection, run_id, "merged", select(dataset.c.id).where(dataset.c.id == loser))
        mark(connection, run_id, "changed", select(dataset.c.id).where(dataset.c.id == survivor))


def mark(connection: Connection, run_id: int, change: str, datasets: Select[str]) -> None:
    """Note datasets for the change log; the first mark of a dataset stays."""
    touched = datasets.subquery()
    (column,) = touched.c
    marked = select(staged_change.c.run_id).where(
        staged_change.c.run_id == run_id, staged_change.c.dataset_id == column
    )
    rows = select(literal(run_id), column, literal(change)).where(~marked.exists())
    connection.execute(insert(staged_change).from_select(["run_id", "dataset_id", "change"], rows))


def write_changes(connection: Connection, run_id: int, position: int, at: str) -> int:
    """Bring the marked datasets up to date and write one line of the log for each, in the order of ids."""
    mine = staged_change.c.run_id == run_id
    alive = select(source_record.c.id).where(
        source_record.c.dataset_id == dataset.c.id, source_record.c.status == "active"
    )
    status = case(
        (dataset.c.status == "merged", "merged"),
        (alive.exists(), literal("active")),
        else_=literal("archived"),
    )
    marked = select(staged_change.c.dataset_id).where(mine)
    connection.execute(update(dataset).where(dataset.c.id.in_(marked)).values(changed_at=at, status=status))
    number = literal(position) + func.row_number().over(order_by=staged_change.c.dataset_id)
    rows = select(number, literal(DATASET), staged_change.c.dataset_id, staged_change.c.change, literal(at))
    columns = ["number", "subject", "subject_id", "change", "at"]
    connection.execute(insert(change_log).from_select(columns, rows.where(mine)))
    written = connection.scalar(select(func.count()).select_from(staged_change).where(mine)) or 0
    connection.execute(delete(staged_change).where(mine))
    if written:
        advance(connection, position + written)
    return written


def count_replaced(connection: Connection, run_id: int, source_id: str) -> tuple[int, int]:
    """Return how many active records of the source there are and how many of them the run did not list."""
    active = (source_record.c.source_id == source_id) & (source_record.c.status == "active")
    total = connection.scalar(select(func.count()).select_from(source_record).where(active)) or 0
    missing = select(func.count()).select_from(source_record).where(active, ~_listed(run_id))
    return total, connection.scalar(missing) or 0
