"""Runs on SQLite and on PostgreSQL, with listings that a test writes down."""

import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from catalogue import record_json
from catalogue.store.leases import find_lease, stamp
from catalogue.store.originals import get_original
from catalogue.store.runs import start_run
from catalogue.store.staging import stage_outcome, stage_records
from catalogue.store.tables import lease, staged_item
from harvester import staging
from harvester.connector import Page, RawItem, RejectedItem
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.making import MadeRecord
from harvester.run import PAGES_AHEAD
from tests.builders import NOW, a_record, a_staged_record
from tests.harvester.runs.fakes import a_page, an_item

LEASE = "source/portail"
HISTORY = ("run", "run_error", "lease")
DEAD = "from catalogue.store.leases import this_worker; print(this_worker())"


def a_made_record():
    """A record ready to be kept, always the same."""
    text, content_hash = record_json.dumps_and_hash(a_record(title="toujours la même"))
    return MadeRecord(record=text, content_hash=content_hash, keys=(), evidence="[]")


def a_refusal(item):
    """An item whose record could not be made."""
    return RejectedItem(
        remote_id=item.remote_id, kind="unmappable", message="une étape a échoué", content=item.content
    )


def states(stop):
    """Return how the runs ended, newest first."""
    with stop.database.reading() as reading:
        return [run.status for run in reading.list_runs()]


def give_lease_to(stop, owner, **more):
    with stop.database.writing() as connection:
        connection.execute(lease.update().values(owner=owner, **more))


def test_f29_the_same_listing_again_writes_nothing(stop, listing):
    listing(a_page("a", "b", "c", announced=3))
    assert (first := stop.harvest()).added == 3
    before = stop.rows(*HISTORY)
    second = stop.harvest()
    assert (second.status, second.unchanged, second.added, second.changed) == ("complete", 3, 0, 0)
    assert stop.rows(*HISTORY) == before
    assert second.run == first.run + 1
    stop.assert_whole()


def test_changes_are_published_with_what_is_new(stop, listing):
    listing(a_page("a", "b", announced=2))
    stop.harvest()
    listing(a_page("b", "c", a="a, corrigé", announced=3))
    report = stop.harvest()
    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
    assert stop.titles() == ["a, corrigé", "b", "c"]
    stop.assert_whole()


def test_f44_of_many_harvests_of_one_source_at_once_one_wins(stop, listing):
    others_were_refused = threading.Event()

    def pages():
        assert others_were_refused.wait(60)
        yield a_page("a", announced=1)

    listing(make=pages)
    refused = []

    def harvest():
        try:
            return stop.harvest()
        except SourceUnavailable as error:
            refused.append(error)
            if len(refused) == 7:
                others_were_refused.set()
            return None

    with ThreadPoolExecutor(8) as workers:
        reports = [job.result() for job in [workers.submit(harvest) for _ in range(8)]]
    assert [report.status for report in reports if report] == ["complete"]
    assert {error.kind for error in refused} == {"source-busy"}
    assert str(refused[0]).startswith("Source Portail d'essai : ")
    assert states(stop) == ["complete"]


def test_f43_a_worker_that_died_loses_its_lease_at_once_and_its_remains_go(stop, listing):
    with stop.database.writing() as connection:
        assert find_lease(connection, LEASE, lambda: NOW)
        dead_run = start_run(connection, "portail", stamp(NOW))
        record = a_staged_record("a", a_record(title="a, jamais publiée"))
        stage_records(connection, dead_run, "portail", [record], {record.original: b"a"})
        stage_outcome(connection, dead_run, "unchanged", ["b"])
    dead = subprocess.run([sys.executable, "-c", DEAD], capture_output=True, text=True, check=True)
    give_lease_to(stop, dead.stdout.strip())
    listing(a_page("a", announced=1))
    report = stop.harvest()
    assert (report.status, report.added) == ("complete", 1)
    assert states(stop) == ["complete", "interrupted"]
    assert stop.titles() == ["a"]
    assert len(stop.rows()["record_version"]) == 1
    stop.assert_whole()


def test_f44_a_worker_that_lost_its_lease_publishes_nothing(stop, listing):
    def pages():
        yield a_page("a")
        give_lease_to(stop, "another-host/1/2", token=99)
        yield a_page("b", announced=2)

    listing(make=pages)
    with pytest.raises(SourceUnavailable) as caught:
        stop.harvest()
    assert caught.value.kind == "source-busy"
    assert stop.titles() == []
    assert states(stop) == ["interrupted"]
    ((_name, owner, token, _expires),) = stop.rows()["lease"]
    assert (owner, token) == ("another-host/1/2", 99)
    stop.assert_whole()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_run_that_breaks_off_leaves_nothing_behind(stop, listing, error):
    listing(a_page("a", "b", announced=2))
    stop.harvest()

    def pages():
        yield a_page("c")
        raise error

    listing(make=pages)
    with pytest.raises(error):
        stop.harvest()
    assert states(stop) == ["interrupted", "complete"]
    stop.assert_whole()
    listing(a_page("a", "b", "c", announced=3))
    assert stop.harvest().added == 1


