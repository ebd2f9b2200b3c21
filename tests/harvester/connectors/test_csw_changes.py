"""An incremental harvest of a CSW: what changed, and every id named once."""

from datetime import UTC, datetime

import pytest

from harvester.connector import Wanted
from harvester.connectors.csw_changes import first_day
from tests.harvester import replay
from tests.harvester.csw_portal import catalogue, kept

SINCE = datetime(2026, 3, 1, 6, tzinfo=UTC)
ALL = [f"fiche-{number:02}" for number in range(10)]


@pytest.fixture
def harvest(listing):
    """A function from a portal and the ids that are published to its listing."""

    def fetch(portal, known=ALL, cursor=None, **options):
        wanted = Wanted(since=SINCE, cursor=cursor, find_known=lambda ids: frozenset(ids) & frozenset(known))
        with replay.serve(portal) as running:
            listed = listing("csw", wanted, url=f"{running.url}/csw", options=options)
        return listed, running

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def present(listed):
    return [one for page in listed.pages for one in page.present]


def posts(running):
    return [asked.body for asked in running.asked if asked.method == "POST"]


def test_what_did_not_change_is_named_and_not_read(harvest):
    portal = catalogue(10)
    portal.records[4] = kept(4, "Nouveau titre", stamp="2026-03-02")
    listed, running = harvest(portal)
    assert (ids(listed), listed.error, listed.announced) == (["fiche-04"], None, 10)
    assert sorted(present(listed)) == [one for one in ALL if one != "fiche-04"]
    assert not any("<csw:ElementSetName>full" in body and "Modified" not in body for body in posts(running))


def test_two_days_overlap_what_the_source_stamps_with_a_date(harvest):
    portal = catalogue(10)
    portal.records[4] = kept(4, stamp="2026-02-27")
    listed, _ = harvest(portal)
    assert ids(listed) == ["fiche-04"]
    assert first_day(SINCE).isoformat() == "2026-02-27"


def test_a_record_that_is_not_known_is_read_however_old(harvest):
    listed, _ = harvest(catalogue(10), known=ALL[:7])
    assert (ids(listed), listed.announced) == (["fiche-07", "fiche-08", "fiche-09"], 10)
    assert len(present(listed)) == 7


def test_a_deleted_record_is_in_neither(harvest):
    portal = catalogue(10)
    del portal.records[3]
    listed, _ = harvest(portal)
    assert (len(present(listed)), listed.announced) == (9, 9)
    assert "fiche-03" not in present(listed)


def test_the_filter_joins_what_is_declared(harvest):
    _, running = harvest(catalogue(3), where={"apiso:OrganisationName": "DDT%"})
    changed = next(body for body in posts(running) if "PropertyIsGreaterThanOrEqualTo" in body)
    assert "ogc:And" in changed
    assert "DDT%" in changed
    assert "2026-02-27" in changed


def test_ids_are_read_from_iso_records_too(harvest):
    listed, _ = harvest(catalogue(10, brief_in_iso=True))
    assert sorted(present(listed)) == ALL


@pytest.mark.parametrize("refused", [{"since"}, {"hits"}, {"brief"}], ids=lambda refused: next(iter(refused)))
def test_a_server_that_cannot_be_asked_so_is_read_in_full(harvest, refused):
    listed, _ = harvest(catalogue(10, refuses=frozenset(refused)))
    assert (ids(listed), present(listed), listed.error, listed.announced) == (ALL, [], None, 10)


def test_brief_records_without_ids_prove_nothing(harvest):
    listed, _ = harvest(catalogue(10, brief_ids=False))
    assert (ids(listed), present(listed)) == (ALL, [])


def test_what_changed_is_not_handed_on_twice_where_the_sweep_fails(harvest):
    portal = catalogue(10, refuses=frozenset({"brief"}))
    portal.records[4] = kept(4, stamp="2026-03-02")
    listed, _ = harvest(portal)
    assert (sorted(ids(listed)), len(ids(listed))) == (ALL, 10)


def test_a_server_that_gives_no_record_by_id_is_read_in_full(harvest):
    listed, running = harvest(catalogue(10, refuses=frozenset({"by-id"})), known=ALL[:1])
    assert (ids(listed), present(listed), listed.error) == (ALL, [], None)
    assert sum("GetRecordById" in body for body in posts(running)) < 12


def test_f22_a_record_that_cannot_be_given_by_id_is_rejected_alone(harvest):
    portal = catalogue(10, breaking={"fiche-08": "exception"})
    listed, _ = harvest(portal, known=ALL[:6])
    assert ids(listed) == ["fiche-06", "fiche-07", "fiche-09"]
    assert [(one.remote_id, one.kind) for one in listed.rejected] == [("fiche-08", "breaks-its-answer")]
    assert listed.announced == len(ids(listed)) + len(listed.rejected) + len(present(listed))


def test_a_listed_record_that_does_not_come_is_named(harvest):
    listed, _ = harvest(catalogue(10, hidden_by_id=frozenset({"fiche-09"})), known=ALL[:8])
    assert ids(listed) == ["fiche-08"]
    assert [(one.remote_id, one.kind) for one in listed.rejected] == [("fiche-09", "not-given")]


def test_pages_of_the_sweep_are_capped_too(harvest):
    listed, _ = harvest(catalogue(10, cap=3))
    assert (sorted(present(listed)), listed.announced) == (ALL, 10)


def test_a_source_that_is_empty_now_says_so(harvest):
    listed, _ = harvest(catalogue(0))
    assert (ids(listed), present(listed), listed.announced, listed.error) == ([], [], 0, None)


def test_a_cut_listing_goes_on_in_full(harvest):
    listed, _ = harvest(catalogue(10), cursor='{"start": 8, "announced": 10}')
    assert (ids(listed), present(listed)) == (["fiche-07", "fiche-08", "fiche-09"], [])
