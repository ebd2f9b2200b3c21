"""The fields of declarations: strict, and worded for people."""

import pytest
from marshmallow import ValidationError

from harvester.declared import (
    FAULTS,
    DeclaredSchema,
    choice,
    fault_text,
    flag,
    list_faults,
    nearest_text,
    share,
    text,
    text_map,
    texts,
    whole,
)


class Everything(DeclaredSchema):
    a_text = text()
    a_choice = choice(("red", "green"))
    some = texts()
    yes = flag()
    count = whole(1, 5)
    part = share()
    table = text_map()


def faults(values):
    try:
        Everything().load(values)
    except ValidationError as error:
        return list(list_faults(error, {"": Everything().fields}))
    return []


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"a_text": 3}, "not-text"),
        ({"a_text": None}, "required"),
        ({"some": "x"}, "not-list"),
        ({"yes": "true"}, "not-flag"),
        ({"yes": 1}, "not-flag"),
        ({"count": "3"}, "not-number"),
        ({"count": 2.5}, "not-number"),
        ({"part": float("nan")}, "not-number"),
        ({"table": []}, "not-table"),
    ],
)
def test_a_value_of_the_wrong_kind(values, fault):
    (name,) = values
    assert faults(values) == [f"{name} : {FAULTS[fault]}"]


@pytest.mark.parametrize(
    ("values", "bounds"),
    [({"count": 6}, "(de 1 à 5)"), ({"count": 0}, "(de 1 à 5)"), ({"part": 1.5}, "(de 0 à 1)")],
)
def test_a_number_beyond_its_bounds_is_told_them(values, bounds):
    (name,) = values
    assert faults(values) == [f"{name} : ce nombre est hors des bornes permises {bounds}"]


def test_values_that_fit():
    values = {
        "a_text": "x",
        "a_choice": "red",
        "some": ["a"],
        "yes": False,
        "count": 5,
        "part": 0.5,
        "table": {"a": "b"},
    }
    assert Everything().load(values) == values


def test_a_choice_names_what_is_allowed_and_what_is_near():
    assert faults({"a_choice": "gren"}) == [
        "a_choice : « gren » n'est pas permis (permis : red, green) (vouliez-vous dire « green » ?)"
    ]


def test_what_no_table_holds_is_no_table():
    assert faults([]) == [" : un sous-tableau de clés est attendu"]


def test_a_key_that_resembles_none_gets_no_advice():
    assert nearest_text("zzz", ["title", "url"]) == ""
    assert fault_text(("a", "zzz"), "unknown", {"a": ["title"]}) == "a.zzz : clé inconnue"
