"""An Opendatasoft portal: exports and pages, what moved since, copies of other portals."""

import json
from datetime import UTC, datetime

import pytest

from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.connectors.opendatasoft_client import EXPORT_ROWS, changed_since
from harvester.errors import SourceInvalid, SourceMisbehaved
from tests.harvester import replay
from tests.harvester.replay_opendatasoft import API, ExploreFaults, dataset, explore

SINCE = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


@pytest.fixture
def harvest(listing):
    """A function from a portal to what its listing gave and what was asked of it."""

    def fetch(portal, wanted=None, **options):
        with replay.serve(portal) as running:
            listed = listing("opendatasoft", wanted or Wanted(), url=running.url, options=options)
        return listed, running.asked

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def present(listed):
    return [remote_id for page in listed.pages for remote_id in page.present]


def datasets(count):
    return [dataset(number) for number in range(count)]


def asked_paths(asked):
    return [one.path.removeprefix(API) for one in asked]


def test_a_portal_is_read_in_one_export(harvest):
    listed, asked = harvest(explore(datasets(3)))
    assert (ids(listed), listed.announced, listed.error) == (["da_0", "da_1", "da_2"], 3, None)
    assert asked_paths(asked) == ["/datasets", "/exports/json"]
    assert asked[0].query == {"limit": "1"}
    assert asked[1].query == {}


def test_the_uid_names_a_dataset_whatever_its_slug(harvest):
    renamed = dataset(1) | {"dataset_id": "nouveau-nom"}
    (first, _), (second, _) = harvest(explore([dataset(1)])), harvest(explore([renamed]))
    assert ids(first) == ids(second) == ["da_1"]
    assert second.items[0].remote_url.endswith("/explore/dataset/nouveau-nom/")


def test_without_a_uid_the_slug_names_it(harvest):
    listed, _ = harvest(explore([{key: value for key, value in dataset(1).items() if key != "dataset_uid"}]))
    assert ids(listed) == ["jeu-1"]


def test_what_moves_without_anything_to_tell_of_is_not_kept(harvest):
    one = dataset(1, metadata_processed="2024-01-01T00:00:00+00:00", data_processed="2024-01-01")
    other = dataset(1, metadata_processed="2024-02-02T00:00:00+00:00", data_processed="2024-02-02")
    one["metas"]["explore"], other["metas"]["explore"] = {"download_count": 1}, {"download_count": 2}
    one["features"], other["features"] = ["geo", "analyze"], ["analyze", "geo"]
    (first, _), (second, _) = harvest(explore([one])), harvest(explore([other]))
    assert first.items[0].content == second.items[0].content
    assert json.loads(first.items[0].content)["metas"] == {"default": {"title": "Jeu 1"}}


def test_a_large_portal_is_read_in_sorted_slices_that_can_be_gone_on_with(harvest):
    portal = explore(datasets(2_300))
    listed, asked = harvest(portal)
    assert (len(set(ids(listed))), listed.announced) == (2_300, 2_300)
    assert [one.query["offset"] for one in asked[1:]] == ["0", "1000", "2000"]
    assert all(one.query["order_by"] == "dataset_id" for one in asked[1:])
    assert max(len(page.items) for page in listed.pages) == 250
    cut = listed.pages[5]
    again, _ = harvest(portal, Wanted(cursor=cut.cursor))
    assert ids(again) == ids(listed)[1_500:]
    assert again.announced == 2_300


@pytest.mark.parametrize("cursor", ["", "nothing", '{"offset": -3}', '{"offset": "x"}', "[]", "3"])
def test_a_cursor_that_cannot_be_read_begins_again(harvest, cursor):
    listed, _ = harvest(explore(datasets(3)), Wanted(cursor=cursor))
    assert len(listed.items) == 3


