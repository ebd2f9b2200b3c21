"""Publication, on SQLite and on PostgreSQL."""

import pytest

from catalogue.errors import RecordGone, RecordNotFound
from catalogue.store import change_log
from catalogue.store.checking import check_store
from tests.builders import NOW, a_record, a_source, a_store, days, publish_items

AIR = a_source("air", rank=10)


@pytest.fixture
def database(database_url):
    opened = a_store(database_url, AIR)
    yield opened
    with opened.snapshot() as connection:
        assert [check for check in check_store(connection) if not check.passed] == []
    opened.close()


def records(database):
    with database.reading() as reading:
        return {record.title: record for record in reading.iterate_records()}


def changes(database, since=0):
    with database.reading() as reading:
        return [(change.number, change.change) for change in reading.list_changes(since, 100)]


def items(*names, **fields):
    return {name: (a_record(title=name, **fields), ()) for name in names}


def test_what_is_staged_is_unseen_until_it_is_published(database):
    published = publish_items(database, AIR, items("a", "b"))
    assert published.changes == 2
    assert sorted(records(database)) == ["a", "b"]
    assert changes(database) == [(1, "added"), (2, "added")]


def test_f29_publishing_the_same_again_writes_no_change(database):
    publish_items(database, AIR, items("a", "b"))
    assert publish_items(database, AIR, items("a", "b"), now=NOW + days(1)).changes == 0
    assert len(changes(database)) == 2
    (record,) = [record for title, record in records(database).items() if title == "a"]
    assert record.provenance[0].harvested_at == "2026-11-24T12:00:00Z"


def test_f28_a_changed_record_keeps_its_id_and_gets_one_line_of_the_log(database):
    publish_items(database, AIR, items("a", "b"))
    before = records(database)["a"].id
    publish_items(database, AIR, {**items("b"), "a": (a_record(title="a corrigé"), ())})
    assert records(database)["a corrigé"].id == before
    assert changes(database, since=2) == [(3, "changed")]


@pytest.mark.parametrize("record_id", ["", "x", "\0", "a\0b", "\ud800", "é" * 5000])
def test_an_id_that_no_record_has_is_not_found(database, record_id):
    with database.reading() as reading, pytest.raises(RecordNotFound):
        reading.get_record(record_id)


def test_a_provenance_says_where_a_record_was_read(database):
    publish_items(database, AIR, items("a"))
    (provenance,) = records(database)["a"].provenance
    assert (provenance.source, provenance.remote_id) == ("air", "a")
    assert provenance.remote_url == "https://portail.example.org/a"


def test_f11_one_absence_withdraws_nothing(database):
    publish_items(database, AIR, items("a", "b"))
    assert publish_items(database, AIR, items("a")).absent == 1
    assert sorted(records(database)) == ["a", "b"]


def test_f06_an_incomplete_listing_counts_no_absence(database):
    publish_items(database, AIR, items("a", "b"))
    for day in range(1, 20):
        assert publish_items(database, AIR, items("a"), complete=False, now=NOW + days(day)).absent == 0
    assert sorted(records(database)) == ["a", "b"]


@pytest.mark.parametrize(("every", "runs", "stays"), [(1, 5, True), (4, 2, True), (4, 4, False)])
def test_f11_what_is_away_for_three_complete_runs_and_seven_days_is_archived(database, every, runs, stays):
    publish_items(database, AIR, items("a", "b"))
    gone = records(database)["b"].id
    for run in range(1, runs + 1):
        publish_items(database, AIR, items("a"), now=NOW + days(run * every))
    assert ("b" in records(database)) is stays
    if not stays:
        assert changes(database)[-1][1] == "archived"
        with database.reading() as reading:
            with pytest.raises(RecordGone):
                reading.get_record(gone)
            assert reading.get_tombstone(gone).title == "b"


def test_f11_what_comes_back_has_its_id_again(database):
    publish_items(database, AIR, items("a", "b"))
    before = records(database)["b"].id
    for run in range(1, 5):
        publish_items(database, AIR, items("a"), now=NOW + days(run * 4))
    assert "b" not in records(database)
    publish_items(database, AIR, items("a", "b"), now=NOW + days(30))
    assert records(database)["b"].id == before
    assert changes(database)[-1][1] == "restored"


def test_f11_an_absence_that_ends_is_forgotten(database):
    publish_items(database, AIR, items("a", "b"))
    for run in range(1, 12):
        present = ("a", "b") if run % 3 == 0 else ("a",)
        publish_items(database, AIR, items(*present), now=NOW + days(run * 5))
    assert "b" in records(database)


def test_the_log_has_no_gap_whatever_was_published(database):
    for round_ in range(5):
        publish_items(
            database, AIR, {f"r{n}": (a_record(title=f"{n} {round_ % (n + 1)}"), ()) for n in range(4)}
        )
    numbers = [number for number, _change in changes(database)]
    assert numbers == list(range(1, len(numbers) + 1))
    with database.snapshot() as connection:
        assert change_log.read_position(connection) == len(numbers)


def test_a_publication_that_fails_leaves_the_state_before(database, monkeypatch):
    publish_items(database, AIR, items("a"))

    def fail(*_arguments):
        raise OSError("no space left")

    monkeypatch.setattr("catalogue.store.publishing.advance", fail)
    with pytest.raises(OSError, match="no space"):
        publish_items(database, AIR, items("a", "b"))
    assert list(records(database)) == ["a"]
    assert len(changes(database)) == 1
    monkeypatch.undo()
    publish_items(database, AIR, items("a", "b"))
    assert sorted(records(database)) == ["a", "b"]


def test_feeds_leave_out_what_a_restricted_source_says(database_url):
    closed = a_source("closed", restricted=True, rank=5)
    database = a_store(database_url, AIR, closed)
    publish_items(database, AIR, {"a": (a_record(title="a"), ["file:a"])})
    publish_items(
        database, closed, {"x": (a_record(title="secret"), ["file:a"]), "y": (a_record(title="aussi"), ())}
    )
    with database.reading() as reading:
        assert reading.count_records() == 2
        assert reading.count_feed() == 1
        assert [entry.record.title for entry in reading.list_feed_page(0, 10)] == ["a"]
    database.close()
