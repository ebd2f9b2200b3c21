"""What `glane doctor` asks the store: is everything whole and in step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from catalogue.store.change_log import read_position
from catalogue.store.tables import change_log, dataset, source_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question with its answer: `detail` says what was found."""

    name: str
    passed: bool
    detail: str = ""


def check_store(connection: Connection) -> Sequence[Check]:
    """Return every check of the store."""
    return [check(connection) for check in CHECKS]


def _check_integrity(connection: Connection) -> Check:
    """SQLite's own integrity check; PostgreSQL checks its pages as it reads them."""
    found = "ok"
    if connection.dialect.name == "sqlite":
        found = str(connection.execute(text("PRAGMA integrity_check")).scalar())
    return Check(name="integrity", passed=found == "ok", detail=found)


def _check_references(connection: Connection) -> Check:
    """Rows that point to nothing; PostgreSQL refuses them when they are written."""
    broken = 0
    if connection.dialect.name == "sqlite":
        broken = len(connection.execute(text("PRAGMA foreign_key_check")).all())
    return Check(name="references", passed=broken == 0, detail=str(broken))


def _check_change_log(connection: Connection) -> Check:
    """The change log is gapless and ends where its counter stands."""
    count, last = connection.execute(select(func.count(), func.max(change_log.c.number))).one()
    position = read_position(connection)
    return Check(name="change-log", passed=count == (last or 0) == position, detail=f"{count}/{position}")


def _check_datasets(connection: Connection) -> Check:
    """Every active dataset has an active source record."""
    speaking = select(source_record.c.id).where(
        source_record.c.dataset_id == dataset.c.id, source_record.c.status == "active"
    )
    query = select(func.count()).select_from(dataset).where(dataset.c.status == "active", ~speaking.exists())
    orphans = connection.scalar(query) or 0
    return Check(name="datasets", passed=orphans == 0, detail=str(orphans))


CHECKS: tuple[Callable[[Connection], Check], ...] = (
    _check_integrity,
    _check_references,
    _check_change_log,
    _check_datasets,
)
