"""The configuration is read by what it holds: its shape is not documented."""

import json

import pytest

from harvester.formats.geoclip_init import Surroundings, read_init
from tests.harvester.samples import recording


@pytest.fixture
def content():
    return json.loads(recording("geoclip/init.json"))["content"]


def test_labels_maps_and_version(content):
    around = read_init(content)
    assert around.levels == {"com2025": "Communes 2025", "dep": "Départements"}
    assert around.datasets == {"pop_active_sal": "Salariés"}
    assert around.views == {"com2025": "map3", "dep": "map1"}
    assert around.version == "5.2"


def test_an_indicator_has_the_themes_of_its_dataset(content):
    around = read_init(content)
    assert around.path_of("pop_active_sal", "tx") == ("Emploi", "Salariés")
    assert around.path_of("other", "tx") == ()
    assert around.path_of(None, "tx") == ()


def test_only_the_trees_that_are_named(content):
    assert read_init(content, ("A01",)).paths == read_init(content).paths != {}
    assert read_init(content, ("A02",)).paths == {}


LEAF = {"title": "T", "children": [{"c_id_dataset": "d", "c_id_indicateur": "i"}]}
THEME = {"label": "T", "dataset": "d"}
TREES = {
    "objects of objects": {"trees": {"A1": {"id": "A1", "label": "Arbre", "nodes": {"1": THEME}}}},
    "indicators in leaves": {"arbre": [{"label": "A", "items": [LEAF]}]},
    "lists of codes": {"tree": [{"lib": "A", "sub": [{"lib": "T", "dataset": "d", "indics": ["i", "j"]}]}]},
}


@pytest.mark.parametrize("name", TREES)
def test_trees_of_several_shapes(name):
    assert read_init({"config": TREES[name]}).path_of("d", "i") == ("T",)


@pytest.mark.parametrize("content", [None, [], "x", {}, {"trees": None}, {"nivgeos": [1, None, {"a": []}]}])
def test_what_says_nothing_is_empty(content):
    assert read_init(content) == Surroundings()


def test_f34_a_deep_answer_is_cut():
    deep: dict = {"c_id_dataset": "d"}
    for _ in range(90):
        deep = {"children": [deep], "label": "x"}
    assert read_init({"trees": [deep]}).paths == {}


@pytest.mark.parametrize(
    ("listed", "known"),
    [(["a"], ["d", "d.a"]), ({"1": "a"}, ["d", "d.a"]), (3, ["d"]), (True, ["d"]), ("abc", ["d"])],
)
def test_the_indicators_of_a_theme_may_be_written_in_any_way(listed, known):
    tree = {"nodes": [{"c_lib_theme": "Eau", "c_id_dataset": "d", "indics": listed}]}
    assert list(read_init({"trees": [tree]}).paths) == known
