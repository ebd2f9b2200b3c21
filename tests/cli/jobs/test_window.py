from datetime import UTC, datetime

import pytest

from cli.jobs.window import Window, parse_window


def at(text):
    """A moment of November 2026, when Paris is an hour ahead of UTC."""
    return datetime.strptime(f"2026-11-{text} +0100", "%Y-%m-%d %H:%M %z").astimezone(UTC)


@pytest.fixture
def night():
    window = parse_window("22:00-06:00")
    assert isinstance(window, Window)
    return window


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        *(("10 21:59", False), ("10 22:00", True), ("11 00:00", True)),
        *(("11 05:59", True), ("11 06:00", False), ("11 12:00", False)),
    ],
)
def test_a_night_lies_over_midnight(night, text, is_open):
    assert night.contains(at(text)) is is_open


@pytest.mark.parametrize(("text", "is_open"), [("10 11:59", False), ("10 12:00", True), ("10 14:00", False)])
def test_a_window_of_the_day(text, is_open):
    window = parse_window("12:00-14:00")
    assert window is not None
    assert window.contains(at(text)) is is_open


def test_openings_and_closings_come_after_the_moment(night):
    assert night.next_opening(at("10 21:59")) == at("10 22:00")
    assert night.next_opening(at("10 22:00")) == at("11 22:00")
    assert night.next_closing(at("10 23:00")) == at("11 06:00")
    assert night.next_closing(at("11 05:59")) == at("11 06:00")
    assert night.next_closing(at("11 06:00")) == at("12 06:00")


def test_a_moment_outside_becomes_the_next_opening(night):
    assert night.fit(at("11 03:30")) == at("11 03:30")
    assert night.fit(at("11 12:00")) == at("11 22:00")


def test_hours_are_those_of_paris_in_summer_too(night):
    assert night.next_opening(datetime(2026, 7, 10, 12, tzinfo=UTC)) == datetime(2026, 7, 10, 20, tzinfo=UTC)


def test_no_window_is_no_limit():
    assert parse_window(None) is None
