"""Staging, on SQLite and on PostgreSQL."""

import pytest
from sqlalchemy import select

from catalogue.store.originals import digest
from catalogue.store.runs import drop_staged, start_run
from catalogue.store.staging import stage_records
from catalogue.store.tables import record_version, staged_item, version_key
from tests.builders import a_record, a_source, a_staged_record, a_store

SOURCE = a_source()


@pytest.fixture
def database(database_url):
    opened = a_store(database_url, SOURCE)
    yield opened
    opened.close()


def stage(connection, run_id, *names):
    staged = [a_staged_record(name, a_record(title=name), keys=(f"k:{name}", "k:all")) for name in names]
    contents = {digest(name.encode()): name.encode() for name in names}
    stage_records(connection, run_id, SOURCE.id, staged, contents)


def test_every_version_goes_with_its_item_and_its_keys(database):
    names = [f"n{number:03}" for number in reversed(range(250))]
    with database.writing() as connection:
        run_id = start_run(connection, SOURCE.id, "2026-11-24T12:00:00Z")
        stage(connection, run_id, *names[:100])
        stage(connection, run_id, *names[100:])
    version, key = record_version.c, version_key.c
    query = select(staged_item.c.remote_id, version.remote_id, version.record, key.key)
    query = query.join(record_version, version.id == staged_item.c.version_id)
    query = query.join(version_key, key.version_id == version.id).where(key.position == 0)
    with database.snapshot() as connection:
        rows = connection.execute(query).all()
    assert sorted(row[0] for row in rows) == sorted(names)
    for item, remote_id, record, first_key in rows:
        assert item == remote_id
        assert f'"title":"{item}"' in record
        assert first_key == f"k:{item}"


def test_versions_are_numbered_on_where_some_went(database):
    with database.writing() as connection:
        first = start_run(connection, SOURCE.id, "2026-11-24T12:00:00Z")
        stage(connection, first, "a", "b")
    with database.writing() as connection:
        drop_staged(connection, first)
        second = start_run(connection, SOURCE.id, "2026-11-25T12:00:00Z")
        stage(connection, second, "c", "a")
    query = select(staged_item.c.remote_id, record_version.c.remote_id)
    query = query.join(record_version, record_version.c.id == staged_item.c.version_id)
    with database.snapshot() as connection:
        rows = connection.execute(query.where(staged_item.c.run_id == second)).all()
    assert sorted(map(tuple, rows)) == [("a", "a"), ("c", "c")]