def test_what_breaks_off_publishes_what_came_before(stop, listing):
    def pages():
        yield a_page("a")
        raise SourceMisbehaved("paging-loop", url="http://127.0.0.1:9/")

    listing(make=pages)
    report = stop.harvest()
    assert (report.status, report.added) == ("partial", 1)
    stop.assert_whole()


def test_f24_ids_that_come_twice_are_named_whether_on_one_page_or_on_two(stop, listing):
    twice = Page(items=(an_item("a", "a"), an_item("a", "autre a"), an_item("b")))
    listing(twice, a_page("b", "c", announced=3))
    report = stop.harvest()
    assert (report.status, report.listed, report.added) == ("complete", 3, 3)
    assert [(error.kind, error.remote_id) for error in report.errors] == [
        ("duplicate-id", "a"),
        ("duplicate-id", "b"),
    ]
    assert stop.titles() == ["a", "b", "c"]


def test_unusable_records_are_counted_once_however_often_they_come(stop, listing):
    good = [f"bonne {number}" for number in range(10)]
    listing(a_page(*good, a=""), a_page(a=""), a_page(b="", announced=13))
    report = stop.harvest()
    assert (report.status, report.listed, report.announced, report.rejected) == ("partial", 12, 13, 2)
    assert [error.kind for error in report.errors] == [
        "short-listing",
        "no-title",
        "duplicate-id",
        "no-title",
    ]


def test_a_cut_listing_of_unusable_records_is_held_with_both_reasons(stop, listing):
    listing(a_page("a", "b", announced=2))
    stop.harvest()

    def pages():
        yield a_page("c", a="", d="")
        raise SourceUnavailable("http-status", status=503)

    listing(make=pages)
    report = stop.harvest()
    assert (report.status, report.added, report.rejected) == ("held", 0, 2)
    assert [error.kind for error in report.errors[:2]] == ["many-rejected", "http-status"]
    assert stop.titles() == ["a", "b"]


def test_f42_a_record_that_cannot_be_made_is_rejected_alone_with_its_bytes(stop, listing, monkeypatch):
    def poisoned(_gateway, _source, _context, items):
        return [a_refusal(item) if b"poison" in item.content else a_made_record() for item in items]

    monkeypatch.setattr(staging, "make_records", poisoned)
    names = [f"bonne {number}" for number in range(9)]
    listing(a_page(*names, poison="poison", announced=10))
    report = stop.harvest()
    assert (report.status, report.added, report.rejected) == ("complete", 9, 1)
    (error,) = report.errors
    assert (error.kind, error.remote_id) == ("unmappable", "poison")
    with stop.database.snapshot() as connection:
        assert b"poison" in get_original(connection, error.original or "")


def test_f32_text_that_no_database_keeps_does_not_stop_a_run(stop, listing):
    names = [f"bonne {number}" for number in range(9)]
    odd = (an_item("a\x00b", "Zéro\x00"), an_item("c", "Moitié \ud800"))
    listing(Page(items=(*(an_item(name) for name in names), *odd), announced=11))
    report = stop.harvest()
    assert (report.status, report.listed, report.added + report.rejected) == ("complete", 11, 11)
    assert report.added >= 10
    stop.assert_whole()
    again = stop.harvest()
    assert (again.status, again.added, again.changed) == ("complete", 0, 0)


class Watched(RawItem):
    """An item that tells whether it still lives."""

    __slots__ = ("__weakref__",)


def test_a_listing_of_any_length_is_taken_page_by_page(stop, listing, monkeypatch):
    """20 000 items, neither mapped nor normalised: few pages are ahead, none is kept once it is staged."""
    pages, size = 100, 200
    alive: weakref.WeakSet = weakref.WeakSet()
    most, staged_before = 0, []

    def lazily():
        nonlocal most
        for number in range(pages):
            with stop.database.snapshot() as connection:
                staged_before.append(connection.scalar(select(func.count()).select_from(staged_item)))
            items = tuple(an_item(f"{number}-{one}", cls=Watched) for one in range(size))
            alive.update(items)
            most = max(most, len(alive))
            yield Page(items=items, announced=pages * size)
            del items

    made = a_made_record()
    monkeypatch.setattr(
        staging, "make_records", lambda _gateway, _source, _context, items: [made] * len(items)
    )
    listing(make=lazily)
    report = stop.harvest()
    assert (report.status, report.listed, report.added) == ("complete", pages * size, pages * size)
    behind = 2 * PAGES_AHEAD + 1  # fetched, prepared, and the one being written
    assert all(
        max(0, number - behind) * size <= staged <= number * size
        for number, staged in enumerate(staged_before)
    )
    assert most <= (PAGES_AHEAD + 2) * size
