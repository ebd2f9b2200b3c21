import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.record import Record
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext, clean_title
from harvester.normalise.titles import normalise_titles


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("  Qualité\u00a0de\tl’air\n ", "Qualité de l’air"),
        ("Qualite\u0301", "Qualité"),
        ("rapport\u202egpj.exe", "rapportgpj.exe"),
        ("\ufeffEau\u200b potable", "Eau potable"),
        ("Santé 👩\u200d⚕️", "Santé 👩\u200d⚕️"),
        ("bad\ud800", "bad\ufffd"),
        ("\u200f\u2067\u00ad", ""),
    ],
)
def test_a_title_is_one_visible_line(title, clean):
    assert clean_title(title) == clean


@given(st.text())
def test_a_clean_title_is_clean(text):
    title = clean_title(text)
    assert clean_title(title) == title
    assert unicodedata.is_normalized("NFC", title)
    assert not any(
        unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        for char in title
    )


def test_keywords_that_become_equal_are_one():
    record = Record(title="x", acronym=" ", keywords=("Santé", "Sante\u0301 ", " "))
    result = normalise_titles(record, NormaliseContext(gazetteer=load_gazetteer()))
    assert (result.record.keywords, result.record.acronym) == (("Santé",), None)


def test_an_acronym_that_repeats_the_title_is_none():
    record = Record(title="Plan local", acronym="Plan  local")
    assert normalise_titles(record, NormaliseContext(gazetteer=load_gazetteer())).record.acronym is None


@pytest.mark.parametrize(
    ("keywords", "parted"),
    [
        (("collecte, déchets, tri du verre",), ("collecte", "déchets", "tri du verre")),
        (("PLU ; urbanisme", "eau"), ("PLU", "urbanisme", "eau")),
        (("air, bruit", "eau"), ("air, bruit", "eau")),
        (
            ("Zones de gestion, de restriction ou de réglementation et unités de déclaration",),
            ("Zones de gestion, de restriction ou de réglementation et unités de déclaration",),
        ),
    ],
)
def test_lists_in_one_keyword_are_parted(keywords, parted):
    record = Record(title="x", keywords=keywords)
    assert normalise_titles(record, NormaliseContext(gazetteer=load_gazetteer())).record.keywords == parted
