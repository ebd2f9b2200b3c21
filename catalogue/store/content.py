"""What else is published and found, beside datasets: texts that come with a version of the program.

The digest of each is kept, so that a version with other texts writes the change log and every index follows.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from catalogue.store.change_log import advance, lock_position
from catalogue.store.tables import change_log, content

ADDED, CHANGED, ARCHIVED = "added", "changed", "archived"


def list_content(connection: Connection, subject: str) -> dict[str, str]:
    """Return the digests that are kept of a subject (`fiche` …) by their ids."""
    query = select(content.c.id, content.c.digest).where(content.c.subject == subject)
    return {row.id: row.digest for row in connection.execute(query)}


def note_content(connection: Connection, subject: str, digests: Mapping[str, str], at: str) -> int:
    """Write a line of the change log for each text that is new, changed or no longer there; return how many.

    `digests` are all the texts of the subject by their ids, `at` an ISO 8601 time in UTC.
    """
    position = lock_position(connection)  # before the look: another process may be noting the same
    changes = _differences(list_content(connection, subject), digests)
    if not changes:
        return 0
    connection.execute(
        delete(content).where(content.c.subject == subject, content.c.id.in_([name for name, _ in changes]))
    )
    kept = [name for name, change in changes if change != ARCHIVED]
    if kept:
        rows = [{"subject": subject, "id": name, "digest": digests[name]} for name in kept]
        connection.execute(insert(content), rows)
    lines = [
        {"number": number, "subject": subject, "subject_id": name, "change": change, "at": at}
        for number, (name, change) in enumerate(changes, position + 1)
    ]
    connection.execute(insert(change_log), lines)
    advance(connection, position + len(lines))
    return len(lines)


def _differences(kept: Mapping[str, str], found: Mapping[str, str]) -> list[tuple[str, str]]:
    changes = {name: CHANGED if name in kept else ADDED for name in found if kept.get(name) != found[name]}
    changes |= {name: ARCHIVED for name in kept if name not in found}
    return sorted(changes.items())
