# ruff: noqa: E501 -- a statement of Turtle reads best on one line
"""A page split into descriptions: equal content gives equal bytes, whatever the labels and the order."""

import pytest

from tests.harvester.formats.turtle import split


def contents(turtle):
    return [item["content"] for item in split(turtle)[1]]


def ids(turtle):
    return [item["remote_id"] for item in split(turtle)[1]]


def test_blank_nodes_are_named_after_what_they_say():
    one = ':a a dcat:Dataset ; dct:title "A" ; dcat:contactPoint _:x . _:x vcard:fn "S" ; vcard:hasAddress [ vcard:street "1" ] .'
    other = '_:z vcard:hasAddress _:y . _:y vcard:street "1" . :a dcat:contactPoint _:z ; dct:title "A" ; a dcat:Dataset . _:z vcard:fn "S" .'
    assert contents(one) == contents(other)
    assert contents(one) != contents(one.replace('"S"', '"T"'))


def test_the_lines_of_the_subject_come_first_and_are_sorted():
    (text,) = contents(':a a dcat:Dataset ; dct:title "A" ; dct:publisher :0 . :0 foaf:name "Zéro" .')
    lines = text.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["<https://p.example/a>"] * 3 + ["<https://p.example/0>"]
    assert lines[:3] == sorted(lines[:3])


def test_lines_are_sorted_as_they_are_written_not_by_their_bare_addresses():
    (text,) = contents(
        ':a a dcat:Dataset ; <urn:p> "1" ; <urn:p/q> "2" ; <urn:p-q> "3" ; dct:publisher :o, :o/p .\n'
        ':o foaf:name "O" . <https://p.example/o/p> foaf:name "P" .'.replace(
            ":o/p", "<https://p.example/o/p>"
        )
    )
    lines = text.splitlines()
    assert lines[:6] == sorted(lines[:6])
    assert lines[6:] == sorted(lines[6:])
    assert len(lines) == 8


def test_two_blank_nodes_that_say_the_same_are_one():
    (text,) = contents(
        ':a a dcat:Dataset ; dct:title "A" ; dct:creator [ foaf:name "P" ], [ foaf:name "P" ] .'
    )
    assert len(text.splitlines()) == 4


def test_a_right_that_is_only_the_page_is_left_out():
    (text,) = contents(':a a dcat:Dataset ; dct:title "A" ; dct:license <https://p.example/0.ttl> .')
    assert "license" not in text


def test_blank_nodes_in_a_ring_end():
    ring = (
        ':a a dcat:Dataset ; dct:title "A" ; dct:relation _:x . _:x dct:relation _:y . _:y dct:relation _:x .'
    )
    assert contents(ring) == contents(ring.replace("_:x", "_:u"))


def test_a_lattice_of_blank_nodes_is_named_in_time():
    layers = "".join(f"_:n{n} dct:relation _:n{n + 1} ; dct:source _:n{n + 1} . " for n in range(60))
    (text,) = contents(f':a a dcat:Dataset ; dct:title "A" ; dct:relation _:n0 . {layers}')
    assert len(text.splitlines()) == 3 + 120


def test_a_distribution_and_its_service_belong_to_the_dataset_and_another_dataset_does_not():
    items = split(
        """:a a dcat:Dataset ; dct:title "A" ; dcat:distribution :d ; dct:relation :b .
        :d a dcat:Distribution ; dcat:accessService :s ; dct:license :l . :l rdfs:label "Licence" .
        :s a dcat:DataService ; dcat:endpointURL <https://x.example/wfs> ; dcat:servesDataset :a .
        :b a dcat:Dataset ; dct:title "B" ; dct:publisher [ foaf:name "Autre" ] ."""
    )[1]
    assert [item["subject"] for item in items] == ["https://p.example/a", "https://p.example/b"]
    assert "https://x.example/wfs" in items[0]["content"]
    assert "Licence" in items[0]["content"]
    assert "Autre" not in items[0]["content"]


def test_a_service_that_the_catalogue_lists_is_an_item():
    items = split(
        """:c a dcat:Catalog ; dcat:service :s . :s a dcat:DataService ; dct:title "S" .
        :a a dcat:Dataset ; dct:title "A" ; dcat:distribution [ dcat:accessService :s ] ."""
    )[1]
    assert [(item["subject"], item["service"]) for item in items] == [
        ("https://p.example/s", True),
        ("https://p.example/a", False),
    ]


def test_a_mere_mention_is_no_item():
    assert ids(':s a dcat:DataService ; dct:title "S" ; dcat:servesDataset :a . :a a dcat:Dataset .') == [
        "https://p.example/s"
    ]


def test_what_a_catalogue_lists_needs_no_class():
    assert ids(':c a dcat:Catalog ; dcat:dataset [ dct:identifier "x" ; dct:title "X" ] .') == ["x"]


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (':a a dcat:Dataset ; dct:identifier "x-1" ; dct:title "A" .', ["x-1"]),
        (':a a dcat:Dataset ; dct:title "A" .', ["https://p.example/a"]),
        ('<http://p.example:8080/a> a dcat:Dataset ; dct:title "A" .', ["http://p.example/a"]),
        (':a a dcat:Dataset ; dct:identifier "", "TODO", "x-1" ; dct:title "A" .', ["x-1"]),
        (':a a dcat:Dataset ; dct:identifier "zz", "b", "a" ; dct:title "A" .', ["a"]),
        (':xyz a dcat:Dataset ; dct:identifier "b", "xyz" ; dct:title "A" .', ["xyz"]),
        (
            ':a a dcat:Dataset ; dct:identifier "x" ; dct:title "A" . :b a dcat:Dataset ; dct:identifier "x" ; dct:title "B" .',
            ["https://p.example/a", "https://p.example/b"],
        ),
    ],
)
def test_f25_ids(turtle, expected):
    assert ids(turtle) == expected


def test_f25_a_blank_dataset_gets_an_id_from_title_and_publisher():
    one = ids('[] a dcat:Dataset ; dct:title "A" ; dct:publisher [ foaf:name "P" ] ; dct:modified "2024" .')
    two = ids('[] a dcat:Dataset ; dct:title "A" ; dct:publisher [ foaf:name "P" ] ; dct:modified "2025" .')
    assert one == two != ids('[] a dcat:Dataset ; dct:title "A" ; dct:publisher [ foaf:name "Q" ] .')


def test_of_the_record_of_a_catalogue_only_the_identifier_is_kept():
    (text,) = contents(
        ':a a dcat:Dataset ; dct:title "A" . '
        ':r a dcat:CatalogRecord ; foaf:primaryTopic :a ; dct:identifier "uuid-1" ; dct:modified "2024-01-01" .'
    )
    assert "uuid-1" in text
    assert "2024-01-01" not in text
