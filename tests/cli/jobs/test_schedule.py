from datetime import UTC, datetime, timedelta

import pytest

from cli.jobs.schedule import PARIS, Schedule, ScheduleInvalid

SATURDAY = datetime(2026, 10, 24, 12, tzinfo=UTC)
"""The day before the hour from two to three comes twice in Paris."""
IN_MARCH = datetime(2027, 3, 26, 12, tzinfo=UTC)
"""Two days before that hour is left out."""


def times(text, start, count=3):
    """The next times of a schedule, as a clock in Paris shows them."""
    schedule, found = Schedule(text), []
    for _ in range(count):
        start = schedule.next_after(start)
        found.append(start.astimezone(PARIS).strftime("%a %d %H:%M %z"))
    return found


def test_times_are_those_of_paris():
    assert times("30 3 * * *", IN_MARCH) == ["Sat 27 03:30 +0100", "Sun 28 03:30 +0200", "Mon 29 03:30 +0200"]
    assert Schedule("0 12 * * *").next_after(SATURDAY) == datetime(2026, 10, 25, 11, tzinfo=UTC)


def test_f46_an_hour_that_comes_twice_counts_once():
    assert times("30 2 * * *", SATURDAY) == ["Sun 25 02:30 +0200", "Mon 26 02:30 +0100", "Tue 27 02:30 +0100"]


def test_f46_what_runs_every_hour_runs_in_both():
    assert times("30 * * * *", SATURDAY + timedelta(hours=11), 4) == [
        *("Sun 25 01:30 +0200", "Sun 25 02:30 +0200", "Sun 25 02:30 +0100", "Sun 25 03:30 +0100"),
    ]


def test_f46_an_hour_that_is_left_out_comes_all_the_same():
    assert times("30 2 * * *", IN_MARCH) == ["Sat 27 02:30 +0100", "Sun 28 03:30 +0200", "Mon 29 02:30 +0200"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0 3 * * 0", "Sun Sun Sun"),
        ("0 3 * * 7", "Sun Sun Sun"),
        ("0 3 * * 1", "Mon Mon Mon"),
        ("0 3 * * 1-5", "Mon Tue Wed"),
        ("0 3 * * 5-1", "Sun Mon Fri"),
        ("0 3 * * sat-mon", "Sun Mon Sat"),
        ("0 3 * * */3", "Sun Wed Sat"),
        ("0 3 * * 2,Fri", "Tue Fri Tue"),
        ("0 3 * * 6-7", "Sun Sat Sun"),
        ("0 3 * * 0-7", "Sun Mon Tue"),
    ],
)
def test_days_of_the_week_are_those_of_cron(text, days):
    assert " ".join(told.split()[0] for told in times(text, SATURDAY)) == days


def test_a_day_of_the_month_and_one_of_the_week_are_alternatives():
    assert times("0 3 1 * 1", SATURDAY) == ["Mon 26 03:00 +0100", "Sun 01 03:00 +0100", "Mon 02 03:00 +0100"]


@pytest.mark.parametrize(
    "text",
    ["", "30 3 * *", "30 3 * * * *", "99 3 * * *", "0 3 * * 8", "0 3 * * dim", "0 3 30 2 *", "0 3 * * 1/x"],
)
def test_what_is_no_schedule_is_refused(text):
    with pytest.raises(ScheduleInvalid):
        Schedule(text)


def test_times_are_spread_by_chance_and_never_early():
    schedule = Schedule("30 3 * * *", timedelta(minutes=30))
    usual = schedule.next_after(SATURDAY)
    found = [schedule.get_next_fire_time(None, SATURDAY) for _ in range(50)]
    assert all(usual <= at <= usual + timedelta(minutes=30) for at in found)
    assert len(set(found)) > 40


def test_what_runs_often_is_spread_by_half_its_interval():
    schedule = Schedule("*/10 * * * *", timedelta(minutes=30))
    found = [schedule.get_next_fire_time(None, SATURDAY) for _ in range(50)]
    first = schedule.next_after(SATURDAY)
    assert all(first <= at <= first + timedelta(minutes=5) for at in found)


def test_f46_what_was_missed_is_one_time():
    schedule = Schedule("* * * * *")
    assert schedule.get_next_fire_time(SATURDAY - timedelta(days=400), SATURDAY) == SATURDAY + timedelta(
        minutes=1
    )
