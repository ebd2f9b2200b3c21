from hypothesis import given
from hypothesis import strategies as st

from search.text_query import MAX_STEMS, parse_text


def test_words_count_once():
    assert parse_text("eau Eaux air").words == ("eau", "air")


def test_quotation_marks_of_three_kinds():
    for text in ('"eau potable" air', "« eau potable » air", "“eau potable” air"):
        assert parse_text(text).phrases == (("eau", "potabl"),)
        assert parse_text(text).words == ("air",)


def test_a_phrase_of_one_word_is_a_word():
    read = parse_text('"l\'eau"')
    assert read.words == ("eau",)
    assert read.phrases == ()


def test_a_lone_quotation_mark_is_a_blank():
    assert parse_text('12" eau').words == ("12", "eau")


def test_nothing_typed_and_nothing_searchable():
    assert parse_text("  ").is_empty
    assert not parse_text("  ").is_hopeless
    assert parse_text("de la ?").is_hopeless


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_searched(text):
    read = parse_text(text)
    assert len(read.words) + sum(map(len, read.phrases)) <= MAX_STEMS
    assert all(len(phrase) > 1 for phrase in read.phrases)
    assert bool(read.words or read.phrases) == bool(read.whole)


def test_a_long_text_is_read_up_to_a_point():
    read = parse_text(" ".join(f"mot{number}" for number in range(100)))
    assert len(read.words) == len(read.whole) == MAX_STEMS
