import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.rdf.terms import clean_text, link_iri


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.fr/", "https://example.fr/"),
        ("https://example.fr/a b", "https://example.fr/a%20b"),
        ("https://example.fr/a%20b", "https://example.fr/a%20b"),
        ("https://example.fr/100%", "https://example.fr/100%25"),
        ("https://example.fr/#a#b", "https://example.fr/#a%23b"),
        ("https://[2001:db8::1]/[x]", "https://[2001:db8::1]/%5Bx%5D"),
        ("mailto:guichet@example.fr", "mailto:guichet@example.fr"),
        (" ftp://example.fr/x ", "ftp://example.fr/x"),
    ],
)
def test_addresses_are_encoded_where_they_must(address, expected):
    iri = link_iri(address)
    assert iri is not None
    assert iri.value == expected


@pytest.mark.parametrize(
    "address",
    [None, "", "x", "/relatif", "//hote/x", "javascript:alert(1)", "java\tscript:alert(1)",
     "data:text/html,x", "http://", "http://[::1", "http://hote:port/",
     "urn:uuid:1", "mailto:", "vbscript:x", "file:///etc/passwd"],
)  # fmt: skip
def test_what_is_no_link_is_none(address):
    assert link_iri(address) is None


@given(st.text(max_size=40))
def test_every_iri_is_one_for_a_strict_library(tail):
    for address in (f"https://example.fr/{tail}", f"https://{tail}", f"mailto:{tail}", tail):
        iri = link_iri(address)
        assert iri is None or pyoxigraph.NamedNode(iri.value).value == iri.value


@given(st.text(st.characters(codec=None), max_size=20))
def test_cleaned_text_survives_every_format(text):
    cleaned = clean_text(text)
    assert cleaned.encode() is not None
    assert not {letter for letter in cleaned if ord(letter) < 32} - set("\t\n\r")
