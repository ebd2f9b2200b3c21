"""The journal of publications: what every source record was before a run touched it, so that a run can be
rolled back.

Written set-wise inside the publishing transaction; the first note of a record in a run stays. The journals
of the last runs of a source are kept.
"""

from sqlalchemy import ColumnElement, Connection, delete, insert, literal, select

from catalogue.store.tables import run, run_change, source_record

KEPT_RUNS = 10
"""So many publications of a source can be rolled back, the latest first."""
_STATE = ("remote_id", "dataset_id", "version_id", "status", "absent_runs", "absent_since")


def note_before(connection: Connection, run_id: int, touched: ColumnElement[bool]) -> None:
    """Note the state of the source records that are about to be touched."""
    columns = ["run_id", "source_record_id", *_STATE]
    rows = select(literal(run_id), source_record.c.id, *(source_record.c[name] for name in _STATE))
    connection.execute(insert(run_change).from_select(columns, rows.where(touched, ~_is_noted(run_id))))


def note_added(connection: Connection, run_id: int, added: ColumnElement[bool]) -> None:
    """Note that these source records were not there before the run."""
    columns = ["run_id", "source_record_id"]
    rows = select(literal(run_id), source_record.c.id).where(added, ~_is_noted(run_id))
    connection.execute(insert(run_change).from_select(columns, rows))


def forget_old(connection: Connection, source_id: str) -> None:
    """Forget the journals of publications that nobody will roll back any more."""
    mine = select(run.c.id).where(run.c.source_id == source_id, run.c.id < oldest_kept(connection, source_id))
    connection.execute(delete(run_change).where(run_change.c.run_id.in_(mine)))


def oldest_kept(connection: Connection, source_id: str) -> int:
    """Return the oldest run of the source whose journal is kept; 0 where all of them are."""
    published = select(run.c.id).where(run.c.source_id == source_id, run.c.published)
    return connection.scalar(published.order_by(run.c.id.desc()).offset(KEPT_RUNS - 1).limit(1)) or 0


def _is_noted(run_id: int) -> ColumnElement[bool]:
    noted = select(run_change.c.run_id).where(
        run_change.c.run_id == run_id, run_change.c.source_record_id == source_record.c.id
    )
    return noted.exists()
