import struct

from hypothesis import given
from hypothesis import strategies as st

from catalogue.record import Record
from catalogue.record_parts import Quality
from search.document import TEXT_FIELDS, from_record
from search.ordering import EXACT, STEPS, TITLE_PHRASE, exact_score, order_field, order_keys, prior, weight
from search.tantivy_engine.schema import weighting
from search.text_query import MAX_STEMS, parse_text
from tests.search.fakes import FewZones


def document_of(title="Air", score=None, **fields):
    quality = None if score is None else Quality(score=score)
    return from_record(Record(**{"id": "r1", "title": title, "quality": quality, **fields}), zones=FewZones())


def as_32_bits(number):
    return struct.unpack("f", struct.pack("f", number))[0]


@given(st.integers(0, 255), st.integers(0, MAX_STEMS * max(TEXT_FIELDS.values()) + TITLE_PHRASE + EXACT))
def test_every_score_fits_into_32_bits(rank, worth):
    assert worth < 256
    score = worth * (1 + rank / STEPS)
    assert as_32_bits(score) == score == exact_score(as_32_bits(score * 1.0000004))


@given(st.integers(0, 255))
def test_the_embedded_engine_multiplies_by_the_weight(rank):
    factor = 1 + rank / STEPS
    assert abs(struct.unpack("f", struct.pack("f", weighting(factor)))[0] + 2 - 2**factor) < 1e-6


def test_better_shorter_and_fresher_comes_first():
    plain = document_of(score=50, modified="2010-01-01", title="Un titre de six mots ici")
    assert prior(document_of(score=90, modified="2010-01-01", title=plain.title)) > prior(plain)
    assert prior(document_of(score=50, modified="2020-01-01", title=plain.title)) > prior(plain)
    assert prior(document_of(score=50, modified="2010-01-01", title="Titre")) > prior(plain)


@given(st.integers(0, 100), st.text(max_size=200), st.text("0123456789-T:", max_size=20))
def test_the_weight_is_never_worth_a_better_field(score, title, modified):
    made = document_of(score=score, title=title, modified=modified)
    assert 0 <= prior(made) <= 255
    assert 1 <= weight(made) < TEXT_FIELDS["title"] / TEXT_FIELDS["keywords"]


def test_newest_first_the_undated_last_and_ids_within_a_day():
    dated = ["2024-05-31T10:00:00Z", "2024-05-31", "2024-05", "2024", "2023-12-31", None]
    keys = [order_keys(document_of(modified=date))["by_modified"] for date in dated]
    assert keys == sorted(keys)
    assert order_keys(document_of(id="a"))["by_modified"] < order_keys(document_of(id="b"))["by_modified"]
    assert order_keys(document_of(modified="hier")) == order_keys(document_of(modified=None))


def test_titles_sort_without_accents_and_case():
    titles = ["« Âge »", "Eau", "L'air", "Œuvres", "Zone"]
    keys = [order_keys(document_of(title=title))["by_title"] for title in titles]
    assert keys == sorted(keys)


def test_a_shorter_title_comes_before_its_continuation():
    assert (
        order_keys(document_of(id="z", title="Eau"))["by_title"]
        < order_keys(document_of(id="a", title="Eau !x"))["by_title"]
    )


def test_relevance_without_words_is_the_rank():
    assert order_field("relevance", parse_text("")) == "by_rank"
    assert order_field("relevance", parse_text("air")) is None
    assert order_field("title", parse_text("air")) == "by_title"
