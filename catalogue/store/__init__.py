"""The store: sources, runs, originals, source records, datasets, change log; SQLite or PostgreSQL."""

from sqlalchemy import Connection

from catalogue.store.database import Database
from catalogue.store.migrating import check_revision, migrate
from catalogue.store.reading import Reading

__all__ = ["Connection", "Database", "Reading", "check_revision", "migrate"]
