import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.formats.words import cut, digest, distinct, is_http, is_placeholder, paragraphs, squeeze


def test_squeeze_gives_one_clean_line():
    assert squeeze("  a\u200b \n b\u00a0c\x00 ") == "a b c"
    assert squeeze(None) == ""


@given(st.text(alphabet=st.sampled_from(" a\u00e9\u00a0\u2028\u3000\u200b\ufeff\x00\x1c\x85\n👩-")))
def test_a_squeezed_line_has_single_spaces_and_nothing_invisible(text):
    bare = "".join(char for char in text if char not in "\u200b\u2060\ufeff\x00")
    assert squeeze(text) == " ".join(bare.split())


def test_paragraphs_keep_their_breaks():
    assert paragraphs(" a  b \r\n\n\n\n c ") == "a b\n\nc"


@pytest.mark.parametrize("text", ["TODO", " non   renseigné ", "null", "A REMPLIR", "?", "None", "-"])
def test_f25_placeholders(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "Eau", "non", "0"])
def test_what_says_something_is_no_placeholder(text):
    assert not is_placeholder(text)


def test_distinct_keeps_the_order():
    assert distinct(["b", " a ", None, "", "b"]) == ("b", "a")


def test_digest_ignores_case_and_spaces_but_not_borders():
    assert digest("A  b", "c") == digest("a b", "C")
    assert digest("ab", "c") != digest("a", "bc")


def test_is_http():
    assert is_http("HTTPS://a.example/x")
    assert not is_http("https:// a")
    assert not is_http("voir https://a.example")
    assert not is_http(None)


def test_cut():
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
