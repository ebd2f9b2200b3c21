"""Metadata sheets are read once, kept with the item, and read again when the list says otherwise."""

import json

import pytest

from harvester.connector import Wanted
from tests.harvester import replay
from tests.harvester.replay_geoclip import DOWNLOAD, Habits, indicator, observatory

ROWS = [["Définition", "Une part."], ["Source", "Insee"]]
NEW_ROWS = [["Définition", "Une autre part."]]
NAMES = ("a", "b", "c")


@pytest.fixture
def harvest(listing):
    def fetch(indics, habits, kept=None, **options):
        known = {item.remote_id: item.content for item in kept.items} if kept else {}
        wanted = Wanted(find_originals=lambda ids: {name: known[name] for name in ids if name in known})
        with replay.serve(observatory(indics, habits)) as running:
            keys = {"url": running.url, "options": {"strategy": "list", "sheet": True} | options}
            listed = listing("geoclip", wanted, **keys)
        return listed, [asked for asked in running.asked if asked.path == DOWNLOAD]

    return fetch


@pytest.fixture
def first(harvest):
    """A first run that read every sheet."""
    listed, asked = harvest([indicator(name) for name in NAMES], habits_of())
    assert len(asked) == 3
    return listed


def habits_of(rows=ROWS, **more):
    return Habits(sheets={f"jeu.{name}": rows for name in NAMES}, **more)


def sheets(listed):
    return {item.remote_id: json.loads(item.content).get("sheet", {}).get("rows") for item in listed.items}


def test_a_sheet_is_read_from_the_smallest_download(harvest):
    listed, (asked,) = harvest([indicator("a")], habits_of())
    assert asked.query == {
        "type": "stat", "dataset": "jeu", "indic": "a", "nivgeo": "reg", "lang": "fr", "filter": "last",
    }  # fmt: skip
    assert sheets(listed) == {"jeu.a": ROWS}


def test_without_the_option_nothing_is_downloaded(harvest):
    listed, asked = harvest([indicator("a")], habits_of(), sheet=False)
    assert (asked, sheets(listed)) == ([], {"jeu.a": None})


def test_what_is_known_under_the_same_words_is_not_downloaded_again(harvest, first):
    listed, asked = harvest([indicator(name) for name in NAMES], habits_of(NEW_ROWS), kept=first)
    assert asked == []
    assert {item.content for item in listed.items} != set()
    assert sheets(listed) == sheets(first)


def test_only_the_indicator_that_changed_is_downloaded_again(harvest, first):
    indics = [indicator("a"), indicator("b", mods=["2023"]), indicator("c")]
    listed, asked = harvest(indics, habits_of(NEW_ROWS), kept=first)
    assert [one.query["indic"] for one in asked] == ["b"]
    assert sheets(listed) == {"jeu.a": ROWS, "jeu.b": NEW_ROWS, "jeu.c": ROWS}


def test_a_download_that_fails_leaves_the_last_sheet(harvest, first):
    indics = [indicator(name, mods=["2023"]) for name in NAMES]
    listed, _ = harvest(indics, habits_of(NEW_ROWS, broken=("jeu.b",)), kept=first)
    assert sheets(listed) == {"jeu.a": NEW_ROWS, "jeu.b": ROWS, "jeu.c": NEW_ROWS}
    assert listed.error is None


def test_a_sheet_that_was_kept_too_long_is_tried_again(harvest, first):
    indics = [indicator(name, mods=["2023"]) for name in NAMES]
    second, _ = harvest(indics, habits_of(NEW_ROWS, broken=("jeu.b",)), kept=first)
    third, asked = harvest(indics, habits_of(NEW_ROWS), kept=second)
    assert [one.query["indic"] for one in asked] == ["b"]
    assert sheets(third)["jeu.b"] == NEW_ROWS


def test_downloads_are_capped_and_go_on_in_the_next_run(harvest):
    indics = [indicator(name) for name in NAMES]
    listed, asked = harvest(indics, habits_of(), sheet_limit=2)
    assert (len(asked), sheets(listed)) == (2, {"jeu.a": ROWS, "jeu.b": ROWS, "jeu.c": None})
    again, asked = harvest(indics, habits_of(), kept=listed, sheet_limit=2)
    assert [one.query["indic"] for one in asked] == ["c"]
    assert sheets(again) == dict.fromkeys(("jeu.a", "jeu.b", "jeu.c"), ROWS)


def test_a_portal_that_refuses_its_downloads_is_left_in_peace(harvest):
    indics = [indicator(str(number)) for number in range(10)]
    listed, asked = harvest(indics, Habits())
    assert (len(listed.items), len(asked), listed.error) == (10, 3, None)


def test_f05_a_download_that_asks_for_patience_ends_the_downloads_not_the_listing(harvest, listing):
    portal = observatory([indicator(name) for name in NAMES], habits_of())
    later = replay.Answer(content=b"", status=429, headers={"Retry-After": "9999"})
    with replay.serve(lambda asked: later if asked.path == DOWNLOAD else portal(asked)) as running:
        listed = listing("geoclip", url=running.url, options={"strategy": "list", "sheet": True})
    assert (len(listed.items), listed.error) == (3, None)
    assert sum(asked.path == DOWNLOAD for asked in running.asked) == 1


def test_a_download_that_is_no_workbook_is_a_failure(harvest, listing):
    portal = observatory([indicator("a")])
    page = replay.Answer(content=replay.HTML, media_type="text/html")
    with replay.serve(lambda asked: page if asked.path == DOWNLOAD else portal(asked)) as running:
        listed = listing("geoclip", url=running.url, options={"strategy": "list", "sheet": True})
    assert (sheets(listed), listed.error) == ({"jeu.a": None}, None)


def test_what_was_kept_by_another_way_has_no_sheet(harvest):
    wanted_nothing = type("Kept", (), {"items": []})()
    xml = type("Item", (), {"remote_id": "jeu.a", "content": b"<gmd:MD_Metadata/>"})()
    wanted_nothing.items = [xml]
    listed, asked = harvest([indicator("a")], habits_of(), kept=wanted_nothing)
    assert (len(asked), sheets(listed)) == (1, {"jeu.a": ROWS})
