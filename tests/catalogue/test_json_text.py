"""JSON texts: whoever writes or reads them, they say what `json` says, byte for byte."""

import json
import math
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import record_json
from catalogue.json_text import from_text, may_be_integers, to_bytes, to_text, to_text_and_sorted
from catalogue.record import Record
from catalogue.record_parts import Distribution

ODD_NUMBERS = (1e-4, 9.9e-5, 1e-5, 1.5e-7, 5e-324, 1e16, 9007199254740993.0, 1.5e300, -0.0, 100.0, math.inf)
BIG = (2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 10**30)
numbers = st.floats() | st.sampled_from(ODD_NUMBERS) | st.integers() | st.sampled_from(BIG)
texts = st.text(max_size=8) | st.text(st.characters(categories=["Cs", "Cc", "Lu", "So"]), max_size=3)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(texts, values, max_size=4)


def written(value, **options):
    """The text as `json` writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), **options)


@given(values)
def test_any_value_is_written_as_json_does(value):
    assert to_text(value) == written(value)


@given(objects)
def test_the_sorted_text_is_that_of_json(value):
    left_out = set(list(value)[:1])
    kept = {key: item for key, item in value.items() if key not in left_out}
    try:
        expected = written(value), written(kept, sort_keys=True).encode()
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            to_text_and_sorted(value, left_out)
    else:
        assert to_text_and_sorted(value, left_out) == expected


def test_every_character_is_written_as_json_does():
    text = "".join(chr(code) for code in range(0x3000))
    assert to_bytes({text: text}) == written({text: text}).encode()


def test_keys_are_sorted_by_their_characters():
    keys = ["z", "é", "\uffff", "𝄞", "Z", "aa", "a", ""]
    _, text = to_text_and_sorted(dict.fromkeys(keys, 1), ())
    assert all(left < right for left, right in pairwise(json.loads(text)))


@pytest.mark.parametrize("value", [date(2026, 1, 1), {1, 2}, {"a": b"x"}])
def test_what_json_cannot_write_stays_an_error(value):
    with pytest.raises(TypeError):
        to_text(value)


@pytest.mark.parametrize("text", ["1e400", "-0", "NaN", "[Infinity]", '"\\ud800"', '{"a":1,"a":2}', " [1]\n"])
def test_odd_texts_are_read_as_json_does(text):
    assert repr(from_text(text)) == repr(json.loads(text))


@pytest.mark.parametrize("text", ["", "{", "[1,]", "'a'"])
def test_what_is_no_json_is_an_error(text):
    with pytest.raises(json.JSONDecodeError):
        from_text(text)


@given(values)
def test_only_integers_beyond_64_bits_may_be_read_as_others(value):
    text = written(value)
    assert may_be_integers(from_text(text)) or repr(from_text(text)) == repr(json.loads(text))


@given(st.sampled_from(BIG) | st.sampled_from(ODD_NUMBERS))
def test_a_record_keeps_odd_numbers_as_they_are(number):
    record = Record(extras={"deep": [{"n": number}]}, bbox=(1e-05, 0.0, 1.5, 2.0))
    text = record_json.dumps(record)
    assert text == written(record_json.to_json(record))
    assert repr(record_json.loads(text)) == repr(record)


def test_a_size_beyond_64_bits_is_no_error():
    record = Record(distributions=(Distribution(byte_size=2**70),))
    assert record_json.loads(record_json.dumps(record)) == record
