"""Foreign RDF as N-Triples: what is read without an object per term is what is read term by term."""

import pytest

from harvester.gateway.rdf import parse_rdf


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
