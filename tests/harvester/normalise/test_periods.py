from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.record_parts import Period
from harvester.normalise.periods import parse_day, parse_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("['2003', '']", "2003-01-01", None),
        ("1961 – en cours", "1961-01-01", None),
        ("['mars 2012', 'en cours']", "2012-03-01", None),
        ("depuis 2006", "2006-01-01", None),
        ("jusqu'en 2010", None, "2010-12-31"),
        ("2018-2020", "2018-01-01", "2020-12-31"),
        ("2018/2019", "2018-01-01", "2019-12-31"),
        ("1806 - 1906", "1806-01-01", "1906-12-31"),
        ("mars 2019", "2019-03-01", "2019-03-31"),
        ("février 2020", "2020-02-01", "2020-02-29"),
        ("['03/01/2021', '16/02/2021']", "2021-01-03", "2021-02-16"),
        ("['09/2017', 'en cours']", "2017-09-01", None),
        ("['2007', '2012, 2017']", "2007-01-01", "2017-12-31"),
        ("['1990 – 2000', '2006', '2018']", "1990-01-01", "2018-12-31"),
        ("du 1er janvier 2019 au 31 mars 2019", "2019-01-01", "2019-03-31"),
        ("1er trimestre 2020", "2020-01-01", "2020-03-31"),
        ("2020T4", "2020-10-01", "2020-12-31"),
        ("2ème semestre 2019", "2019-07-01", "2019-12-31"),
        ("années 1990", "1990-01-01", "1999-12-31"),
        ("2020-W05", "2020-01-27", "2020-02-02"),
        ("20070716", "2007-07-16", "2007-07-16"),
        ("Recensement 2016", "2016-01-01", "2016-12-31"),
    ],
)
def test_periods_as_people_write_them(text, start, end):
    assert parse_period(text) == Period(start=start, end=end)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2020",
        "2023-13-45",
        "['en cours']",
        "1231",
        "3000-01-01",
        "0000",
        "null",
        "non renseigné",
        "",
        "12345",
        "2019-2",
        "2020-W54",
        "13/2020",
    ],
)
def test_what_is_no_date_of_the_calendar(text):
    assert parse_period(text) is None
    assert parse_day(text) is None


def test_the_last_day_of_a_month_or_year():
    assert parse_day("2020-02", last=True) == "2020-02-29"
    assert parse_day("2020", last=True) == "2020-12-31"
    assert parse_day("2018-2020") is None


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_in_each_of_its_forms(day):
    iso = day.isoformat()
    forms = (
        iso,
        f"{iso}T12:30:00Z",
        f"{iso} 12:30",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        iso.replace("-", "/"),
    )
    assert {parse_day(form) for form in forms} == {iso}


@given(st.text(max_size=500))
def test_any_text_gives_days_of_the_calendar_or_nothing(text):
    period = parse_period(text)
    for day in (period.start, period.end) if period else ():
        assert day is None or date.fromisoformat(day).isoformat() == day
