"""Runs over a CSW that tells what changed: the whole is proven though little of it is read."""

from datetime import UTC, datetime

import pytest

from tests.harvester import replay
from tests.harvester.csw_portal import catalogue, kept

DECLARATION = {"id": "catalogue", "kind": "csw", "title": "Catalogue d'essai", "allow_private": True}
OLD = "2020-01-01"


@pytest.fixture
def harvested(station, database_url):
    """A catalogue of 60 records whose first run is complete, and the station of its next runs."""
    portal = catalogue(60)
    portal.records = [kept(number, stamp=OLD) for number in range(60)]
    with replay.serve(portal) as running:
        stop = station(database_url, DECLARATION | {"url": f"{running.url}/csw"})
        assert stop.harvest().status == "complete"
        running.asked.clear()
        yield portal, stop, running


def today():
    return datetime.now(UTC).date().isoformat()


def read_in_full(running):
    return sum("<csw:ElementSetName>full" in asked.body for asked in running.asked)


def test_an_unchanged_catalogue_is_proven_and_not_read(harvested):
    _, stop, running = harvested
    report = stop.harvest()
    assert (report.status, report.full, report.listed, report.announced) == ("complete", False, 60, 60)
    assert (report.unchanged, report.added, report.changed, report.absent) == (60, 0, 0, 0)
    assert read_in_full(running) == 1
    stop.assert_whole()


def test_one_change_is_one_change(harvested):
    portal, stop, _ = harvested
    portal.records[7] = kept(7, "Un autre titre", stamp=today())
    report = stop.harvest()
    assert (report.status, report.unchanged, report.changed, report.absent) == ("complete", 59, 1, 0)
    assert "Un autre titre" in stop.titles()


def test_what_is_gone_is_absent_and_what_is_new_is_added(harvested):
    portal, stop, _ = harvested
    del portal.records[7]
    portal.records.append(kept(80, "Nouvelle mais ancienne", stamp=OLD))
    report = stop.harvest()
    assert (report.status, report.unchanged, report.added, report.absent) == ("complete", 59, 1, 1)


def test_f22_a_record_that_breaks_its_page_is_reported_and_not_taken_for_gone(harvested):
    portal, stop, _ = harvested
    portal.records[7] = kept(7, "Cassée", stamp=today())
    portal.breaking = {"fiche-07": "exception"}
    for full in (False, True):
        report = stop.harvest(full=full)
        assert (report.status, report.rejected, report.absent) == ("complete", 1, 0)
        assert [(error.kind, error.remote_id) for error in report.errors] == [("breaks-its-page", "fiche-07")]
    assert "fiche-07" in stop.titles()


def test_a_sweep_that_is_cut_withdraws_nothing(harvested):
    portal, stop, _ = harvested
    portal.cap = 20
    del portal.records[50:]
    portal.attributes = lambda start, returned, matched: replay.standard_attributes(start, returned, 60)
    report = stop.harvest()
    assert (report.status, report.absent) == ("partial", 0)
    assert report.errors[0].kind == "listing-stopped"
    assert len(stop.titles()) == 60