def test_a_portal_that_gives_less_than_asked_is_stepped_by_what_came(harvest):
    listed, asked = harvest(explore(datasets(1_200), ExploreFaults(cap=500)))
    assert len(set(ids(listed))) == 1_200
    assert [one.query["offset"] for one in asked[1:]] == ["0", "500", "1000"]


def test_closed_exports_are_replaced_by_pages(harvest):
    listed, asked = harvest(explore(datasets(250), ExploreFaults(exports=False)))
    assert (len(set(ids(listed))), listed.error) == (250, None)
    assert asked_paths(asked)[2:] == ["/datasets"] * 3
    assert [one.query["limit"] for one in asked[2:]] == ["100", "100", "100"]


def test_exports_that_are_not_wanted_are_not_asked_for(harvest):
    _, asked = harvest(explore(datasets(3)), export=False)
    assert asked_paths(asked) == ["/datasets", "/datasets"]


def test_a_portal_that_cannot_sort_is_read_as_it_comes(harvest):
    listed, asked = harvest(explore(datasets(1_100), ExploreFaults(sorts=False)))
    assert len(set(ids(listed))) == 1_100
    assert "order_by" not in asked[-1].query


def test_an_export_that_is_too_heavy_is_cut_into_smaller_ones(harvest):
    listed, asked = harvest(explore(datasets(600), ExploreFaults(heavy_from=300)))
    assert len(set(ids(listed))) == 600
    assert {one.query.get("limit") for one in asked[2:]} == {str(EXPORT_ROWS // 4)}


def test_pages_end_at_ten_thousand_rows(harvest):
    listed, _ = harvest(explore(datasets(150), ExploreFaults(exports=False, announces=10_100, cap=100)))
    assert isinstance(listed.error, SourceMisbehaved)
    assert listed.error.kind == "listing-stopped"
    whole, _ = harvest(explore(datasets(10_100), ExploreFaults(exports=False)))
    assert (len(whole.items), whole.error.kind) == (10_000, "listing-capped")
    assert "option where" in str(whole.error)


def test_f19_a_page_that_does_not_advance_stops_the_listing(harvest):
    listed, _ = harvest(explore(datasets(1_200), ExploreFaults(cap=500, ignores_offset=True)))
    assert listed.error.kind == "paging-loop"
    assert len(set(ids(listed))) == 500


def test_f07_fewer_than_announced_is_a_listing_that_stopped(harvest):
    listed, _ = harvest(explore(datasets(5), ExploreFaults(stops_at=3)))
    assert (len(listed.items), listed.error.kind) == (3, "listing-stopped")
    assert listed.error.facts["announced"] == 5


def test_f23_datasets_that_went_while_we_read_are_no_cut(harvest):
    whole, left = explore(datasets(5)), explore(datasets(4))
    counted = []

    def shrinking(asked):
        counted.append(asked.path)
        return (whole if len(counted) == 1 else left)(asked)

    listed, _ = harvest(shrinking)
    assert (len(listed.items), listed.announced, listed.error) == (4, 4, None)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b'{"datasets": []}', "unexpected-answer"),
        (b'{"total_count": -1, "results": []}', "unexpected-answer"),
        (b'{"total_count": true, "results": []}', "unexpected-answer"),
        (b'{"total_count": 2, "results": [3]}', "unexpected-answer"),
        (b"[]", "unexpected-answer"),
        (b'{"total_count": 1', "bad-json"),
    ],
)
def test_an_answer_of_another_shape_is_named(harvest, answer, kind):
    listed, _ = harvest(replay.always(answer, "application/json"))
    assert listed.error.kind == kind


def test_a_portal_of_another_software_is_named(harvest):
    listed, _ = harvest(replay.files({"/": b"{}"}, "application/json"))
    assert (listed.error.kind, listed.error.facts["status"]) == ("http-status", 404)


