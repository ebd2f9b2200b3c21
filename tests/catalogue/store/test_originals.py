"""Original bytes, on SQLite and on PostgreSQL."""

import threading

import pytest

from catalogue.store.originals import digest, get_original, put_originals
from catalogue.store.tables import original
from tests.builders import a_store

CONTENT = b"<a/>" * 1000


@pytest.fixture
def database(database_url):
    opened = a_store(database_url)
    yield opened
    opened.close()


def put(database, *contents):
    with database.writing() as connection:
        put_originals(connection, {digest(content): content for content in contents})


def test_what_is_put_comes_back_byte_for_byte_and_takes_less_room(database):
    put(database, CONTENT)
    with database.snapshot() as connection:
        assert get_original(connection, digest(CONTENT)) == CONTENT
        (row,) = connection.execute(original.select())
    assert row.size == len(CONTENT)
    assert len(row.content) < len(CONTENT)


def test_what_is_there_already_is_left_alone(database):
    put(database, CONTENT)
    put(database, CONTENT, b"other")
    with database.snapshot() as connection:
        assert len(connection.execute(original.select()).all()) == 2


def test_what_was_never_put_is_not_found(database):
    with database.snapshot() as connection, pytest.raises(LookupError):
        get_original(connection, digest(CONTENT))


def test_two_runs_that_bring_the_same_bytes_at_once_both_go_on(database):
    second = threading.Thread(target=put, args=(database, CONTENT, b"second"))
    with database.writing() as connection:
        put_originals(connection, {digest(CONTENT): CONTENT})
        second.start()
        second.join(0.2)
    second.join()
    with database.snapshot() as connection:
        assert get_original(connection, digest(b"second")) == b"second"
