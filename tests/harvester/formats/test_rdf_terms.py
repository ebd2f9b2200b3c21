import pytest

from harvester.formats.rdf_terms import (
    iri,
    is_blank,
    is_iri,
    is_literal,
    line_of,
    list_statements,
    to_text,
    value_of,
)
from harvester.formats.words import squeeze


@pytest.mark.parametrize(
    ("term", "kind", "value"),
    [
        (iri("https://x.example/é"), is_iri, "https://x.example/é"),
        ("_:b0", is_blank, "b0"),
        ('"eau"', is_literal, "eau"),
        ('"eau"@fr-FR', is_literal, "eau"),
        ('"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>', is_literal, "2024"),
        (r'"dit \"eau\"\nbleue \\ \u00e9\U0001F4A7"@fr', is_literal, 'dit "eau"\nbleue \\ é💧'),
        ('"a@b"', is_literal, "a@b"),
    ],
)
def test_terms(term, kind, value):
    assert value_of(term) == value
    assert [test for test in (is_iri, is_blank, is_literal) if test(term)] == [kind]


@pytest.mark.parametrize(
    ("term", "line"),
    [
        ("<https://x.example/a>", "https://x.example/a"),
        ("<https://x.example/é\u00a0\u200b>", "https://x.example/é"),
        (r'" de  l\'eau\n\u200b"@fr', "de l'eau"),
        ('"\u2060"', ""),
    ],
)
def test_a_term_in_one_line(term, line):
    assert line_of(term) == squeeze(value_of(term)) == line


@pytest.mark.parametrize(
    ("literal", "language"),
    [('"eau"@fr-FR', "fr"), ('"eau"', ""), ('"eau"@tlh', ""), ('"1"^^<urn:type@fr>', ""), ('"a@fr"', "")],
)
def test_the_language_of_a_text_has_two_letters_or_none(literal, language):
    assert to_text(literal)[1] == language


def test_statements_in_their_order():
    text = '<urn:a> <urn:p> "un > deux ." .\n_:b <urn:q> <urn:a> .\n'
    assert list_statements(text) == [
        ("<urn:a>", "urn:p", '"un > deux ."'),
        ("_:b", "urn:q", "<urn:a>"),
    ]


@pytest.mark.parametrize("text", ["<urn:a> <urn:p>\n", '<urn:a> <urn:p> "b" .\nétrange\n'])
def test_what_is_no_statement_is_refused(text):
    with pytest.raises(ValueError, match="one statement a line"):
        list_statements(text)
