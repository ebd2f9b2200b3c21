"""Holding a source: whoever changes what is published of it does so alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.leases import Lease, Now, find_lease, release_lease
from harvester.errors import SourceUnavailable


@contextmanager
def holding(database: Database, source: Source, now: Now) -> Iterator[Lease]:
    """Hold the lease of a source while the block lasts.

    Raises `SourceUnavailable(kind="source-busy")` where another worker holds it.
    """
    with database.writing() as connection:
        lease = find_lease(connection, f"source/{source.id}", now)
    if lease is None:
        raise SourceUnavailable("source-busy", source=source.title)
    try:
        yield lease
    finally:
        with database.writing() as connection:
            release_lease(connection, lease)
