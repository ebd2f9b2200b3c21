"""The database behind the store: SQLite in WAL mode, or PostgreSQL; one way to read, one way to write.

A reader sees one snapshot from its first to its last query. A writer holds its lock from its first statement
(`BEGIN IMMEDIATE` on SQLite: deferred transactions lose updates), so a transaction never fails half way.
Nothing connects before the first use. A database that is gone or locked is `StoreUnavailable`; one whose disk
is full or takes no more writes, `StoreUnwritable`: it can still be read.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError

from catalogue.errors import StoreUnavailable, StoreUnwritable
from catalogue.store.reading import Reading

BUSY_TIMEOUT_MS = 60_000
WRITES = "glane_writes"
REFUSALS = {
    **dict.fromkeys(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "53100"), "full"),
    **dict.fromkeys(("SQLITE_READONLY", "SQLITE_READONLY_DIRECTORY", "25006"), "read-only"),
}
"""What a refusal to write means, by its name at SQLite (https://www.sqlite.org/rescode.html) and its SQLSTATE
at PostgreSQL (appendix A). To SQLite a write beyond a quota, or to the index of its log on a full disk, is an
input/output error.
"""


class Database:
    """A database by its SQLAlchemy URL; cheap to make, connects at the first transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._engine = _create_engine(url)

    @property
    def dialect(self) -> str:
        """Return `sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give one state of what is published, for all the questions of one answer."""
        with self.snapshot() as connection:
            yield Reading(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that reads one consistent state and cannot write."""
        options: dict[str, Any] = {}
        if self.dialect == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._connect() as connection:
            connection.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a write transaction, committed at the end of the block or rolled back."""
        with self._connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except (OperationalError, InternalError) as error:
            refusal = REFUSALS.get(_code_of(error))
            if refusal is None and isinstance(error, InternalError):
                raise
            detail = f"{self.url.render_as_string(hide_password=True)}: {error.orig}"
            raise (StoreUnwritable(refusal, detail) if refusal else StoreUnavailable(detail)) from error


def _create_engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _code_of(error: DBAPIError) -> str:
    """Return how the driver names an error."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return code or ""


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own would be deferred and late
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
