from datetime import UTC, datetime, timedelta

import pytest

from cli.jobs.alarm import Alarm
from cli.jobs.schedule import Schedule
from tests.cli.jobs.fakes import until

NIGHTLY = Schedule("30 3 * * *")


@pytest.fixture
def alarm():
    opened = Alarm()
    opened.start()
    yield opened
    opened.close()


def now():
    return datetime.now(UTC)


def test_it_rings_once_for_a_time_and_by_the_schedule_from_then_on(alarm):
    alarm.plan("a/job", NIGHTLY, now())
    alarm.plan("b/job", NIGHTLY, now() + timedelta(hours=1))
    assert until(alarm.list_rung) == ["a/job"]
    assert alarm.list_rung() == []
    assert alarm.find_next("a/job") == NIGHTLY.next_after(now())


def test_a_job_is_planned_anew(alarm):
    at = now() + timedelta(hours=1)
    alarm.plan("a/job", NIGHTLY, at)
    alarm.plan("a/job", NIGHTLY, at + timedelta(hours=1))
    assert alarm.find_next("a/job") == at + timedelta(hours=1)


def test_it_does_not_ring_for_what_is_forgotten(alarm):
    alarm.plan("a/job", NIGHTLY, now() + timedelta(hours=1))
    alarm.forget("a/job")
    alarm.forget("never/planned")
    assert alarm.find_next("a/job") is None
