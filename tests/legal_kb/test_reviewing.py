from datetime import date

import pytest

from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import read_yaml_text
from legal_kb.reviewing import Review, read_review, review_json

TODAY = date(2026, 11, 24)


def read(text):
    fields, _faults = read_yaml_text(text, "x.yaml")
    reader = FieldReader(file="x.yaml")
    return read_review(reader, fields, TODAY), reader.faults


def test_a_review_is_read_and_written():
    review, faults = read("reviewed_on: 2026-11-01\nreview_by: 2027-11-01\nreviewed_by: Me Durand\n")
    assert faults == []
    assert review_json(review) == {
        "reviewed_on": "2026-11-01",
        "review_by": "2027-11-01",
        "reviewed_by": "Me Durand",
    }


def test_nobody_signs_until_somebody_does():
    review, _faults = read("reviewed_on: 2026-11-01\nreview_by: 2027-11-01\nreviewed_by:\n")
    assert review.reviewed_by is None


@pytest.mark.parametrize(
    ("text", "line", "level", "message"),
    [
        ("reviewed_on: 2026-11-01\n", 1, "erreur", "« review_by » manque"),
        ("review_by: 2027-11-01\n", 1, "erreur", "« reviewed_on » manque"),
        (
            "reviewed_on: 2026-11-01\nreview_by: 2026-11-01\n",
            2,
            "erreur",
            "« review_by » doit venir après « reviewed_on »",
        ),
        (
            "reviewed_on: 2025-11-01\nreview_by: 2026-11-23\n",
            2,
            "avertissement",
            "à relire depuis le 23/11/2026",
        ),
    ],
)
def test_what_is_wrong_is_told(text, line, level, message):
    _review, (fault,) = read(text)
    assert (fault.line, fault.level, fault.message) == (line, level, message)


def test_a_review_holds_on_its_last_day():
    review = Review(reviewed_on=date(2025, 11, 24), due=TODAY)
    assert not review.is_over(TODAY)
    assert review.is_over(date(2026, 11, 25))
