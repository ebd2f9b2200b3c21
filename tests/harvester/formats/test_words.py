import pytest

from harvester.formats.words import cut, digest, distinct, is_http, is_placeholder, paragraphs, squeeze


def test_squeeze_gives_one_clean_line():
    assert squeeze("  a\u200b \n b\u00a0c\x00 ") == "a b c"
    assert squeeze(None) == ""


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
