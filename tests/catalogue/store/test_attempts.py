import pytest
from sqlalchemy import update

from catalogue.store.attempts import Attempts, ask_harvest_to_stop, read_attempts
from catalogue.store.leases import stamp
from catalogue.store.runs import is_stopping, start_run
from catalogue.store.tables import run
from tests.builders import NOW, a_source, a_store, days


@pytest.fixture
def database(database_url):
    opened = a_store(database_url, a_source("air"), a_source("eau"))
    yield opened
    opened.close()


def add_run(database, status, *, source="air", at=NOW, kind="harvest", **values):
    """A run that ended in some way; one that is running has no end."""
    with database.writing() as connection:
        number = start_run(connection, source, stamp(at), kind=kind)
        ended = None if status == "running" else stamp(at)
        values = {"status": status, "finished_at": ended, **values}
        connection.execute(update(run).where(run.c.id == number).values(**values))
    return number


def attempts_of(database, source="air"):
    with database.snapshot() as connection:
        return read_attempts(connection, source)


def test_a_source_that_was_never_harvested_failed_in_nothing(database):
    add_run(database, "failed", source="eau")
    add_run(database, "failed", kind="renormalise")
    assert attempts_of(database) == Attempts()


@pytest.mark.parametrize(
    ("last", "count"),
    [
        ([("complete", None)], 0),
        ([("held", None)], 0),
        ([("partial", None)], 0),
        ([("partial", "page 3")], 1),
        ([("complete", None), ("failed", None), ("interrupted", None), ("failed", None)], 3),
        ([("failed", None), ("complete", None), ("failed", None)], 1),
        ([("failed", None), ("failed", None)], 2),
    ],
)
def test_harvests_in_vain_are_counted_since_one_that_was_not(database, last, count):
    for status, cursor in last:
        add_run(database, status, cursor=cursor)
    assert attempts_of(database).in_vain == count


def test_the_last_harvest_tells_when_it_ended_and_why(database):
    add_run(database, "failed", at=NOW - days(1))
    add_run(database, "interrupted", stopping=True, resume_at=stamp(NOW + days(1)))
    assert attempts_of(database) == Attempts(in_vain=2, ended_at=NOW, stopped=True, resume_at=NOW + days(1))


def test_a_harvest_that_died_ended_when_it_began(database):
    add_run(database, "running")
    assert attempts_of(database) == Attempts(in_vain=1, ended_at=NOW)


def test_the_harvest_of_one_source_is_asked_to_stop(database):
    air, eau = add_run(database, "running"), add_run(database, "running", source="eau")
    with database.writing() as connection:
        assert ask_harvest_to_stop(connection, "air") is True
        assert (is_stopping(connection, air), is_stopping(connection, eau)) == (True, False)


def test_where_no_harvest_goes_on_none_is_stopped(database):
    add_run(database, "complete")
    add_run(database, "running", kind="renormalise")
    with database.writing() as connection:
        assert ask_harvest_to_stop(connection, "air") is False
