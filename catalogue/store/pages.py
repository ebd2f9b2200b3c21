"""What the parser made of the pages of each source: one that comes again, byte for byte, need not be parsed.

The records themselves are not kept here but in `catalogue.store.originals`; an answer names them.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, select

from catalogue.store.database import Database
from catalogue.store.inserting import insert_missing
from catalogue.store.originals import list_originals
from catalogue.store.tables import known_page
from catalogue.store.tables import source as source_table

CHUNK = 500
TOGETHER = 20
"""So many pages are written in one transaction; those that a killed run had not written are parsed again."""


class KnownPages:
    """The pages of one source; those that were found or kept since it was opened count as used."""

    def __init__(self, database: Database, source_id: str) -> None:
        self._database = database
        self._source_id = source_id
        self._used: set[str] = set()
        self._waiting: dict[str, str] = {}

    def find(self, digest: str) -> str | None:
        """Return what was kept of the page with this digest."""
        mine = (known_page.c.source_id == self._source_id) & (known_page.c.digest == digest)
        with self._database.snapshot() as connection:
            answer = connection.scalar(select(known_page.c.answer).where(mine))
        if answer is not None:
            self._used.add(digest)
        return answer

    def find_contents(self, names: Collection[str]) -> Mapping[str, bytes]:
        """Return the originals among these that are kept, by their digests."""
        with self._database.snapshot() as connection:
            return list_originals(connection, names)

    def keep(self, digest: str, answer: str) -> None:
        """Keep an answer, before long."""
        self._used.add(digest)
        self._waiting[digest] = answer
        if len(self._waiting) >= TOGETHER:
            self.write()

    def write(self) -> None:
        """Write what waits to be kept; nothing for a source that the store does not know."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        with self._database.writing() as connection:
            if connection.scalar(select(source_table.c.id).where(source_table.c.id == self._source_id)):
                rows = [
                    {"source_id": self._source_id, "digest": digest, "answer": answer}
                    for digest, answer in waiting.items()
                ]
                insert_missing(connection, known_page, rows)

    def forget_unused(self) -> None:
        """Forget the pages that were not used: for after a whole listing."""
        with self._database.snapshot() as connection:
            query = select(known_page.c.digest).where(known_page.c.source_id == self._source_id)
            unused = set(connection.scalars(query)) - self._used
        if unused:
            with self._database.writing() as connection:
                forget_pages(connection, self._source_id, unused)


def forget_pages(connection: Connection, source_id: str, digests: Collection[str]) -> None:
    """Forget these pages of a source."""
    ordered = sorted(digests)
    for start in range(0, len(ordered), CHUNK):
        some = known_page.c.digest.in_(ordered[start : start + CHUNK])
        connection.execute(delete(known_page).where(known_page.c.source_id == source_id, some))
