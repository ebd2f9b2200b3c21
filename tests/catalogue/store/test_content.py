"""Texts that are found beside datasets, on SQLite and on PostgreSQL."""

import pytest

from catalogue.store import Database, migrate
from catalogue.store.content import list_content, note_content

AT, LATER = "2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z"


@pytest.fixture
def database(database_url):
    opened = Database(database_url)
    migrate(opened)
    yield opened
    opened.close()


def note(database, digests, subject="fiche", at=AT):
    with database.writing() as connection:
        return note_content(connection, subject, digests, at)


def read_log(database):
    with database.reading() as reading:
        lines = [(one.subject_id, one.change) for one in reading.list_changes(0, 100)]
        assert reading.position() == len(lines)
    return lines


def test_what_is_new_changed_and_gone_is_written_to_the_log(database):
    assert note(database, {"fiche:a": "1", "fiche:b": "1", "fiche:c": "1"}) == 3
    assert note(database, {"fiche:a": "1", "fiche:b": "2", "fiche:d": "1"}, at=LATER) == 3
    assert read_log(database) == [
        ("fiche:a", "added"),
        ("fiche:b", "added"),
        ("fiche:c", "added"),
        ("fiche:b", "changed"),
        ("fiche:c", "archived"),
        ("fiche:d", "added"),
    ]
    with database.snapshot() as connection:
        assert list_content(connection, "fiche") == {"fiche:a": "1", "fiche:b": "2", "fiche:d": "1"}
    with database.reading() as reading:
        assert reading.list_changed_ids(3) == ["fiche:b", "fiche:c", "fiche:d"]
        assert {one.at for one in reading.list_changes(3, 9)} == {LATER}


def test_the_same_again_writes_nothing(database):
    note(database, {"fiche:a": "1"})
    assert note(database, {"fiche:a": "1"}) == 0
    assert len(read_log(database)) == 1


def test_subjects_do_not_meet(database):
    note(database, {"a": "1"})
    assert note(database, {"a": "2"}, subject="bouquet") == 1
    assert note(database, {}) == 1
    with database.snapshot() as connection:
        assert list_content(connection, "fiche") == {}
        assert list_content(connection, "bouquet") == {"a": "2"}
