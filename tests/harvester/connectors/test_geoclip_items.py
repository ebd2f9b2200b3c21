import json

import pytest

from harvester.connectors.geoclip_items import Drafting, is_wanted
from harvester.formats.geoclip_init import Surroundings
from tests.harvester.replay_geoclip import indicator

ROOT = "https://obs.example.fr"


def drafted(entries, around=None, **options):
    return Drafting(root=ROOT, options=options, around=around).draft(entries)


def content_of(draft):
    return json.loads(draft.to_item().content)


def test_an_item_keeps_the_words_of_the_list():
    entry = indicator("a")
    (draft,), rejected = drafted([entry])
    item = draft.to_item()
    assert (item.remote_id, item.media_type, rejected) == ("jeu.a", "application/json", [])
    assert item.remote_url == f"{ROOT}/#c=indicator&i=jeu.a"
    assert json.loads(item.content) == {"portal": ROOT, "entry": entry}


def test_a_portal_that_moves_changes_its_items_and_a_port_does_not():
    roots = (
        "https://obs.example.fr",
        "https://obs.example.fr:8443",
        "https://obs.example.org",
        "http://obs.example.fr",
    )
    drafts = [Drafting(root=root, options={}).draft([indicator("a")])[0][0] for root in roots]
    first, other_port, other_host, other_scheme = (draft.to_item().content for draft in drafts)
    assert first == other_port
    assert len({first, other_host, other_scheme}) == 3


def test_what_surrounds_an_item_is_its_own():
    around = Surroundings(
        levels={"com2025": "Communes", "iris": "IRIS"},
        views={"reg": "map1", "iris": "map2"},
        datasets={"jeu": "Emploi", "other": "x"},
        paths={"jeu": ("Santé",)},
    )
    (draft,), _ = drafted([indicator("a")], around)
    assert content_of(draft)["around"] == {
        "levels": {"com2025": "Communes"},
        "views": {"reg": "map1"},
        "dataset": "Emploi",
        "theme_path": ["Santé"],
    }


def test_what_a_list_says_twice_is_one_item():
    drafts, _ = drafted([indicator("a"), dict(reversed(indicator("a").items())), indicator("b")])
    assert [draft.remote_id for draft in drafts] == ["jeu.a", "jeu.b"]


def test_f24_one_id_for_two_indicators_is_handed_on():
    drafts, _ = drafted([indicator("a"), indicator("a", c_lib_indicateur="Autre")])
    assert [draft.remote_id for draft in drafts] == ["jeu.a", "jeu.a"]


@pytest.mark.parametrize("entry", [None, "x", 3, ["a"]])
def test_what_is_no_entry_is_rejected_by_name(entry):
    drafts, (rejected,) = drafted([indicator("a"), entry])
    assert len(drafts) == 1
    assert rejected.kind == "unmappable"
    assert json.loads(rejected.content) == entry


def test_the_fingerprint_changes_with_the_words_alone():
    around = Surroundings(levels={"com2025": "Communes"})
    (first,), _ = drafted([indicator("a")])
    (second,), _ = drafted([indicator("a")], around)
    (third,), _ = drafted([indicator("a", mods=["2023"])])
    assert first.fingerprint == second.fingerprint != third.fingerprint


def test_indicators_are_gathered_by_their_dataset():
    entries = [indicator("a", "one"), indicator("b", "two"), indicator("c", "one")]
    drafts, _ = drafted(entries, group_by="dataset")
    assert [draft.remote_id for draft in drafts] == ["one", "two"]
    assert content_of(drafts[0])["entries"] == [entries[0], entries[2]]
    assert drafts[0].sheet_url is None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, True),
        ({"include": ["emploi"]}, True),
        ({"include": ["précaire"]}, True),
        ({"include": ["emploi.*"]}, True),
        ({"include": ["EMPLOI.TX"]}, True),
        ({"include": ["logement"]}, False),
        ({"include": []}, False),
        ({"exclude": ["precaire"]}, False),
        ({"exclude": ["*.tx"]}, False),
        ({"exclude": ["*.t?y"]}, True),
        ({"include": ["emploi"], "exclude": ["tx"]}, False),
        ({"exclude": ["(a+)+$"]}, True),
    ],
)
def test_indicators_are_chosen_by_code_or_label(options, expected):
    assert is_wanted(options, "emploi.tx", "Emplois précaires") is expected


def test_a_pattern_without_end_takes_no_time():
    assert not is_wanted({"include": ["*a" * 40 + "b"]}, "a" * 500, "")
