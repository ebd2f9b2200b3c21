"""The listing of a CKAN: every dataset once through capped pages, edits meanwhile, changes, absences (faults
F19, F20, F23, F24).
"""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.connectors.ckan_query import query_of
from harvester.errors import SourceInvalid, SourceMisbehaved
from tests.harvester import ckan, replay
from tests.harvester.ckan import CkanFaults, a_package, ids_of

SINCE = datetime(2024, 1, 6, 7, 0, tzinfo=UTC)


@pytest.fixture
def harvest(listing):
    def fetch(packages, faults=None, wanted=None, **options):
        with replay.serve(ckan.ckan(packages, faults)) as running:
            listed = listing("ckan", wanted=wanted or Wanted(), url=f"{running.url}/ckan", options=options)
        return listed, running

    return fetch


@pytest.fixture
def probed(tools, declare):
    def ask(faults=None, **keys):
        with replay.serve(ckan.ckan([a_package(n) for n in range(3)], faults)) as running:
            source = declare("ckan", url=f"{running.url}/ckan", **keys)
            return CONNECTORS["ckan"].probe(source, tools), running

    return ask


def packages(count):
    return [a_package(number) for number in range(count)]


def ids(listed):
    return [item.remote_id for item in listed.items]


def present(listed):
    return [remote_id for page in listed.pages for remote_id in page.present]


def knowing(*numbers):
    known = frozenset(ids_of(*numbers))
    return lambda asked: known & frozenset(asked)


def test_f20_a_portal_that_caps_its_pages_in_silence_is_listed_in_whole(harvest):
    listed, running = harvest(packages(7), CkanFaults(cap=3))
    assert (ids(listed), listed.error, listed.announced) == (ids_of(*range(7)), None, 7)
    assert [asked.query["start"] for asked in running.asked] == ["0", "3", "6"]
    assert {asked.query["rows"] for asked in running.asked} == {"1000"}
    assert {asked.query["sort"] for asked in running.asked} == {"id asc"}


def test_items_are_canonical_json_with_the_page_of_the_portal(harvest):
    listed, running = harvest([a_package(1, tracking_summary={"total": 9})])
    assert json.loads(listed.items[0].content) == a_package(1)
    assert listed.items[0].remote_url == f"{running.url}/ckan/dataset/jeu-1"


def test_extras_in_another_order_are_the_same_bytes(harvest):
    extras = [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]
    first, _ = harvest([a_package(1, extras=extras)])
    second, _ = harvest([a_package(1, extras=list(reversed(extras)))])
    assert [item.content for item in first.items] == [item.content for item in second.items]


def test_f19_a_portal_that_ignores_the_start_is_left(harvest):
    listed, running = harvest(packages(7), CkanFaults(cap=3, ignores_start=True))
    assert listed.error.kind == "paging-loop"
    assert (ids(listed), len(running.asked)) == (ids_of(0, 1, 2), 2)


def test_f20_an_empty_page_before_the_end_is_said(harvest):
    listed, _ = harvest(packages(7), CkanFaults(cap=3, stops_at=4))
    assert (listed.error.kind, listed.error.facts) == ("listing-stopped", {"listed": 4, "announced": 7})


def test_a_listing_without_end_is_given_up(harvest):
    listed, _ = harvest(packages(7), CkanFaults(cap=1), max_pages=3)
    assert (listed.error.kind, len(listed.items)) == ("too-many-pages", 3)


def test_f24_an_id_that_comes_twice_leaves_the_listing_short(harvest):
    listed, _ = harvest([a_package(1, title="Un"), a_package(1, title="Deux")])
    assert (len(listed.items), listed.announced, listed.error) == (2, 2, None)


def test_f23_a_dataset_deleted_in_front_hides_none_behind(harvest):
    """One page of three, then the first goes: the fourth moves to where the third was."""
    portal = packages(7)
    faults = CkanFaults(cap=3, before=lambda window: portal.pop(0) if window == 1 else None)
    listed, running = harvest(portal, faults)
    assert set(ids(listed)) == set(ids_of(*range(7)))
    assert (listed.announced, listed.error) == (6, None)
    assert any(asked.query.get("fl") == "id" for asked in running.asked)


