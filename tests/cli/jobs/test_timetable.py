from datetime import UTC, datetime, timedelta

import pytest

from catalogue.store.jobs import JobState
from cli.jobs.schedule import Schedule
from cli.jobs.timetable import first_time

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
TONIGHT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def first(now=NOON, spread=timedelta(0), **fields):
    state = JobState(name="a/job", schedule="30 3 * * *", state="idle", **fields)
    return first_time(Schedule("30 3 * * *", spread), state, now)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, TONIGHT),
        ({"next_at": TONIGHT}, TONIGHT),
        ({"next_at": NOON + HOUR}, NOON + HOUR),
        ({"next_at": NOON - 3 * DAY}, NOON - 3 * DAY),
        ({"next_at": NOON + 300 * DAY}, TONIGHT),
        ({"started_at": NOON - HOUR}, TONIGHT),
        ({"started_at": NOON - 3 * DAY}, TONIGHT - 3 * DAY),
        ({"started_at": NOON + 300 * DAY}, TONIGHT),
    ],
    ids=["new", "planned", "again", "missed", "wrong-clock", "ran", "missed-unplanned", "wrong-start"],
)
def test_f46_the_first_time_is_what_was_planned_or_missed(fields, expected):
    assert first(**fields) == expected


def test_a_planned_time_keeps_its_chance():
    planned = TONIGHT + timedelta(minutes=20)
    assert first(spread=timedelta(minutes=30), next_at=planned) == planned
