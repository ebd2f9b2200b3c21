"""The change log: every change of a published subject, numbered without a gap.

Numbers come from a locked counter row in the publishing transaction, so that their order is the order of
publication. Search and machines read it to follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from catalogue.store.tables import change_log, counter

CHANGES = "changes"
DATASET = "dataset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line: `change` is `added changed archived restored merged`, `at` an ISO 8601 time in UTC."""

    number: int
    subject: str
    subject_id: str
    change: str
    at: str


def lock_position(connection: Connection) -> int:
    """Return the number of the last change, holding the counter until the transaction ends."""
    query = select(counter.c.value).where(counter.c.name == CHANGES).with_for_update()
    value: int | None = connection.scalar(query)
    if value is None:
        connection.execute(insert(counter).values(name=CHANGES, value=0))
        return 0
    return value


def read_position(connection: Connection) -> int:
    """Return the number of the last change, 0 where there was none."""
    return connection.scalar(select(counter.c.value).where(counter.c.name == CHANGES)) or 0


def advance(connection: Connection, position: int) -> None:
    """Write the number of the last change; the caller holds the lock and wrote the lines up to it."""
    connection.execute(update(counter).where(counter.c.name == CHANGES).values(value=position))


def list_changes(connection: Connection, since: int, limit: int) -> Sequence[Change]:
    """Return at most `limit` changes after number `since`, in order."""
    query = select(change_log).where(change_log.c.number > since).order_by(change_log.c.number).limit(limit)
    return [Change(**row) for row in connection.execute(query).mappings()]


def list_changed_ids(connection: Connection, since: int) -> Sequence[str]:
    """Return the ids of all that changed after number `since`, datasets and others, each once, sorted."""
    query = select(change_log.c.subject_id).distinct().where(change_log.c.number > since)
    return list(connection.scalars(query.order_by(change_log.c.subject_id)))
