"""Answers of sources, on SQLite and on PostgreSQL."""

import random
from typing import Any

import pytest

from catalogue.store.answers import CHUNK, StoredAnswer, StoredAnswers, find_answer, forget_answers
from catalogue.store.tables import http_answer
from tests.builders import NOW, a_source, a_store

BODY = b"<rdf/>" * 1_000
URL = "https://exemple.org/catalog"
HEADERS: dict[str, Any] = {
    "etag": 'W/"1"',
    "last_modified": None,
    "content_type": "text/turtle; charset=utf-8",
}


@pytest.fixture
def database(database_url):
    opened = a_store(database_url, a_source("air"), a_source("eau"))
    yield opened
    opened.close()


def answers_of(database, source_id="air"):
    return StoredAnswers(database, source_id, lambda: NOW)


def rows_of(database):
    with database.snapshot() as connection:
        return connection.execute(http_answer.select().order_by(http_answer.c.key)).all()


def test_what_is_kept_comes_back_byte_for_byte_and_takes_less_room(database):
    answers_of(database).keep("k", URL, **HEADERS, content=BODY)

    assert answers_of(database).find("k") == StoredAnswer(**HEADERS, content=BODY)
    (row,) = rows_of(database)
    assert (row.url, row.kept_at) == (URL, "2026-11-24T12:00:00Z")
    assert len(row.content) < len(BODY)


def test_an_answer_takes_the_place_of_the_former(database):
    answers = answers_of(database)
    answers.keep("k", URL, **HEADERS, content=BODY)
    answers.keep("k", URL, etag=None, last_modified="yesterday", content_type="", content=b"")

    expected = StoredAnswer(etag=None, last_modified="yesterday", content_type="", content=b"")
    assert answers.find("k") == expected
    assert len(rows_of(database)) == 1


def test_answers_are_those_of_one_source(database):
    answers_of(database, "eau").keep("k", URL, **HEADERS, content=BODY)

    assert answers_of(database, "air").find("k") is None
    with database.snapshot() as connection:
        assert find_answer(connection, "eau", "k") is not None
        assert find_answer(connection, "eau", "other") is None


def test_a_source_that_the_store_does_not_know_keeps_nothing(database):
    answers_of(database, "unknown").keep("k", URL, **HEADERS, content=BODY)

    assert rows_of(database) == []


def test_what_is_too_large_once_compressed_is_not_kept(database, monkeypatch):
    monkeypatch.setattr("catalogue.store.answers.MOST_BYTES", 1_000)
    answers = answers_of(database)
    answers.keep("noise", URL, **HEADERS, content=random.Random(1).randbytes(1_100))
    answers.keep("words", URL, **HEADERS, content=BODY)

    assert [row.key for row in rows_of(database)] == ["words"]


def test_what_a_listing_did_not_use_is_forgotten(database):
    for source_id in ("air", "eau"):
        for key in ("found", "kept", "unused"):
            answers_of(database, source_id).keep(key, URL, **HEADERS, content=BODY)
    answers = answers_of(database)
    answers.find("found")
    answers.find("never there")
    answers.keep("kept", URL, **HEADERS, content=b"new")
    answers.forget_unused()

    left = [(row.source_id, row.key) for row in rows_of(database) if row.source_id == "air"]
    assert left == [("air", "found"), ("air", "kept")]
    assert len(rows_of(database)) == 5


def test_so_many_may_be_forgotten_at_once(database):
    answers = answers_of(database)
    answers.keep("k", URL, **HEADERS, content=BODY)
    with database.writing() as connection:
        forget_answers(connection, "air", {f"gone-{number}" for number in range(2 * CHUNK)} | {"k"})

    assert answers.find("k") is None


def test_nothing_is_written_where_there_is_nothing_to_forget(database):
    answers = answers_of(database)
    with database.writing():
        answers.forget_unused()  # a second writer would wait for the first for a minute

    assert rows_of(database) == []


def test_what_no_database_keeps_in_a_text_is_no_reason_to_fail(database):
    answers = answers_of(database)
    answers.keep("k", "https://exemple.org/\x00", **HEADERS | {"content_type": "a\x00"}, content=BODY)

    found = answers.find("k")
    assert found is not None
    assert found.content_type == "a\ufffd"
