# ruff: noqa: E501 -- a statement of Turtle reads best on one line
"""What a page says of its listing: members, the next page, what is described elsewhere."""

import pytest

from tests.harvester.formats.turtle import split


def head(turtle):
    return split(turtle)[0]


def subjects(turtle):
    return [item["subject"] for item in split(turtle)[1]]


def test_hydra_of_the_page_itself_wins():
    said = head(
        """<https://p.example/0.ttl> hydra:next <https://p.example/1.ttl> . :other hydra:next :elsewhere .
        :c a hydra:Collection ; hydra:totalItems "12"^^xsd:integer, "nonsense" ."""
    )
    assert (said["next"], said["total"], said["catalogue"]) == ("https://p.example/1.ttl", 12, True)


@pytest.mark.parametrize("hydra", ["http://www.w3.org/ns/hydra/core#", "https://www.w3.org/ns/hydra/core#"])
@pytest.mark.parametrize(
    ("kind", "following"), [("PartialCollectionView", "next"), ("PagedCollection", "nextPage")]
)
def test_both_vocabularies_under_both_addresses(hydra, kind, following):
    said = head(f"""@prefix h: <{hydra}> .
        :v a h:{kind} ; h:{following} <https://p.example/1.ttl> ; h:totalItems 7 .""")
    assert (said["next"], said["total"], said["catalogue"]) == ("https://p.example/1.ttl", 7, True)


def test_members_that_are_not_described_are_links():
    said = head(
        """:c a dcat:Catalog ; dcat:dataset :a, :b, <urn:x> ; dcat:service :s .
        :a a dcat:Dataset ; dct:title "A" . :b a dcat:Dataset ."""
    )
    assert said["links"] == ["https://p.example/b", "https://p.example/s"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["https://p.example/in"]),
        (':in a dcat:Catalog ; dct:title "Dedans" .', ["https://p.example/in"]),
        (":in dcat:dataset :a .", []),
    ],
)
def test_catalogues_within_are_links_until_they_say_what_they_hold(more, expected):
    assert head(f":c a dcat:Catalog ; dcat:catalog :in . {more}")["catalogues"] == expected


def test_a_page_is_no_catalogue_within_itself():
    assert head(":c a dcat:Catalog ; dcat:catalog <https://p.example/0.ttl#catalogue> .")["catalogues"] == []


def test_the_topic_of_a_catalogue_record_is_listed_where_it_is_described():
    record = ':c a dcat:Catalog ; dcat:record :r . :r a dcat:CatalogRecord ; foaf:primaryTopic :a ; dct:title "Fiche" . '
    assert subjects(record + ':a dct:title "A" ; dct:description "x" .') == ["https://p.example/a"]
    assert subjects(record + ":a dct:modified 2024 .") == []
    assert head(record)["links"] == []


def test_the_syntax_is_said():
    assert head(":c a dcat:Catalog .")["kind"] == "turtle"
