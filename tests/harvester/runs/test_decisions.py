"""Held runs approved and refused, published ones rolled back, ids that all changed: on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from catalogue.errors import RunNotDecidable, RunUnknown
from catalogue.store.tables import dataset, run, run_change, source_record
from harvester.decisions import approve, refuse, roll_back
from harvester.errors import SourceMisbehaved
from tests.harvester.runs.fakes import DECLARATION, a_page, an_item

TEN = tuple("abcdefghij")


@pytest.fixture
def stop(station, database_url, clock):
    """A station on either database, with ten records published."""
    return station(database_url, DECLARATION, now=clock)


@pytest.fixture
def ten(stop, listing):
    listing(a_page(*TEN, announced=10))
    assert stop.harvest().status == "complete"
    return stop


def public(stop):
    """Return what readers see, without the times at which it changed."""
    with stop.database.reading() as reading:
        return [replace(record, provenance=()) for record in reading.iterate_records()]


def dataset_ids(stop):
    with stop.database.snapshot() as connection:
        query = select(source_record.c.remote_id, source_record.c.dataset_id)
        return {row.remote_id: row.dataset_id for row in connection.execute(query)}


def test_f10_a_source_that_shrinks_withdraws_nothing_until_it_is_approved(ten, listing, clock):
    listing(a_page("a", "b", "c", "d", "k", announced=5))
    held = ten.harvest()
    assert (held.status, held.added, held.absent, held.archived) == ("held", 1, 6, 0)
    assert ten.titles() == sorted([*TEN, "k"])
    approved = approve(ten.database, ten.source, held.run, clock)
    assert (approved.status, approved.archived) == ("complete", 6)
    assert ten.titles() == ["a", "b", "c", "d", "k"]
    ten.assert_whole()
    with pytest.raises(RunNotDecidable) as error:
        approve(ten.database, ten.source, held.run, clock)
    assert error.value.reason == "not-held"


def test_what_is_refused_stays_and_is_counted_as_absent_by_no_run(ten, listing, clock):
    listing(a_page("a", "b", "c", announced=3))
    held = ten.harvest()
    refused = refuse(ten.database, ten.source, held.run, clock)
    assert (refused.status, refused.archived) == ("partial", 0)
    assert ten.titles() == list(TEN)
    ten.assert_whole()


def test_a_later_listing_ends_the_wait(ten, listing, clock):
    listing(a_page("a", announced=1))
    held = ten.harvest()
    listing(a_page(*TEN, announced=10))
    assert ten.harvest().status == "complete"
    with pytest.raises(RunNotDecidable) as error:
        approve(ten.database, ten.source, held.run, clock)
    assert error.value.reason == "superseded"
    ten.assert_whole()


def test_a_source_that_is_down_does_not_end_the_wait(ten, listing, clock):
    listing(a_page("a", announced=1))
    held = ten.harvest()

    def down():
        raise SourceMisbehaved("paging-loop", url="http://127.0.0.1/")
        yield

    listing(make=down)
    assert ten.harvest().status == "failed"
    assert approve(ten.database, ten.source, held.run, clock).archived == 9


def test_f09_an_empty_listing_is_published_when_a_person_says_so(ten, listing, clock):
    listing(a_page(announced=0))
    held = ten.harvest()
    assert (held.status, ten.titles()) == ("held", list(TEN))
    assert approve(ten.database, ten.source, held.run, clock).archived == 10
    assert ten.titles() == []


def test_f26_ids_that_all_change_are_recognised_and_keep_their_datasets(ten, listing, clock):
    before = dataset_ids(ten)
    listing(a_page(announced=11, **{f"nouveau-{name}": name for name in TEN}, neuf="Tout neuf"))
    held = ten.harvest()
    assert (held.status, held.added, held.errors[0].kind) == ("held", 0, "ids-changed")
    assert ten.titles() == list(TEN)
    approved = approve(ten.database, ten.source, held.run, clock)
    assert (approved.status, approved.added, approved.archived) == ("complete", 1, 0)
    after = dataset_ids(ten)
    assert {name.removeprefix("nouveau-"): one for name, one in after.items() if name != "neuf"} == before
    ten.assert_whole()
    listing(a_page(announced=11, **{f"nouveau-{name}": name for name in TEN}, neuf="Tout neuf"))
    again = ten.harvest()
    assert (again.status, again.unchanged, again.added, again.changed) == ("complete", 11, 0, 0)


def test_rolling_back_gives_the_state_before(ten, listing, clock):
    before = public(ten)
    listing(a_page(*TEN[2:], "k", announced=11, a="A tout autre"))
    bad = ten.harvest()
    assert (bad.status, bad.added, bad.changed, bad.unchanged) == ("partial", 1, 1, 8)
    assert public(ten) != before
    assert roll_back(ten.database, ten.source, bad.run, clock) == 2
    assert public(ten) == before
    ten.assert_whole()
    with pytest.raises(RunNotDecidable) as error:
        roll_back(ten.database, ten.source, bad.run, clock)
    assert error.value.reason == "not-published"


def test_rolling_back_brings_back_what_was_archived(ten, listing, clock):
    listing(a_page(*TEN[1:], announced=9))
    last = ten.harvest()
    for _ in range(3):
        clock.wait(days=3)
        last = ten.harvest()
    assert (last.archived, "a" in ten.titles()) == (1, False)
    roll_back(ten.database, ten.source, last.run, clock)
    assert "a" in ten.titles()


def test_only_the_latest_publication_is_rolled_back_and_then_the_one_before(ten, listing, clock):
    before = public(ten)
    listing(a_page(*TEN[1:], announced=10, a="Deux"))
    second = ten.harvest()
    listing(a_page(*TEN[1:], announced=10, a="Trois"))
    third = ten.harvest()
    with pytest.raises(RunNotDecidable) as error:
        roll_back(ten.database, ten.source, second.run, clock)
    assert (error.value.reason, error.value.other) == ("not-latest", third.run)
    roll_back(ten.database, ten.source, third.run, clock)
    assert "Deux" in ten.titles()
    roll_back(ten.database, ten.source, second.run, clock)
    assert public(ten) == before


def test_what_a_rolled_back_run_added_leaves_a_tombstone_and_comes_back_under_its_id(ten, listing, clock):
    listing(a_page(*TEN, "k", announced=11))
    bad = ten.harvest()
    home = dataset_ids(ten)["k"]
    roll_back(ten.database, ten.source, bad.run, clock)
    with ten.database.snapshot() as connection:
        assert connection.scalar(select(dataset.c.status).where(dataset.c.id == home)) == "archived"
    assert ten.harvest().status == "complete"
    assert dataset_ids(ten)["k"] == home
    assert "k" in ten.titles()


def test_runs_that_are_not_there_are_named(ten, clock):
    with pytest.raises(RunUnknown):
        approve(ten.database, ten.source, 99, clock)


def test_journals_of_old_publications_are_forgotten(ten, listing):
    for number in range(12):
        listing(a_page(*TEN[1:], announced=10, a=f"Titre {number}"))
        assert ten.harvest().changed == 1
    with ten.database.snapshot() as connection:
        kept = set(connection.scalars(select(run_change.c.run_id).distinct()))
        assert len(kept) <= 10
        assert max(kept) == connection.scalar(select(run.c.id).order_by(run.c.id.desc()).limit(1))


def test_two_records_that_look_alike_are_not_told_apart_by_title(ten, listing, clock):
    twins = [an_item(f"x-{name}", "Même titre") for name in TEN]
    listing(replace(a_page(announced=10), items=tuple(twins)))
    assert ten.harvest().errors[0].kind == "all-ids-changed"
