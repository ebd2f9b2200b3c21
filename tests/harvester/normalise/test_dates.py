import pytest

from catalogue.record import Record
from catalogue.record_parts import Period
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.dates import normalise_dates

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


def made(**fields):
    return normalise_dates(Record(title="x", **fields), CONTEXT).record


def test_dates_become_days():
    record = made(issued="2017", modified="2021-01-21T00:04:00.000Z", next_update="mars 2025")
    assert (record.issued, record.modified, record.next_update) == ("2017-01-01", "2021-01-21", "2025-03-01")


def test_a_day_that_is_none_is_kept_not_guessed():
    result = normalise_dates(Record(title="x", modified="31/02/2020"), CONTEXT)
    assert result.record.modified is None
    assert result.record.extras == {"unmapped": [["modified", "31/02/2020"]]}
    assert [(item.seen, item.made) for item in result.evidence] == [("31/02/2020", None)]


@pytest.mark.parametrize(
    ("temporal", "period"),
    [
        (Period(start="['2006', 'en cours']"), Period(start="2006-01-01")),
        (Period(start="2018"), Period(start="2018-01-01", end="2018-12-31")),
        (Period(start="2018", end="2019-06"), Period(start="2018-01-01", end="2019-06-30")),
        (Period(start="2018-01-01"), Period(start="2018-01-01")),
        (Period(start="2018-01-01T00:00:00Z"), Period(start="2018-01-01")),
        (Period(start="2018-01-01", end="9999-12-31"), Period(start="2018-01-01")),
        (Period(start="2018-01-01", end="en cours"), Period(start="2018-01-01")),
        (Period(start="2020-01-01", end="2019-01-01"), Period(start="2019-01-01", end="2020-01-01")),
        (Period(end="2010"), Period(end="2010-12-31")),
        (Period(), None),
        (None, None),
    ],
)
def test_periods(temporal, period):
    record = made(temporal=temporal)
    assert record.temporal == period
    assert record.extras == {}


def test_a_period_that_names_no_date_is_kept():
    record = made(temporal=Period(start="['variable', 'en cours']"))
    assert record.temporal is None
    assert record.extras == {"unmapped": [["temporal", "['variable', 'en cours']"]]}
