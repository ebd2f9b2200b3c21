from datetime import UTC, datetime

import pytest

from harvester.connectors.udata_listing import Cursor, is_since, parse_cursor, to_moment


def test_a_cursor_reads_back_what_it_wrote():
    cursor = Cursor(phase="sweep", page=3, named=120)
    assert parse_cursor(cursor.to_text(), "sweep") == cursor


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "3",
        '{"phase": "everything", "page": 2, "named": 1}',
        '{"phase": "sweep", "page": 0, "named": 0}',
    ],
)
def test_another_cursor_is_the_beginning(text):
    assert parse_cursor(text, "sweep") == Cursor(phase="sweep", page=1, named=0)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-31T10:00:00.120000", datetime(2024, 5, 31, 10, 0, 0, 120_000, tzinfo=UTC)),
        ("2024-05-31T10:00:00+02:00", datetime(2024, 5, 31, 8, tzinfo=UTC)),
        ("2024-05-31", datetime(2024, 5, 31, tzinfo=UTC)),
        ("31/05/2024", None),
        (None, None),
        (20240531, None),
    ],
)
def test_dates_of_the_platform_are_utc_where_they_name_no_zone(text, moment):
    assert to_moment(text) == moment


def test_a_date_that_is_none_is_not_since():
    floor = datetime(2024, 1, 1, tzinfo=UTC)
    assert is_since("2024-01-01", floor)
    assert not is_since("2023-12-31", floor)
    assert not is_since(None, floor)
