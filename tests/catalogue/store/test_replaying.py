import pytest
from sqlalchemy import select

from catalogue.store.originals import digest
from catalogue.store.replaying import (
    ConfirmedVersion,
    abandon_cut_runs,
    confirm_versions,
    count_kept,
    forget_dead_replays,
    list_kept,
    list_kept_of,
    list_kept_sources,
)
from catalogue.store.runs import keep_cursor, start_run
from catalogue.store.staging import stage_outcome
from catalogue.store.tables import record_version, run, staged_item
from tests.builders import a_record, a_source, a_store, publish_items

AIR, EAU = a_source("air"), a_source("eau")
START = "2026-11-24T12:00:00Z"


@pytest.fixture
def store(database_url):
    database = a_store(database_url, AIR, EAU)
    names = ("a", "b", "c", "d", "e")
    publish_items(database, AIR, {name: (a_record(name), (f"uri:{name}", "code:x")) for name in names})
    publish_items(database, EAU, {"a": (a_record("Eau"), ())})
    yield database
    database.close()


def test_records_are_read_page_by_page_with_their_originals_and_keys(store):
    with store.snapshot() as connection:
        assert count_kept(connection, "air") == 5
        first = list_kept(connection, "air", limit=2)
        second = list_kept(connection, "air", first[-1].number, limit=10)
        assert list_kept(connection, "air", second[-1].number) == []
        assert list_kept_sources(connection) == ["air", "eau"]
    assert [kept.remote_id for kept in (*first, *second)] == ["a", "b", "c", "d", "e"]
    kept = first[1]
    assert (kept.content, kept.original, kept.status) == (b"b", digest(b"b"), "active")
    assert kept.keys == ("uri:b", "code:x")
    assert kept.remote_url == "https://portail.example.org/b"


def test_records_are_found_by_their_ids(store):
    with store.snapshot() as connection:
        found = list_kept_of(connection, "air", ["c", "nobody", *map(str, range(500)), "a"])
        assert list_kept_of(connection, "air", []) == {}
    assert sorted(found) == ["a", "c"]
    assert found["c"].content == b"c"


def test_a_version_that_holds_is_only_told_under_which_mapping(store):
    with store.snapshot() as connection:
        kept = list_kept(connection, "air")[0]
    with store.writing() as connection:
        confirm_versions(connection, [])
        confirm_versions(
            connection, [ConfirmedVersion(version_id=kept.version_id, mapping="n", evidence='["seen"]')]
        )
    with store.snapshot() as connection:
        again, other, *_ = list_kept(connection, "air")
    assert (again.mapping, again.evidence, again.record) == ("n", '["seen"]', kept.record)
    assert other.mapping == "m"


def test_what_a_dead_mapping_staged_is_forgotten_and_nothing_else(store):
    with store.writing() as connection:
        replay = start_run(connection, "air", START, kind="renormalise")
        other = start_run(connection, "eau", START, kind="renormalise")
        harvest = start_run(connection, "air", START)
        for run_id in (replay, other, harvest):
            stage_outcome(connection, run_id, "unchanged", ["a"])
        forget_dead_replays(connection, "air")
        left = connection.scalars(select(staged_item.c.run_id)).all()
    assert sorted(left) == [other, harvest]


def test_a_cut_harvest_that_published_nothing_is_gone_on_with_no_more(store):
    with store.writing() as connection:
        cut, partial = start_run(connection, "air", START), start_run(connection, "air", START)
        for run_id in (cut, partial):
            stage_outcome(connection, run_id, "unchanged", ["a"])
            keep_cursor(connection, run_id, "2")
        connection.execute(run.update().where(run.c.id == partial).values(published=True))
        abandon_cut_runs(connection, "air")
        cursors = {row.id: row.cursor for row in connection.execute(select(run.c.id, run.c.cursor))}
        left = connection.scalars(select(staged_item.c.run_id)).all()
        assert len(connection.scalars(select(record_version.c.id)).all()) == 6
    assert (cursors[cut], cursors[partial]) == (None, "2")
    assert left == [partial]
