from datetime import timedelta

from harvester.http.clock import SystemClock


def test_the_clock_of_the_machine():
    clock = SystemClock()
    before = clock.monotonic()
    clock.sleep(-5)  # no wait, and no error either

    assert clock.monotonic() >= before
    assert clock.now().utcoffset() == timedelta(0)
