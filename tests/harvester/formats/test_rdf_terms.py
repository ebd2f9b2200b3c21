import pytest

from harvester.formats.rdf_terms import Blank, Iri, Literal, iri, iterate_statements, to_term


@pytest.mark.parametrize(
    ("text", "kind", "value", "language"),
    [
        ("<https://x.example/é>", Iri, "https://x.example/é", None),
        ("_:b0", Blank, "b0", None),
        ('"eau"', Literal, "eau", None),
        ('"eau"@fr-FR', Literal, "eau", "fr-FR"),
        ('"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>', Literal, "2024", None),
        (r'"dit \"eau\"\nbleue \\ \u00e9\U0001F4A7"@fr', Literal, 'dit "eau"\nbleue \\ é💧', "fr"),
        ('"a@b"', Literal, "a@b", None),
    ],
)
def test_terms(text, kind, value, language):
    term = to_term(text)
    assert (type(term), term, term.value) == (kind, text, value)
    assert getattr(term, "language", None) == language


def test_terms_of_different_kinds_are_never_equal():
    assert len({iri("b0"), to_term("_:b0"), to_term('"b0"'), to_term('"b0"@fr')}) == 4


def test_statements_in_their_order():
    text = '<urn:a> <urn:p> "un deux" .\n_:b <urn:q> <urn:a> .\n'
    assert list(iterate_statements(text)) == [
        ("<urn:a>", "urn:p", '"un deux"'),
        ("_:b", "urn:q", "<urn:a>"),
    ]


def test_what_is_no_statement_is_refused():
    with pytest.raises((ValueError, KeyError)):
        list(iterate_statements("<urn:a> <urn:p>"))
