"""The listing of a udata portal: filters that mean what they say, everything proven, news, what is steady."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import SourceInvalid
from tests.harvester import replay
from tests.harvester.udata_portal import LISTING, ROOT, UdataFaults, UdataPortal, a_dataset

SINCE = datetime(2024, 6, 15, tzinfo=UTC)
OLD, NEW = "2024-01-01", "2024-06-20"
ORGANISATION, TOPIC = "5e0000000000000000000001", "5e0000000000000000000002"


@pytest.fixture
def harvest(listing):
    """A function from a portal to its listing and to what was asked of it."""

    def fetch(portal, wanted=None, **options):
        with replay.serve(portal) as running:
            listed = listing("udata", wanted or Wanted(), url=running.url + ROOT, options=options)
        return listed, running.asked

    return fetch


def since(*known, cursor=None):
    """Ask for news of a source of which these datasets are known."""
    ids = {f"{number:024x}" for number in known}
    return Wanted(since=SINCE, cursor=cursor, find_known=lambda asked: frozenset(ids.intersection(asked)))


def numbers(ids):
    return [int(one, 16) for one in ids]


def items(listed):
    return numbers(item.remote_id for item in listed.items)


def present(listed):
    return numbers(one for page in listed.pages for one in page.present)


def pages_of(asked):
    return [one.query for one in asked if one.path == LISTING]


class TestEverything:
    def test_all_pages_are_read_in_the_order_of_creation(self, harvest):
        listed, asked = harvest(UdataPortal([a_dataset(n) for n in range(5)]), page_size=2)
        assert items(listed) == [0, 1, 2, 3, 4]
        assert [page.announced for page in listed.pages] == [5, 5, 5]
        assert {query["sort"] for query in pages_of(asked)} == {"created"}
        assert len(pages_of(asked)) == 3

    def test_the_pages_are_trimmed_to_what_is_kept(self, harvest):
        _, asked = harvest(UdataPortal([a_dataset(1)]))
        mask = asked[0].headers["X-Fields"]
        assert mask.startswith("data{id,slug,title,")
        assert mask.endswith("},page,page_size,total,next_page")
        assert "metrics" not in mask

    def test_a_portal_that_caps_its_pages_loses_nothing(self, harvest):
        listed, _ = harvest(UdataPortal([a_dataset(n) for n in range(7)], UdataFaults(cap=3)))
        assert items(listed) == list(range(7))

    def test_f23_what_slips_between_two_pages_is_found_by_the_ids(self, harvest):
        portal = UdataPortal([a_dataset(n) for n in range(6)])

        def answer(asked):
            given = portal(asked)
            if asked.query.get("page") == "1" and len(portal.datasets) == 6:
                del portal.datasets[0]  # the third dataset becomes the second, on a page that has been read
            return given

        listed, _ = harvest(answer, page_size=2)
        assert listed.error is None
        assert sorted(items(listed)) == [0, 1, 2, 3, 4, 5]
        assert listed.announced == 5

    def test_a_listing_that_stops_is_named_and_keeps_what_came(self, harvest):
        portal = UdataPortal([a_dataset(n) for n in range(6)], UdataFaults(cap=2, last_page=2))
        listed, _ = harvest(portal)
        assert (listed.error.kind, items(listed), listed.announced) == ("listing-stopped", [0, 1, 2, 3], 6)
        assert "fiches reçues : 4 sur 6" in str(listed.error)

    def test_f19_a_portal_that_ignores_the_page_is_left(self, harvest):
        portal = UdataPortal([a_dataset(n) for n in range(4)], UdataFaults(cap=2, ignores_page=True))
        listed, asked = harvest(portal)
        assert (listed.error.kind, items(listed), len(pages_of(asked))) == ("paging-loop", [0, 1], 2)

    def test_a_limit_of_pages_can_be_declared(self, harvest):
        listed, _ = harvest(UdataPortal([a_dataset(n) for n in range(6)]), page_size=1, max_pages=2)
        assert (listed.error.kind, items(listed)) == ("too-many-pages", [0, 1])

    def test_f22_one_dataset_that_the_portal_cannot_write_is_set_apart(self, harvest):
        broken = frozenset({a_dataset(1)["id"]})
        listed, _ = harvest(UdataPortal([a_dataset(n) for n in range(3)], UdataFaults(broken=broken)))
        assert items(listed) == [0, 2]
        assert [(item.remote_id, item.kind) for item in listed.rejected] == [(*broken, "http-status")]
        assert (listed.error, listed.announced) == (None, 3)

    def test_a_portal_that_can_write_nothing_is_unavailable(self, harvest):
        portal = UdataPortal([a_dataset(1)], UdataFaults(broken=frozenset({a_dataset(1)["id"]})))
        listed, _ = harvest(portal)
        assert (listed.error.kind, listed.error.facts["status"], listed.pages) == ("http-status", 500, [])

    def test_a_cut_listing_goes_on_after_its_last_page(self, harvest):
        portal = UdataPortal([a_dataset(n) for n in range(5)])
        first, _ = harvest(portal, page_size=2)
        listed, asked = harvest(portal, Wanted(cursor=first.pages[0].cursor), page_size=2)
        assert (items(listed), listed.announced, listed.error) == ([2, 3, 4], 5, None)
        assert [query["page"] for query in pages_of(asked)] == ["2", "3"]

    @pytest.mark.parametrize(
        "cursor", ["", "x", "[]", '{"phase": "sweep", "page": 2, "named": 9}', '{"page": 0}']
    )
    def test_a_cursor_that_means_nothing_here_begins_again(self, harvest, cursor):
        listed, _ = harvest(UdataPortal([a_dataset(n) for n in range(3)]), Wanted(cursor=cursor), page_size=2)
        assert items(listed) == [0, 1, 2]

    def test_what_only_a_member_sees_is_neither_listed_nor_counted(self, harvest):
        hidden = [a_dataset(1, private=True), a_dataset(2, deleted=OLD), a_dataset(3, archived=OLD)]
        listed, _ = harvest(UdataPortal([a_dataset(0), *hidden]))
        assert (items(listed), listed.announced, listed.error) == ([0], 1, None)

    def test_archived_datasets_can_be_asked_for(self, harvest, mapped, declare):
        hidden = [a_dataset(1, private=True, archived=OLD), a_dataset(3, archived=OLD)]
        listed, _ = harvest(UdataPortal([a_dataset(0), *hidden]), include_archived=True)
        assert (items(listed), listed.announced) == ([0, 3], 2)
        records = mapped(declare("udata", url="https://x.example"), listed.items)
        assert [record.extras.get("archived") for record in records] == [None, OLD]


class TestNews:
    def test_only_what_moved_is_read_and_the_rest_is_named(self, harvest):
        portal = UdataPortal([a_dataset(0, OLD), a_dataset(1, NEW), a_dataset(2, "2024-01-02")])
        listed, asked = harvest(portal, since(0, 1, 2), page_size=1)
        assert (items(listed), present(listed)) == ([1, 2], [0])  # 2 is where the news end
        assert {page.announced for page in listed.pages} == {3}
        assert [query["sort"] for query in pages_of(asked)] == ["-last_update"] * 2 + ["created"] * 3

    def test_the_ids_are_asked_for_with_their_dates_alone(self, harvest):
        _, asked = harvest(UdataPortal([a_dataset(0, OLD)]), since(0))
        assert asked[-1].headers["X-Fields"].startswith("data{id,created_at,")
        assert "title" not in asked[-1].headers["X-Fields"]

    def test_a_change_that_the_order_does_not_show_is_read(self, harvest):
        edited = a_dataset(1, OLD, internal={"last_modified_internal": f"{NEW}T08:00:00"})
        others = [a_dataset(0, "2024-01-03"), a_dataset(2, "2024-01-02")]
        listed, _ = harvest(UdataPortal([*others, edited]), since(0, 1, 2), page_size=1)
        assert (items(listed), present(listed)) == ([0, 1], [2])

    def test_a_dataset_that_is_not_known_is_read_however_old(self, harvest):
        listed, _ = harvest(UdataPortal([a_dataset(0, OLD), a_dataset(1, OLD)]), since(0), page_size=1)
        assert (sorted(items(listed)), present(listed)) == (
            [0, 1],
            [],
        )  # 0 is the last of the news, read once

    def test_a_dataset_without_dates_is_read(self, harvest):
        bare = a_dataset(1, created_at=None, last_modified="?", last_update=None, internal=None)
        listed, _ = harvest(UdataPortal([a_dataset(0, OLD), bare]), since(0, 1), page_size=1)
        assert 1 in items(listed)

    def test_the_watermark_is_widened_by_what_the_platform_learns_late(self, harvest):
        day = (SINCE - timedelta(days=6)).date().isoformat()
        portal = UdataPortal([a_dataset(0, OLD), a_dataset(1, day), a_dataset(2, OLD)])
        listed, _ = harvest(portal, since(0, 1, 2), page_size=1)
        assert 1 in items(listed)

    def test_many_changes_are_read_with_their_page(self, harvest):
        datasets = [a_dataset(n, OLD) for n in range(40)]
        listed, asked = harvest(UdataPortal(datasets), since(39), page_size=20)
        assert sorted(items(listed) + present(listed)) == list(range(40))
        assert [one.path for one in asked if one.path != LISTING] == []

    def test_a_dataset_that_went_away_meanwhile_is_not_waited_for(self, harvest):
        portal = UdataPortal([a_dataset(n, OLD) for n in range(3)])

        def answer(asked):
            given = portal(asked)
            if asked.query.get("sort") == "created" and len(portal.datasets) == 3:
                del portal.datasets[1]
            return given

        listed, _ = harvest(answer, since(0, 2), page_size=3)
        assert listed.error is None

    def test_the_ids_go_on_where_they_were_cut(self, harvest):
        datasets = [a_dataset(0, NEW), *(a_dataset(n, OLD) for n in range(1, 6))]
        first, _ = harvest(UdataPortal(datasets), since(*range(6)), page_size=2)
        cursors = [page.cursor for page in first.pages]
        assert cursors[0] is None  # the news are begun again
        listed, asked = harvest(UdataPortal(datasets), since(*range(6), cursor=cursors[-3]), page_size=2)
        assert (items(listed), present(listed), listed.error) == ([], [2, 3, 4, 5], None)
        assert {query["sort"] for query in pages_of(asked)} == {"created"}

    def test_a_sweep_that_stops_proves_nothing(self, harvest):
        portal = UdataPortal([a_dataset(n, OLD) for n in range(4)], UdataFaults(cap=2, last_page=1))
        listed, _ = harvest(portal, since(*range(4)))
        assert listed.error.kind == "listing-stopped"


class TestFilters:
    def test_every_filter_is_sent(self, harvest):
        options = {"badge": "hvd", "geozone": "fr:region:32", "q": "eau", "organization": ORGANISATION}
        _, asked = harvest(UdataPortal([]), **options)
        assert asked[0].query.items() >= options.items()

    @pytest.mark.parametrize(
        ("option", "kind", "found"),
        [("organization", "organizations", ORGANISATION), ("topic", "topics", TOPIC)],
    )
    def test_a_name_is_looked_up_since_filters_take_ids(self, harvest, option, kind, found):
        portal = UdataPortal([a_dataset(1)], names={f"{kind}/atlasante": found})
        listed, asked = harvest(portal, **{option: "atlasante"})
        assert items(listed) == [1]
        assert asked[0].path.endswith(f"/{kind}/atlasante/")
        assert asked[-1].query[option] == found

    def test_an_organisation_given_by_its_id_is_not_looked_up(self, harvest):
        _, asked = harvest(UdataPortal([]), organization=ORGANISATION)
        assert {one.path for one in asked} == {LISTING}

    @pytest.mark.parametrize("option", ["organization", "topic"])
    def test_a_name_that_the_portal_does_not_know_stops_before_the_listing(self, harvest, option):
        listed, asked = harvest(UdataPortal([a_dataset(1)]), **{option: "inconnue"})
        assert listed.error.kind == "unknown-filter"
        assert "« inconnue »" in str(listed.error)
        assert LISTING not in {one.path for one in asked}

    def test_a_topic_given_by_its_id_is_looked_up_too(self, harvest):
        listed, _ = harvest(UdataPortal([a_dataset(1)]), topic=TOPIC)
        assert listed.error.kind == "unknown-filter"  # the platform would answer its whole catalogue


class TestItems:
    def test_f29_an_item_is_canonical_json_without_what_moves_every_day(self, harvest):
        extras = {"check:date": "x", "analysis:content-length": 3, "nb_views": "4", "Langue": "fr"}
        resource = {
            "id": "r",
            "metrics": {"views": 1},
            "extras": extras,
            "harvest": {"uri": "u", "last_update": "x"},
        }
        moving = {
            "metrics": {"views": 2},
            "quality": {"score": 1},
            "harvest": {"remote_id": "7", "last_update": "x"},
        }
        listed, _ = harvest(UdataPortal([a_dataset(1, resources=[resource], extras=extras, **moving)]))
        content = listed.items[0].content
        kept = json.loads(content)
        assert content == json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        assert not kept.keys() & {"metrics", "quality", "internal"}
        assert kept["harvest"] == {"remote_id": "7"}
        assert kept["resources"] == [
            {"id": "r", "extras": {"analysis:content-length": 3, "Langue": "fr"}, "harvest": {"uri": "u"}}
        ]

    def test_the_page_of_the_dataset_is_its_remote_address(self, harvest):
        listed, _ = harvest(UdataPortal([a_dataset(1)]))
        assert listed.items[0].remote_url == "https://data.portail.example/datasets/jeu-1/"

    def test_a_page_that_is_not_given_is_built(self, harvest, mapped, declare):
        with replay.serve(UdataPortal([])) as running:
            source = declare("udata", url=running.url + ROOT)
        listed, _ = harvest(UdataPortal([a_dataset(1, page=None)]))
        (record,) = mapped(source, listed.items)
        assert record.landing_page == listed.items[0].remote_url
        assert listed.items[0].remote_url.endswith(f"{ROOT}/datasets/jeu-1/")

    def test_a_dataset_without_title_is_rejected_alone(self, harvest, mapped, declare):
        listed, _ = harvest(UdataPortal([a_dataset(1, title=" "), a_dataset(2, title="TODO"), a_dataset(3)]))
        results = mapped(declare("udata", url="https://x.example"), listed.items)
        assert [getattr(result, "kind", None) for result in results] == ["no-title", "no-title", "dataset"]


class TestWhatIsNoListing:
    @pytest.mark.parametrize("content", [b"[]", b'"x"', b'{"data": 3}', b'{"data": [1]}', b"{}"])
    def test_json_of_another_shape_is_named(self, harvest, content):
        listed, _ = harvest(replay.always(content, "application/json"))
        assert listed.error.kind == "unexpected-answer"

    def test_f08_broken_json_is_named(self, harvest):
        listed, _ = harvest(replay.always(b'{"data": [', "application/json"))
        assert listed.error.kind == "bad-json"

    def test_a_wrong_address_is_a_404(self, harvest):
        listed, _ = harvest(replay.always(b"{}", "application/json", status=404))
        assert (listed.error.kind, listed.error.facts["status"]) == ("http-status", 404)

    def test_a_listing_without_total_announces_nothing(self, harvest):
        listed, _ = harvest(replay.always(json.dumps({"data": [a_dataset(1)]}).encode(), "application/json"))
        assert (items(listed), listed.announced, listed.error) == ([1], None, None)


@pytest.mark.parametrize("tail", ["", "/", "/api/1/", "/api/1/datasets/?q=x"])
def test_any_address_of_the_api_leads_to_the_portal(listing, tail):
    with replay.serve(UdataPortal([a_dataset(1)])) as running:
        listed = listing("udata", url=f"{running.url}{ROOT}{tail}")
    assert items(listed) == [1]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"organisation": "x"}, "vouliez-vous dire « organization »"),
        ({"tag": "eau"}, "options.tag : une liste de textes est attendue"),
        ({"page_size": 0}, "hors des bornes"),
        ({"include_archived": "oui"}, "true ou false est attendu"),
    ],
)
def test_options_that_do_not_fit_stop_the_start(declare, options, fault):
    with pytest.raises(SourceInvalid) as caught:
        declare("udata", url="https://www.data.gouv.fr", options=options)
    assert fault in str(caught.value)


class TestProbe:
    @pytest.fixture
    def probe(self, tools, declare):
        def ask(portal, **options):
            with replay.serve(portal) as running:
                source = declare("udata", url=running.url + ROOT, options=options)
                return CONNECTORS["udata"].probe(source, tools), running.asked

        return ask

    def test_it_tells_the_software_the_total_and_what_it_can(self, probe):
        found, asked = probe(UdataPortal([a_dataset(n) for n in range(3)]))
        assert (found.software, found.announced) == ("udata 17.18.0", 3)
        assert found.abilities == {"total", "since", "ids", "resume", "sort"}
        assert len(asked) == 2

    def test_a_whole_portal_is_worth_a_remark(self, probe):
        found, _ = probe(UdataPortal([a_dataset(1)]))
        assert "Tout le portail" in found.remarks[0]

    def test_filters_that_leave_nothing_are_worth_a_remark(self, probe):
        found, _ = probe(UdataPortal([]), q="licorne")
        assert found.remarks == ("Aucun jeu de données ne répond aux options q : vérifiez-les.",)

    def test_archives_without_an_account_are_worth_a_remark(self, probe):
        found, _ = probe(UdataPortal([a_dataset(1)]), q="eau", include_archived=True)
        assert "déclarez auth" in found.remarks[0]