def test_f23_a_dataset_added_in_front_is_found(harvest):
    portal = [a_package(number) for number in range(1, 7)]
    faults = CkanFaults(cap=3, before=lambda window: portal.append(a_package(0)) if window == 1 else None)
    listed, _ = harvest(portal, faults)
    assert set(ids(listed)) == set(ids_of(*range(7)))
    assert listed.announced == 7


def test_a_listing_that_never_rests_proves_nothing(harvest):
    portal = packages(9)
    faults = CkanFaults(cap=3, before=lambda window: portal.append(a_package(100 + window)))
    listed, _ = harvest(portal, faults)
    assert listed.error.kind == "listing-moving"


def test_since_reads_what_changed_and_names_the_rest(harvest):
    wanted = Wanted(since=SINCE, find_known=knowing(*range(7)))
    listed, running = harvest(packages(7), CkanFaults(cap=3), wanted)
    assert ids(listed) == ids_of(5, 6)
    assert present(listed) == ids_of(0, 1, 2, 3, 4)
    assert (listed.announced, listed.error) == (7, None)
    assert "+metadata_modified:[2024-01-06T06:00:00Z TO *]" in running.asked[0].query["fq"]


def test_what_is_listed_and_unknown_is_read_however_old(harvest):
    wanted = Wanted(since=SINCE, find_known=knowing(0, 1, 2, 5, 6))
    listed, running = harvest(packages(7), CkanFaults(), wanted)
    assert sorted(ids(listed)) == ids_of(3, 4, 5, 6)
    assert present(listed) == ids_of(0, 1, 2)
    assert all(json.loads(item.content)["title"] for item in listed.items)
    assert '+id:("' in running.asked[-1].query["fq"]


def test_a_portal_that_ignores_dates_is_read_again_in_whole(harvest):
    wanted = Wanted(since=SINCE, find_known=knowing(*range(4)))
    listed, _ = harvest(packages(4), CkanFaults(ignores_dates=True), wanted)
    assert (ids(listed), present(listed), listed.announced) == (ids_of(*range(4)), [], 4)


def test_a_portal_that_refuses_dates_is_read_again_in_whole(harvest):
    wanted = Wanted(since=SINCE, find_known=knowing(*range(4)))
    listed, _ = harvest(packages(4), CkanFaults(refuses_dates=True), wanted)
    assert (ids(listed), present(listed), listed.announced) == (ids_of(*range(4)), [], 4)


def test_a_portal_that_cannot_give_ids_alone_gives_packages(harvest):
    wanted = Wanted(since=SINCE, find_known=knowing(0, 1, 2, 5, 6))
    listed, _ = harvest(packages(7), CkanFaults(refuses_fl=True), wanted)
    assert (sorted(ids(listed)), present(listed)) == (ids_of(3, 4, 5, 6), ids_of(0, 1, 2))


@pytest.mark.parametrize("cut_after", [1, 2, 3])
def test_a_cut_listing_goes_on_after_the_page(harvest, cut_after):
    whole, _ = harvest(packages(7), CkanFaults(cap=3))
    wanted = Wanted(cursor=whole.pages[cut_after - 1].cursor)
    rest, _ = harvest(packages(7), CkanFaults(cap=3), wanted)
    assert ids(rest) == ids_of(*range(7))[cut_after * 3 :]
    assert (rest.announced, rest.error) == (7, None)


def test_a_cut_listing_that_moved_is_begun_again(harvest):
    whole, _ = harvest(packages(7), CkanFaults(cap=3))
    wanted = Wanted(cursor=whole.pages[0].cursor)
    rest, _ = harvest(packages(7)[1:], CkanFaults(cap=3), wanted)
    assert ids(rest) == ids_of(*range(1, 7))


def test_a_listing_cut_in_the_midst_of_changes_goes_on(harvest):
    wanted = Wanted(since=SINCE, find_known=knowing(*range(7)))
    whole, _ = harvest(packages(7), CkanFaults(cap=1), wanted)
    again = Wanted(since=SINCE, find_known=knowing(*range(7)), cursor=whole.pages[0].cursor)
    rest, _ = harvest(packages(7), CkanFaults(cap=1), again)
    assert ids(rest) == ids_of(6)
    assert set(present(rest)) == set(ids_of(*range(6)))


