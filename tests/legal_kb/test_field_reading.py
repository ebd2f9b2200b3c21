from datetime import date

import pytest

from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import read_yaml_text

TEXT = """\
title: "  Deux   mots "
empty: ""
list: [a, " b  c "]
day: 2026-11-24
inner: {a: b}
slug: un-slug-2
"""


@pytest.fixture
def fields():
    content, faults = read_yaml_text(TEXT, "x.yaml")
    assert faults == []
    return content


@pytest.fixture
def reader():
    return FieldReader(file="x.yaml")


def told(reader):
    return [(one.line, one.message) for one in reader.faults]


def test_what_is_there_is_read(reader, fields):
    assert reader.text(fields, "title") == "Deux mots"
    assert reader.texts(fields, "list") == ("a", "b c")
    assert reader.located_texts(fields, "list") == [("a", 3), ("b c", 3)]
    assert reader.day(fields, "day") == date(2026, 11, 24)
    assert reader.mapping(fields["inner"], 5, "x") == {"a": "b"}
    assert reader.slug(fields) == "un-slug-2"
    assert reader.choice(fields, "slug", ["un-slug-2"]) == "un-slug-2"
    assert reader.choices(fields, "list", ["a", "b c"]) == ("a", "b c")
    assert told(reader) == []


def test_what_may_be_absent(reader, fields):
    assert reader.text(fields, "absent", required=False) == ""
    assert reader.texts(fields, "absent", required=False) == ()
    assert reader.day(fields, "absent", required=False) is None
    assert told(reader) == []


def test_what_is_missing_is_told(reader, fields):
    assert reader.text(fields, "empty") == ""
    assert reader.texts(fields, "absent") == ()
    assert reader.day(fields, "absent") is None
    assert told(reader) == [
        (2, "« empty » manque"),
        (1, "la liste « absent » manque"),
        (1, "« absent » manque"),
    ]


def test_what_has_another_form_is_told_with_its_line(reader, fields):
    assert reader.text(fields, "list") == ""
    assert reader.texts(fields, "title") == ()
    assert reader.texts(fields, "inner") == ()
    assert reader.day(fields, "slug") is None
    assert reader.slug(fields, "title") == "Deux mots"
    assert reader.choice(fields, "slug", ["a", "b"]) == ""
    assert reader.choices(fields, "list", ["a"]) == ("a",)
    empty = reader.mapping("texte", 9, "une chose")
    assert told(reader) == [
        (3, "« list » doit être un texte"),
        (1, "« title » doit être une liste de textes"),
        (5, "« inner » doit être une liste de textes"),
        (6, "« slug » : une date AAAA-MM-JJ est attendue, pas « un-slug-2 »"),
        (1, "« title » : lettres minuscules, chiffres et traits d'union seulement"),
        (6, "« slug » vaut « un-slug-2 » ; valeurs possibles : a, b"),
        (3, "« list » contient « b c » ; valeurs possibles : a"),
        (9, "une chose : des lignes « clé: valeur » sont attendues"),
    ]
    assert reader.text(empty, "any", required=False) == ""


def test_keys_that_mean_nothing_are_told_with_those_that_do(reader, fields):
    reader.known_keys(fields, ["title", "empty", "list", "day", "slug"])
    assert told(reader) == [
        (5, "la clé « inner » n'existe pas (clés possibles : title, empty, list, day, slug)")
    ]


def test_a_fault_is_written_as_editors_read_it(reader):
    reader.fault(4, "à revoir", "avertissement")
    assert str(reader.faults[0]) == "x.yaml:4: avertissement : à revoir"
