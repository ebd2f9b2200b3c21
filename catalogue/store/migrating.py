"""Bringing the tables to this version, by Alembic, and saying when they are not."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from catalogue.errors import StoreNeedsMigration
from catalogue.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> str:
    """Bring the tables to this version and return its revision; safe to call again."""
    config = _config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return head_revision()


def head_revision() -> str:
    """Return the revision that this version of the code needs."""
    (head,) = ScriptDirectory.from_config(_config()).get_heads()
    return head


def find_revision(database: Database) -> str | None:
    """Return the revision of the tables, or None where there are none yet."""
    with database.snapshot() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_revision(database: Database) -> None:
    """Raise `StoreNeedsMigration` unless the tables are those of this version."""
    found, wanted = find_revision(database), head_revision()
    if found != wanted:
        raise StoreNeedsMigration(f"{found or 'no table'}, {wanted} is needed")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
