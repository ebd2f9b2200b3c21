"""Foreign RDF as N-Triples: what is read without an object per term is what is read term by term."""

import codecs

import pytest

from harvester.gateway.limits import LITERAL_MAX_CHARACTERS
from harvester.gateway.rdf import parse_rdf
from harvester.gateway.terms import LITERAL_CUT


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"@prefix : <urn:> . :g { :a :b :c . }", "<urn:a> <urn:b> <urn:c> .\n"),
        (b"@prefix : <urn:> . GRAPH :g { _:x :b '{' . }", '_:b0 <urn:b> "{" .\n'),
        (b"@prefix : <urn:> . :a :b '{' .", '<urn:a> <urn:b> "{" .\n'),
        (
            b'<urn:a> <urn:b> "x"@fr <urn:g> .\n<urn:a> <urn:b> <urn:c> .\n',
            '<urn:a> <urn:b> "x"@fr .\n<urn:a> <urn:b> <urn:c> .\n',
        ),
    ],
)
def test_named_graphs_are_read_and_their_names_left_out(document, expected):
    parsed = parse_rdf(document)
    assert (parsed.ntriples, parsed.kind, parsed.flags) == (expected, "turtle", ())


@pytest.mark.parametrize(
    "document",
    [
        b"@prefix : <urn:> . :a :b :c {| :d :e |} .",
        b"@prefix : <urn:> . :a :b :c ~ _:r . _:r :d :e .",
        b"@prefix : <urn:> . :a :b :c . _:r :d :e ; :f <<( :a :b :c )>> .",
    ],
)
def test_triples_about_triples_are_dropped_however_they_are_written(document):
    parsed = parse_rdf(document)
    assert parsed.ntriples == "<urn:a> <urn:b> <urn:c> .\n_:b0 <urn:d> <urn:e> .\n"
    assert parsed.flags == ("triple-term-dropped",)


def test_blank_nodes_are_numbered_unless_the_caller_can_do_without():
    document = b"_:zz <urn:p> _:yy ."
    assert parse_rdf(document).ntriples == "_:b1 <urn:p> _:b0 .\n"
    assert parse_rdf(document, numbered=False).ntriples == "_:zz <urn:p> _:yy .\n"


def test_lines_that_are_no_quads_are_skipped_and_counted():
    parsed = parse_rdf(
        b"<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b> <urn:c\n<urn:a> <urn:b> 1 <urn:h> .\n"
    )
    assert parsed.ntriples == "<urn:a> <urn:b> <urn:c> .\n"
    assert parsed.flags == ("lines-skipped:2",)


@pytest.mark.parametrize("text", ["a << b", "a <<( b )>> c", "{| a |}"])
def test_what_looks_like_a_triple_about_triples_in_a_text_stays(text):
    parsed = parse_rdf(f'<urn:a> <urn:b> "{text}" .'.encode())
    assert (parsed.ntriples, parsed.flags) == (f'<urn:a> <urn:b> "{text}" .\n', ())


def test_bytes_that_are_not_the_text_are_read_as_the_text():
    written = '<urn:a> <urn:b> "é" .'
    for content in (codecs.BOM_UTF8 + written.encode(), written.encode("utf-16"), written.encode("cp1252")):
        assert parse_rdf(content, media_type="text/turtle").ntriples == f"{written}\n"


def test_of_long_documents_only_a_long_literal_is_cut():
    many = "".join(f'<urn:a> <urn:b> "{number:0999}" .\n' for number in range(1_000))
    assert len(many) > LITERAL_MAX_CHARACTERS
    assert (parse_rdf(many.encode()).ntriples, parse_rdf(many.encode()).flags) == (many, ())
    long = f'<urn:a> <urn:b> "{"é" * (LITERAL_MAX_CHARACTERS + 1)}" .\n'
    parsed = parse_rdf((many + long).encode())
    assert parsed.ntriples == many + long.replace("éé", "é", 1)
    assert parsed.flags == (LITERAL_CUT,)
