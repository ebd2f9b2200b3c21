"""How the last harvests of a source ended: what a scheduler asks before it tries again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, select

from catalogue.store.runs import ask_to_stop
from catalogue.store.tables import run

LOOKED_AT = 10
"""So many runs are looked at: a count in a row is never told beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """`in_vain` counts the last harvests in a row that did not read the list to its end.

    Of the very last one: when it ended (where it died: when it began), whether somebody asked it to stop, and
    the time before which the source asked not to be asked again.
    """

    in_vain: int = 0
    ended_at: datetime | None = None
    stopped: bool = False
    resume_at: datetime | None = None


def read_attempts(connection: Connection, source_id: str) -> Attempts:
    """Return how the last harvests of a source ended; times are UTC."""
    query = select(run).where(run.c.source_id == source_id, run.c.kind == "harvest")
    rows = connection.execute(query.order_by(run.c.id.desc()).limit(LOOKED_AT)).all()
    if not rows:
        return Attempts()
    last = rows[0]
    return Attempts(
        in_vain=_count_in_vain(rows),
        ended_at=_to_moment(last.finished_at or last.started_at),
        stopped=last.stopping,
        resume_at=_to_moment(last.resume_at) if last.resume_at else None,
    )


def ask_harvest_to_stop(connection: Connection, source_id: str) -> bool:
    """Ask the harvest of a source that goes on to stop; False where none does."""
    mine = (run.c.source_id == source_id) & (run.c.kind == "harvest") & (run.c.status == "running")
    going_on = connection.scalars(select(run.c.id).where(mine)).all()
    return sum(ask_to_stop(connection, run_id) for run_id in going_on) > 0


def _count_in_vain(rows: Sequence[Row[tuple[object, ...]]]) -> int:
    """Return how many runs come before the first that reached its end; a cut one has a cursor."""
    for count, row in enumerate(rows):
        if row.status in ("complete", "held") or (row.status == "partial" and row.cursor is None):
            return count
    return len(rows)


def _to_moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
