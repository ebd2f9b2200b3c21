"""What an installation lacks to do its work, as slugs for probes."""

import os
import shutil
from pathlib import Path

from catalogue.errors import StoreNeedsMigration, StoreUnavailable
from catalogue.store import Database, check_revision
from search.errors import SearchError
from web.services import Services

LEAST_ROOM = 50_000_000
"""Bytes that must be free beside an SQLite database: less, and the next harvest will not fit."""


def list_missing(services: Services) -> list[str]:
    """Return what is missing: `store`, `migration`, `room`, `index`; nothing where all is well."""
    missing = []
    try:
        check_revision(services.database)
    except StoreUnavailable:
        missing.append("store")
    except StoreNeedsMigration:
        missing.append("migration")
    if not has_room(services.database):
        missing.append("room")
    try:
        healthy = services.engine.status().healthy
    except SearchError:
        healthy = False
    if not healthy:
        missing.append("index")
    return missing


def has_room(database: Database) -> bool:
    """Say whether an SQLite file can grow where it lies; a server looks after its own disk."""
    if database.dialect != "sqlite" or not database.url.database:
        return True
    file = Path(database.url.database)
    folder = file.parent
    writable = os.access(file if file.exists() else folder, os.W_OK) and os.access(folder, os.W_OK)
    return writable and shutil.disk_usage(folder).free >= LEAST_ROOM
