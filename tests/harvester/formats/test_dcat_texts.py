# ruff: noqa: E501 -- a statement of Turtle reads best on one line
import pytest

from harvester.formats.dcat_record import to_record
from tests.harvester.formats.turtle import split


def record(properties):
    _, (item,) = split(f":a a dcat:Dataset ; {properties} .")
    return to_record(item["content"].encode(), "a")


def test_french_comes_first_and_the_others_are_translations():
    made = record(
        'dct:title "Water"@en, "Eau"@fr, "Wasser"@de ; dct:description "D"@en ; dcat:keyword "w"@en, "e"@fr, "x"'
    )
    assert (made.title, made.language, made.description) == ("Eau", "fr", "D")
    assert made.translations == {"de": {"title": "Wasser"}, "en": {"title": "Water", "description": "D"}}
    assert made.keywords == ("e", "x")
    assert made.extras["keywords_by_language"] == {"en": ["w"]}


@pytest.mark.parametrize(
    ("properties", "title", "language"),
    [
        ('dct:title "Eau"', "Eau", None),
        ('dct:title "Eau" ; dct:language "fre"', "Eau", "fr"),
        (
            'dct:title "Agua" ; dct:language <http://publications.europa.eu/resource/authority/language/SPA>',
            "Agua",
            "es",
        ),
        ('dct:title "Wasser"@de, "Water"@en', "Water", "en"),
        ('dct:title "Wasser"@de, "Water"@en ; dct:language "de"', "Wasser", "de"),
        ('<http://purl.org/dc/elements/1.1/title> "Vieux"@fr', "Vieux", "fr"),
    ],
)
def test_languages(properties, title, language):
    made = record(properties)
    assert (made.title, made.language) == (title, language)


def test_keywords_of_one_language_alone_are_better_than_none():
    assert record('dct:title "Eau"@fr ; dcat:keyword "water"@en').keywords == ("water",)
