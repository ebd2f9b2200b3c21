import pytest
from sqlalchemy import func, select, update

from catalogue.store.answers import StoredAnswers
from catalogue.store.cleaning import clear_source, forget_answers_of
from catalogue.store.leases import find_lease, stamp
from catalogue.store.runs import keep_cursor, start_run
from catalogue.store.staging import stage_records
from catalogue.store.tables import http_answer, record_version, run, staged_item
from tests.builders import NOW, a_record, a_source, a_staged_record, a_store, days

AIR = a_source("air")


@pytest.fixture
def database(database_url):
    opened = a_store(database_url, AIR, a_source("eau"))
    yield opened
    opened.close()


def dead_run(database, *, cursor=None, at=NOW, status="running"):
    """A run that staged a record and got no further."""
    with database.writing() as connection:
        number = start_run(connection, "air", stamp(at), mapping="m")
        item = a_staged_record("1", a_record())
        stage_records(connection, number, "air", [item], {item.original: b"1"})
        keep_cursor(connection, number, cursor)
        connection.execute(update(run).where(run.c.id == number).values(status=status))
    return number


def clean(database, mapping="m"):
    with database.writing() as connection:
        return clear_source(connection, "air", mapping, NOW)


def count(database, table):
    with database.snapshot() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_a_dead_run_is_marked_and_what_it_staged_is_forgotten(database):
    number = dead_run(database)
    assert clean(database) is True
    with database.reading() as reading:
        found = reading.find_run(number)
    assert found is not None
    assert (found.status, found.finished_at) == ("interrupted", stamp(NOW))
    assert (count(database, staged_item), count(database, record_version)) == (0, 0)


def test_what_can_be_gone_on_with_stays(database):
    dead_run(database, cursor="page 3")
    assert clean(database) is True
    assert count(database, staged_item) == 1


@pytest.mark.parametrize("old", [{"at": NOW - days(2)}, {"status": "failed"}])
def test_what_is_too_old_or_failed_goes(database, old):
    dead_run(database, cursor="page 3", **old)
    clean(database)
    assert count(database, staged_item) == 0


def test_what_awaits_a_decision_stays(database):
    dead_run(database, status="held")
    clean(database)
    assert count(database, staged_item) == 1


def test_a_source_that_somebody_harvests_is_left_alone(database):
    dead_run(database)
    with database.writing() as connection:
        assert find_lease(connection, "source/air", lambda: NOW)
    assert clean(database) is False
    assert count(database, staged_item) == 1


def test_answers_of_one_source_are_forgotten(database):
    for source in ("air", "eau"):
        answers = StoredAnswers(database, source, lambda: NOW)
        answers.keep("k", "http://x", etag='"1"', last_modified=None, content_type="text/plain", content=b"a")
    with database.writing() as connection:
        forget_answers_of(connection, "air")
        assert connection.scalars(select(http_answer.c.source_id)).all() == ["eau"]
