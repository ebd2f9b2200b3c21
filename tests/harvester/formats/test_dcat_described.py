# ruff: noqa: E501 -- a statement of Turtle reads best on one line
"""Descriptions remembered as they will be read: exactly what their lines say, and never another's."""

import pytest

from harvester.formats import dcat_described
from harvester.formats.dcat_described import (
    forget_descriptions,
    read_description,
    remember_description,
)
from harvester.formats.dcat_record import to_record
from harvester.formats.rdf_graph import Graph
from tests.harvester.formats.turtle import split

PAGES = [
    ':a a dcat:Dataset ; dct:title "B", "A"@fr, "A" ; dcat:keyword "z", "é", "a"@fr .',
    ':a a dcat:Dataset ; dct:title "A" ; dcat:contactPoint [ vcard:fn "S" ; vcard:hasAddress [ vcard:street "1" ] ], _:x . _:x vcard:fn "R" .',
    ':a a dcat:Dataset ; dct:title "A" ; dct:creator [ foaf:name "P" ], [ foaf:name "P" ] .',
    ':a a dcat:Dataset ; dct:title "A" ; dct:license <https://p.example/0.ttl> ; dct:publisher :o . :o dct:rights <https://p.example/0.ttl> .',
    ':a a dcat:Dataset ; dct:title "A" ; dcat:distribution :d, :e . :e dcat:accessURL <https://x.example/e> . :d dct:title "dit \\"D\\"\\nici" .',
    ':a a dcat:Dataset ; dct:title "A" ; dct:relation _:x . _:x dct:relation _:y . _:y dct:relation _:x .',
    ':a a dcat:Dataset ; dct:title "A" . :r a dcat:CatalogRecord ; foaf:primaryTopic :a ; dct:identifier "uuid-1" .',
    '[] a dcat:Dataset ; dct:title "A" ; dct:publisher [ foaf:name "P" ] .',
]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_remembered_is_what_the_lines_say(page):
    (item,) = split(page)[1]
    remembered = read_description(item["content"]).by_subject
    read = Graph(item["content"]).by_subject
    assert remembered == read
    assert list(remembered) == list(read)
    assert [list(said) for said in remembered.values()] == [list(said) for said in read.values()]


@pytest.mark.parametrize("page", PAGES)
def test_a_record_is_the_same_once_its_description_is_forgotten(page):
    (item,) = split(page)[1]
    at_once = to_record(item["content"].encode(), item["remote_id"])
    assert to_record(item["content"].encode(), item["remote_id"]) == at_once


def test_a_description_is_remembered_once_and_until_the_next_page():
    text = '<urn:a> <urn:p> "1" .\n'
    forget_descriptions()
    remember_description(text, {"<urn:a>": {"urn:p": ('"remembered"',)}})
    assert read_description(text).by_subject == {"<urn:a>": {"urn:p": ('"remembered"',)}}
    assert read_description(text).by_subject == {"<urn:a>": {"urn:p": ('"1"',)}}
    remember_description(text, {"<urn:a>": {"urn:p": ('"remembered"',)}})
    split(':b a dcat:Dataset ; dct:title "B" .')
    assert read_description(text).by_subject == {"<urn:a>": {"urn:p": ('"1"',)}}


def test_what_differs_by_one_character_is_read():
    forget_descriptions()
    remember_description('<urn:a> <urn:p> "1" .\n', {"<urn:a>": {"urn:p": ('"remembered"',)}})
    assert read_description('<urn:a> <urn:p> "2" .\n').by_subject == {"<urn:a>": {"urn:p": ('"2"',)}}


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(dcat_described, "MAX_CHARACTERS", 30)
    forget_descriptions()
    for number in (1, 2):
        remember_description(f'<urn:a> <urn:p> "{number}" .\n', {"<urn:a>": {"urn:p": ('"remembered"',)}})
    assert read_description('<urn:a> <urn:p> "2" .\n').by_subject == {"<urn:a>": {"urn:p": ('"2"',)}}
    assert read_description('<urn:a> <urn:p> "1" .\n').by_subject == {"<urn:a>": {"urn:p": ('"remembered"',)}}


def test_what_is_no_description_is_refused():
    with pytest.raises(ValueError, match="one statement a line"):
        read_description("étrange\n")
