"""Migrations, on SQLite and on PostgreSQL."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from catalogue.errors import StoreNeedsMigration, StoreUnavailable
from catalogue.store import Database, check_revision, migrate
from catalogue.store.tables import metadata


@pytest.fixture
def database(database_url):
    opened = Database(database_url)
    yield opened
    opened.close()


def test_migrations_make_the_tables_that_the_code_declares(database):
    migrate(database)
    with database.snapshot() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_changes_nothing(database):
    assert migrate(database) == migrate(database)


def test_a_store_without_tables_says_so(database):
    with pytest.raises(StoreNeedsMigration):
        check_revision(database)
    migrate(database)
    check_revision(database)


def test_a_snapshot_does_not_see_what_is_written_meanwhile(database):
    migrate(database)
    with database.reading() as reading:
        assert reading.position() == 0
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO counter (name, value) VALUES ('changes', 7)")
        assert reading.position() == 0
    with database.reading() as reading:
        assert reading.position() == 7


def test_a_database_that_does_not_answer_is_named_without_its_password():
    database = Database("postgresql+psycopg://glane:secret@127.0.0.1:1/glane")
    with pytest.raises(StoreUnavailable) as error, database.reading():
        pass
    assert "127.0.0.1:1" in str(error.value)
    assert "secret" not in str(error.value)
