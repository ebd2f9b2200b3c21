"""The heartbeat of a run, on both databases: who ends a run, and who keeps its lease."""

import threading
import time

import pytest
from sqlalchemy import select, update

from catalogue.errors import LeaseLost
from catalogue.store.leases import find_lease, stamp
from catalogue.store.runs import ask_to_stop, start_run
from catalogue.store.tables import lease
from harvester.errors import RunStopped
from harvester.heartbeat import Heartbeat, Limits, beating
from tests.builders import NOW, a_source, a_store

FAST = {"look_every": 0.01, "renew_every": 0.02}


@pytest.fixture
def heart(database_url):
    """A function from limits to the heartbeat of a run that holds its lease."""
    database = a_store(database_url, a_source("air"))

    def build(**limits):
        with database.writing() as connection:
            held = find_lease(connection, "source/air", lambda: NOW)
            run_id = start_run(connection, "air", stamp(NOW))
        return Heartbeat(
            run_id=run_id,
            lease=held,
            database=database,
            limits=Limits(**(FAST | limits)),
            now=lambda: NOW,
            stop=threading.Event(),
        )

    yield build
    database.close()


def reason(heartbeat):
    """Let it beat until it ends the run, and return why."""
    with beating(heartbeat):
        assert heartbeat.stop.wait(20)
        with pytest.raises(RunStopped) as error:
            heartbeat.check()
    return error.value.kind


def get_on_until_stopped(heartbeat):
    """Get on for twenty seconds at most, and return why that ended."""
    for _ in range(2_000):
        try:
            heartbeat.got_on()
        except RunStopped as error:
            return error.kind
        time.sleep(0.01)
    return "never"


def test_a_run_that_is_asked_to_stop_stops(heart):
    heartbeat = heart()
    with heartbeat.database.writing() as connection:
        assert ask_to_stop(connection, heartbeat.run_id)
    assert reason(heartbeat) == "stopped"


def test_f45_a_run_that_stands_still_is_stopped(heart):
    assert reason(heart(standstill=0.05)) == "no-progress"


def test_a_run_that_lasts_too_long_is_stopped_although_it_gets_on(heart):
    heartbeat = heart(longest=0.1, standstill=60)
    with beating(heartbeat):
        assert get_on_until_stopped(heartbeat) == "too-long"


def test_a_run_that_gets_on_keeps_its_lease(heart):
    heartbeat = heart()
    with heartbeat.database.writing() as connection:
        connection.execute(update(lease).values(expires_at=""))
    with beating(heartbeat):
        for _ in range(2_000):
            with heartbeat.database.snapshot() as connection:
                if connection.scalar(select(lease.c.expires_at)):
                    break
            time.sleep(0.01)
        heartbeat.got_on()
    with heartbeat.database.snapshot() as connection:
        assert connection.scalar(select(lease.c.expires_at)) == "2026-11-24T12:05:00Z"


def test_f44_a_lease_that_somebody_took_ends_the_run(heart):
    heartbeat = heart()
    with heartbeat.database.writing() as connection:
        connection.execute(update(lease).values(token=lease.c.token + 1, owner="other/1/1"))
    with beating(heartbeat):
        assert heartbeat.stop.wait(20)
        with pytest.raises(LeaseLost):
            heartbeat.check()
