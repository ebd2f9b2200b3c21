import pytest

from catalogue.differences import FIELDS
from catalogue.territories import load_gazetteer
from cli.field_words import LABELLED, LONGEST, FieldWords, field_label
from web.labels import VOCABULARIES, Labels

TECHNICAL = {"series_of", "aggregate_of", "validation"}
"""Fields that no source fills yet."""


@pytest.fixture
def words():
    return FieldWords(labels=Labels(gazetteer=load_gazetteer(), source_titles=None))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("licence", "lov2", "Licence Ouverte 2.0"),
        ("territories", ["fr:departement:69", "fr:region:53"], "Rhône · Bretagne"),
        ("publisher", {"name": "Atmo", "siren": "1"}, "Atmo"),
        ("distributions", [{"url": "https://example.org/a.csv"}], "https://example.org/a.csv"),
        ("temporal", {"start": "2019"}, '{"start": "2019"}'),
        ("bbox", [1.5, 2, 3, 4], "1.5 · 2 · 3 · 4"),
        ("title", "Un\ntitre", "Un titre"),
        ("title", None, "—"),
        ("keywords", [], "—"),
        ("extras", {"unmapped": [["licence", "x"]]}, '{"unmapped": [["licence", "x"]]}'),
    ],
)
def test_values_are_told_in_words(words, field, value, told):
    assert words.value(field, value) == told


def test_long_values_are_cut(words):
    told = words.value("description", "mot " * 100)
    assert len(told) == LONGEST
    assert told.endswith("…")


def test_a_change_is_one_line(words):
    assert words.change("licence", None, "lov2") == "Licence : — → Licence Ouverte 2.0"


def test_every_field_has_a_name_in_words():
    assert {name for name in FIELDS if field_label(name) == name} == TECHNICAL
    assert field_label("colour") == "colour"


def test_every_coded_field_is_named_by_something():
    assert set(LABELLED.values()) - {"territory"} <= set(VOCABULARIES)
    assert set(LABELLED) <= set(FIELDS)