def test_only_what_moved_is_read_and_the_other_ids_are_present(harvest):
    faults = ExploreFaults(changed=("da_2",))
    asked_for = []

    def find_known(remote_ids):
        asked_for.extend(remote_ids)
        return frozenset(remote_ids) - {"da_4"}

    listed, asked = harvest(explore(datasets(5), faults), Wanted(since=SINCE, find_known=find_known))
    assert ids(listed) == ["da_2", "da_4"]
    assert present(listed) == ["da_0", "da_1", "da_3"]
    assert asked_for == ["da_0", "da_1", "da_3", "da_4"]
    assert (listed.announced, {page.announced for page in listed.pages}) == (5, {5})
    assert "date'2024-03-04'" in asked[1].query["where"]
    assert asked[2].query == {"select": "dataset_id,dataset_uid"}
    assert asked_paths(asked)[3:] == ["/exports/json", "/datasets/jeu-4"]


def test_many_unknown_datasets_are_read_together(harvest):
    listed, asked = harvest(explore(datasets(80)), Wanted(since=SINCE))
    assert sorted(ids(listed)) == sorted(f"da_{number}" for number in range(80))
    assert not any("/datasets/" in path for path in asked_paths(asked))


@pytest.mark.parametrize("faults", [ExploreFaults(filters=False), ExploreFaults(selects_uid=False)])
def test_a_portal_that_cannot_tell_what_moved_is_read_whole(harvest, faults):
    known = Wanted(since=SINCE, find_known=frozenset)
    listed, _ = harvest(explore(datasets(5), faults), known)
    assert (len(listed.items), present(listed), listed.announced) == (5, [], 5)


def test_a_filter_narrows_every_request(harvest):
    where = 'publisher = "DREES"'
    listed, asked = harvest(explore(datasets(3)), Wanted(since=SINCE), where=where, lang="en")
    assert listed.error is None
    assert {one.query["where"] for one in asked if "/datasets/" not in one.path} == {
        where,
        f"({where}) and ({changed_since(SINCE)})",
    }
    assert {one.query["lang"] for one in asked} == {"en"}


def test_copies_of_other_portals_are_kept_unless_they_are_skipped(harvest):
    portal = explore(
        [dataset(1), dataset(2, federated=True), dataset(3, source_domain_address="x.example.org")]
    )
    kept, _ = harvest(portal)
    assert (ids(kept), kept.announced) == (["da_1", "da_2", "da_3"], 3)
    skipped, _ = harvest(portal, Wanted(since=SINCE), federated="skip")
    assert (ids(skipped), skipped.announced, skipped.error) == (["da_1"], 1, None)


def test_a_probe_says_what_the_portal_offers(tools, declare):
    with replay.serve(explore(datasets(3))) as running:
        probe = CONNECTORS["opendatasoft"].probe(declare("opendatasoft", url=running.url), tools)
    assert (probe.announced, probe.remarks) == (3, ())
    assert probe.abilities == {"total", "since", "ids", "resume", "sort"}
    assert "Explore API v2.1" in probe.software
    assert len(running.asked) == 3


def test_a_probe_says_what_the_portal_lacks(tools, declare):
    faults = ExploreFaults(exports=False, sorts=False, filters=False)
    with replay.serve(explore(datasets(3), faults)) as running:
        probe = CONNECTORS["opendatasoft"].probe(declare("opendatasoft", url=running.url), tools)
    assert (probe.announced, probe.abilities) == (3, frozenset({"total"}))
    assert "10000 fiches au plus" in probe.remarks[0]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"federated": "never"}, "« never » n'est pas permis (permis : keep, skip)"),
        ({"lang": "frr"}, "vouliez-vous dire « fr »"),
        ({"export": "no"}, "options.export : true ou false est attendu"),
        ({"wher": "x"}, "vouliez-vous dire « where »"),
    ],
)
def test_options_that_do_not_fit_stop_the_start(declare, options, fault):
    with pytest.raises(SourceInvalid) as caught:
        declare("opendatasoft", url="https://data.example.org", options=options)
    assert fault in str(caught.value)
