"""Where runs begin: after a cut, with what changed since, or with nothing; on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from harvester.connector import Page
from harvester.decisions import roll_back
from harvester.errors import SourceMisbehaved, SourceParked, SourceUnavailable
from harvester.run import harvest
from tests.builders import NOW
from tests.harvester.runs.fakes import DECLARATION, a_page, an_item


@pytest.fixture
def stop(station, database_url, clock):
    return station(database_url, DECLARATION, now=clock)


def cut_after(error, *pages):
    """Return a listing that breaks off after these pages."""

    def pages_then_error():
        yield from pages
        raise error

    return pages_then_error


def test_f06_a_cut_listing_is_gone_on_with_where_it_broke_off(stop, listing, clock):
    broken = SourceUnavailable("http-status", url="http://127.0.0.1/", status=500)
    listing(make=cut_after(broken, a_page("a", "b", announced=4, cursor="2")))
    first = stop.harvest()
    assert (first.status, first.added, first.listed) == ("partial", 2, 2)
    clock.wait(hours=1)
    connector = listing(a_page("c", "d", announced=4))
    second = stop.harvest()
    assert [wanted.cursor for wanted in connector.wanted] == ["2"]
    assert (second.status, second.listed, second.added, second.unchanged) == ("complete", 4, 2, 2)
    assert second.continues == first.run
    assert stop.titles() == ["a", "b", "c", "d"]
    stop.assert_whole()


def test_a_page_that_comes_again_after_a_cut_holds_no_repeats(stop, listing):
    listing(make=cut_after(SourceUnavailable("truncated", url=""), a_page("a", "b", announced=3, cursor="2")))
    stop.harvest()
    listing(a_page("b", "c", announced=3))
    second = stop.harvest()
    assert (second.status, second.errors) == ("complete", ())


@pytest.mark.parametrize("hours", [25, 24 * 30])
def test_a_cut_listing_that_is_too_old_begins_again(stop, listing, clock, hours):
    listing(make=cut_after(SourceUnavailable("truncated", url=""), a_page("a", announced=2, cursor="2")))
    stop.harvest()
    clock.wait(hours=hours)
    connector = listing(a_page("a", "b", announced=2))
    report = stop.harvest()
    assert connector.wanted[0].cursor is None
    assert (report.status, report.continues, report.unchanged) == ("complete", None, 1)
    stop.assert_whole()


def test_full_begins_again_only_where_the_cut_run_was_not(stop, listing, clock):
    listing(a_page("a", "b", announced=2), incremental=True)
    stop.harvest()
    clock.wait(hours=1)
    listing(
        make=cut_after(SourceUnavailable("truncated", url=""), a_page("a", announced=2, cursor="x")),
        incremental=True,
    )
    assert stop.harvest().full is False
    connector = listing(a_page("a", "b", announced=2), incremental=True)
    assert stop.harvest(full=True).full is True
    assert connector.wanted[0].cursor is None


def test_a_listing_that_misbehaves_twice_at_one_place_begins_again(stop, listing):
    broken = SourceMisbehaved("paging-loop", url="http://127.0.0.1/")
    listing(make=cut_after(broken, a_page("a", announced=2, cursor="2")))
    stop.harvest()
    connector = listing(make=cut_after(broken))
    assert stop.harvest().status == "partial"
    connector = listing(a_page("a", "b", announced=2))
    assert stop.harvest().status == "complete"
    assert connector.wanted[0].cursor is None


def test_f05_a_parked_source_is_left_alone_until_its_time_then_gone_on_with(stop, listing, clock):
    parked = SourceParked(resume_at=NOW + timedelta(hours=3), url="http://127.0.0.1/")
    listing(make=cut_after(parked, a_page("a", announced=2, cursor="2")))
    first = stop.harvest()
    assert (first.status, first.resume_at, stop.titles()) == ("interrupted", "2026-11-24T15:00:00Z", [])
    clock.wait(hours=1)
    connector = listing(a_page("b", announced=2))
    waiting = stop.harvest()
    assert (waiting.status, connector.wanted, waiting.requests) == ("interrupted", [], 0)
    clock.wait(hours=3)
    last = stop.harvest()
    assert (last.status, last.added, connector.wanted[0].cursor) == ("complete", 2, "2")
    assert stop.titles() == ["a", "b"]
    stop.assert_whole()


def test_what_changed_is_asked_for_once_everything_was_read(stop, listing, clock):
    connector = listing(a_page("a", "b", "c", announced=3), incremental=True)
    first = stop.harvest()
    assert (first.full, connector.wanted[0].since) == (True, None)
    clock.wait(hours=24)
    connector = listing(a_page(announced=3, present=("a", "c"), b="B autrement"), incremental=True)
    second = stop.harvest()
    assert connector.wanted[0].since == NOW
    assert (second.status, second.full, second.changed, second.unchanged) == ("complete", False, 1, 2)
    assert connector.wanted[0].find_known(["a", "z"]) == {"a"}


def test_an_id_that_nobody_read_proves_nothing(stop, listing, clock):
    listing(a_page("a", announced=1), incremental=True)
    stop.harvest()
    listing(a_page(announced=2, present=("a", "z")), incremental=True)
    assert stop.harvest().status == "partial"


def test_an_incremental_run_counts_what_is_absent(stop, listing, clock):
    listing(a_page(*"abcd", announced=4), incremental=True)
    stop.harvest()
    listing(a_page(announced=3, present=("a", "b", "c")), incremental=True)
    report = stop.harvest()
    assert (report.status, report.absent, report.unchanged) == ("complete", 1, 3)


def test_everything_is_read_again_after_a_week_and_when_the_declaration_changed(stop, listing, clock):
    listing(a_page("a", announced=1), incremental=True)
    assert stop.harvest().full
    clock.wait(hours=24 * 6)
    assert not stop.harvest().full
    clock.wait(hours=24 * 2)
    assert stop.harvest().full
    clock.wait(hours=1)
    other = replace(stop.source, title="Autre titre")
    assert harvest(other, stop.harvester).full


def test_after_a_rollback_everything_is_read_again(stop, listing, clock):
    listing(a_page("a", announced=1), incremental=True)
    stop.harvest()
    last = stop.harvest()
    roll_back(stop.database, stop.source, last.run, clock)
    assert stop.harvest().full


def test_f43_a_run_that_breaks_off_is_gone_on_with(stop, listing):
    def breaks():
        yield a_page("a", announced=3, cursor="2")
        yield a_page("b", announced=3, cursor="3")
        raise KeyboardInterrupt

    listing(make=breaks)
    with pytest.raises(KeyboardInterrupt):
        stop.harvest()
    assert stop.titles() == []
    connector = listing(Page(items=(an_item("b"), an_item("c")), announced=3))
    report = stop.harvest()
    assert (report.status, report.added, connector.wanted[0].cursor) == ("complete", 3, "3")
    stop.assert_whole()