@pytest.mark.parametrize(
    "cursor", ["", "{", "[]", '{"start":3}', '{"phase":"list","of":"x","start":3}', "null"]
)
def test_a_cursor_that_says_nothing_begins_again(harvest, cursor):
    listed, _ = harvest(packages(4), CkanFaults(cap=3), Wanted(cursor=cursor))
    assert ids(listed) == ids_of(*range(4))


def test_another_question_makes_a_cursor_void(harvest):
    whole, _ = harvest(packages(4), CkanFaults(cap=3))
    listed, _ = harvest(packages(4), CkanFaults(cap=3), Wanted(cursor=whole.pages[0].cursor), query="eau")
    assert ids(listed) == ids_of(*range(4))


def test_details_give_the_addresses_that_the_listing_hides(harvest):
    portal = [
        a_package(1, resources=[{"name": "csv", "url": "https://portail.example.org/a.csv"}]),
        a_package(2),
    ]
    bare, _ = harvest(portal, CkanFaults(hides_urls=True))
    whole, running = harvest(portal, CkanFaults(hides_urls=True), details=True)
    assert json.loads(bare.items[0].content)["resources"][0]["url"] == ""
    assert json.loads(whole.items[0].content) == portal[0]
    assert [asked.path for asked in running.asked].count("/ckan/api/action/package_show") == 1


def test_a_window_that_is_too_large_is_asked_for_in_parts(harvest, tools, monkeypatch):
    large = [a_package(number, notes="x" * 2_000) for number in range(8)]
    monkeypatch.setattr(tools.session, "policy", _capped(tools.session.policy, 6_000))
    listed, running = harvest(large, None, None, rows=8)
    assert (ids(listed), listed.error) == (ids_of(*range(8)), None)
    assert [asked.query["rows"] for asked in running.asked][:2] == ["8", "2"]


def _capped(policy, size):
    return type(policy)(**{name: getattr(policy, name) for name in policy.__slots__} | {"max_bytes": size})


QUERIES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, '+type:("dataset")'),
    "all types": ({"types": []}, ""),
    "one organisation": ({"organization": ["brgm"]}, '+type:("dataset") +organization:("brgm")'),
    "two groups": ({"group": ["eau", 'l"air']}, '+type:("dataset") +groups:("eau" OR "l\\"air")'),
    "an OR of the operator": ({"fq": "tags:a OR tags:b"}, '+type:("dataset") +(tags:a OR tags:b)'),
    "an exclusion": ({"fq": "-tags:a"}, '+type:("dataset") -tags:a'),
}


@pytest.mark.parametrize("name", QUERIES)
def test_options_as_a_query_of_solr(name):
    options, fq = QUERIES[name]
    assert query_of(options).fq == fq


def test_a_lone_organisation_may_be_a_text(declare):
    source = declare("ckan", url="https://portail.example.org", options={"organization": "brgm"})
    assert source.options["organization"] == ["brgm"]
    with pytest.raises(SourceInvalid, match=r"options\.group"):
        declare("ckan", url="https://portail.example.org", options={"group": 3})


def test_the_probe_tells_version_total_and_abilities(probed):
    probe, running = probed()
    assert (probe.software, probe.announced, probe.remarks) == ("CKAN 2.12.0", 3, ())
    assert probe.abilities == {"total", "since", "ids", "resume", "sort"}
    assert len(running.asked) == 3


def test_the_probe_of_a_portal_that_says_little(probed):
    probe, _ = probed(CkanFaults(version=None, ignores_dates=True))
    assert (probe.software, probe.announced) == ("CKAN", 3)
    assert "since" not in probe.abilities
    assert "ne filtre pas par date" in probe.remarks[0]


def test_a_token_that_the_portal_does_not_know_is_told(probed, monkeypatch):
    monkeypatch.setenv("JETON", "un-jeton")
    auth = {"kind": "header", "name": "Authorization", "secret": "env:JETON"}
    stranger, _ = probed(auth=auth)
    known, _ = probed(CkanFaults(token="un-jeton"), auth=auth)
    assert "reconnaît le jeton" in stranger.remarks[0]
    assert known.remarks == ()


def test_the_probe_of_what_is_no_ckan_says_so(tools, declare):
    with replay.serve(replay.always(replay.HTML)) as running, pytest.raises(SourceMisbehaved) as caught:
        CONNECTORS["ckan"].probe(declare("ckan", url=running.url), tools)
    assert caught.value.kind == "not-a-catalogue"
