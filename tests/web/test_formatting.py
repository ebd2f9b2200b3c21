import pytest

from catalogue.record_parts import Period
from web.formatting import shown_date, shown_language, shown_number, shown_period, shown_size


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-01", "1er février 2026"),
        ("2026-03-03", "3 mars 2026"),
        ("2026-03", "mars 2026"),
        ("2026", "2026"),
        ("2026-03-03T10:00:00Z", "3 mars 2026"),
        ("printemps", "printemps"),
        (None, ""),
        ("2026-13-99", "2026-13-99"),
    ],
)
def test_dates(text, expected):
    assert shown_date(text) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(start="2016-01-01", end="2019-12-31"), "de 2016 à 2019"),
        (Period(start="2016-01-01", end="2016-12-31"), "2016"),
        (Period(start="2016-03-03", end="2016-04-04"), "du 3 mars 2016 au 4 avril 2016"),
        (Period(start="2004-01-01"), "depuis 2004"),
        (Period(end="2020-12-31"), "jusqu’à 2020"),
        (Period(), ""),
        (None, ""),
    ],
)
def test_periods(period, expected):
    assert shown_period(period) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("fr", "français"), ("nl", "néerlandais"), ("eng", "anglais"), ("zz!", "zz!"), ("", ""), (None, "")],
)
def test_languages(code, expected):
    assert shown_language(code) == expected


def test_sizes():
    assert [shown_size(size) for size in (0, 999, 1_200_000, None)] == [
        "0\u202fo",
        "999\u202fo",
        "1,2\u202fMo",
        "",
    ]


def test_numbers():
    assert shown_number(12345) == "12\u202f345"
