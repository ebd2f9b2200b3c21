from datetime import timedelta
from threading import Event

from harvester.http.clock import SystemClock


def test_the_clock_of_the_machine():
    clock = SystemClock()
    before = clock.monotonic()
    clock.sleep(-5, Event())  # no wait, and no error either

    assert clock.monotonic() >= before
    assert clock.now().utcoffset() == timedelta(0)


def test_f45_a_stop_ends_a_sleep_that_would_last_for_ever():
    stop = Event()
    stop.set()
    SystemClock().sleep(1_000_000, stop)

    assert stop.is_set()
