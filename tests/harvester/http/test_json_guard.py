import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.errors import SourceMisbehaved
from harvester.http.json_guard import MAX_DEPTH, depth_of, is_too_deep, looks_like_json, parse_json

URL = "https://exemple.org/api"
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("document", "value"),
    [
        (b"[NaN, Infinity, -Infinity, 1e999, -1e999, 1.5]", [None, None, None, None, None, 1.5]),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (rb'"a\ud800b\u0000c"', "a\ufffdb\ufffdc"),
        (rb'{"\udc00": "\ud83d\ude00"}', {"\ufffd": "\U0001f600"}),
        (b'"\xed\xa0\x80"', "\ufffd"),
        (b'"a\0b"', "a\ufffdb"),
        (b'"deux\nlignes\t"', "deux\nlignes\t"),
        (b'\xef\xbb\xbf"\xc3\xa9"', "é"),
        ('"é"'.encode("utf-16"), "é"),
        ('"é"'.encode("utf-32"), "é"),
        (b"[" + b"9" * 200_000 + b"]", [None]),
        (b"  null ", None),
    ],
)
def test_h30_strange_values_are_mended(document: bytes, value: object):
    assert parse_json(document, url=URL) == value


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"   ",
        b"<html>maintenance</html>",
        b'{"a": 1',
        b'"a',
        b'"\\',
        b"[1,]",
        b"{} {}",
        '"é"'.encode("latin-1"),
        b"\xff",
    ],
)
def test_what_is_no_json_says_so(document: bytes):
    with pytest.raises(SourceMisbehaved) as caught:
        parse_json(document, url=URL)

    assert caught.value.kind == "bad-json"
    assert URL in str(caught.value)


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_h12_depth_is_refused_before_parsing(opening: bytes, closing: bytes):
    deep = opening * MAX_DEPTH + b"1" + closing * MAX_DEPTH
    parse_json(deep, url=URL)

    for document in (opening + deep + closing, opening * 100_000):
        with pytest.raises(SourceMisbehaved, match="imbrication"):
            parse_json(document, url=URL)


def test_brackets_inside_strings_do_not_count():
    document = json.dumps({"a": "[" * 1_000 + '"\\' + "{" * 1_000}).encode()

    assert depth_of(document) == 1
    assert parse_json(document, url=URL)["a"].startswith("[[[")


@pytest.mark.parametrize("document", [b'"' + b'\\"' * 300_000, b'"\\' * 300_000, b'"' * 300_001])
def test_f62_strings_without_an_end_are_scanned_once(document: bytes):
    assert not is_too_deep(document)
    with pytest.raises(SourceMisbehaved):
        parse_json(document, url=URL)


@given(VALUES)
def test_ordinary_json_comes_through_as_it_is(value: object):
    text = json.dumps(value)
    expected = json.loads(text.replace(r"\u0000", r"\ufffd"))

    assert parse_json(text.encode(), url=URL) == expected


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_the_typed_error(document: bytes):
    with suppress(SourceMisbehaved):
        value = parse_json(document, url=URL)
        assert json.loads(json.dumps(value, allow_nan=False).encode()) == value


def test_json_is_told_by_its_first_character():
    assert looks_like_json(b' \n{"a": 1}')
    assert looks_like_json("[1]".encode("utf-16"))
    assert not looks_like_json(b"<html>")
    assert not looks_like_json(b"")
