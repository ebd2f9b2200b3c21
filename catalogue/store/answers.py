"""The last answers of sources: asked for again by their validators, they need not be sent twice.

Kept compressed by source and key. A writer holds its lock for one row and no longer. What is known of an
answer but its validators (cookies, credentials) never comes here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import zstandard
from sqlalchemy import ColumnElement, Connection, delete, select, update

from catalogue.store.database import Database
from catalogue.store.inserting import insert_missing
from catalogue.store.leases import stamp
from catalogue.store.tables import http_answer, source
from catalogue.store.texts import storable

LEVEL = 3  # unlike originals, answers are written while a source waits
MOST_BYTES = 20_000_000
"""The largest answer that is kept, compressed."""
CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer as it is kept: its validators and type as the headers said them, its body."""

    etag: str | None
    last_modified: str | None
    content_type: str
    content: bytes


class StoredAnswers:
    """The answers of one source; those that were found or kept since it was opened count as used."""

    def __init__(
        self, database: Database, source_id: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._source_id = source_id
        self._now = now
        self._used: set[str] = set()

    def find(self, key: str) -> StoredAnswer | None:
        """Return what is kept under this key, None where nothing is."""
        with self._database.snapshot() as connection:
            found = find_answer(connection, self._source_id, key)
        if found is not None:
            self._used.add(key)
        return found

    def keep(
        self,
        key: str,
        url: str,
        *,
        etag: str | None,
        last_modified: str | None,
        content_type: str,
        content: bytes,
    ) -> None:
        """Keep an answer in the place of the former one, unless it is too large; `url` is for people."""
        compressed = zstandard.ZstdCompressor(level=LEVEL).compress(content)
        if len(compressed) > MOST_BYTES:
            return
        values = {
            "url": storable(url),
            "etag": etag,
            "last_modified": last_modified,
            "content_type": storable(content_type),
            "content": compressed,
            "kept_at": stamp(self._now()),
        }
        with self._database.writing() as connection:
            _put(connection, self._source_id, key, values)
        self._used.add(key)

    def forget_unused(self) -> None:
        """Forget what was not used: for after a whole listing."""
        with self._database.snapshot() as connection:
            query = select(http_answer.c.key).where(http_answer.c.source_id == self._source_id)
            unused = set(connection.scalars(query)) - self._used
        if unused:
            with self._database.writing() as connection:
                forget_answers(connection, self._source_id, unused)


def find_answer(connection: Connection, source_id: str, key: str) -> StoredAnswer | None:
    """Return what is kept of a source under this key, None where nothing is."""
    row = connection.execute(select(http_answer).where(_is(source_id, key))).one_or_none()
    if row is None:
        return None
    return StoredAnswer(
        etag=row.etag,
        last_modified=row.last_modified,
        content_type=row.content_type,
        content=zstandard.ZstdDecompressor().decompress(row.content),
    )


def forget_answers(connection: Connection, source_id: str, keys: Collection[str]) -> None:
    """Forget these answers of a source."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        some = http_answer.c.key.in_(ordered[start : start + CHUNK])
        connection.execute(delete(http_answer).where(http_answer.c.source_id == source_id, some))


def _put(connection: Connection, source_id: str, key: str, values: dict[str, Any]) -> None:
    """Write one row; nothing for a source that the store does not know: it is only looked at."""
    if connection.scalar(select(source.c.id).where(source.c.id == source_id)) is None:
        return
    written = connection.execute(update(http_answer).where(_is(source_id, key)).values(**values))
    if not written.rowcount:
        insert_missing(connection, http_answer, [{"source_id": source_id, "key": key, **values}])


def _is(source_id: str, key: str) -> ColumnElement[bool]:
    return (http_answer.c.source_id == source_id) & (http_answer.c.key == key)
