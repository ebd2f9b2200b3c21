import pytest

from harvester.errors import RunStopped, SourceUnavailable
from harvester.http.addresses import fetch_addresses
from harvester.http.exchange import CURRENT_EXCHANGE, HEARING, Exchange
from harvester.http.stats import SessionStats
from tests.harvester.http.loopback import FakeClock, a_policy


def an_exchange(clock: FakeClock) -> Exchange:
    return Exchange(
        url="https://exemple.org/",
        policy=a_policy(total_timeout=120.0, min_rate=1_000.0, rate_window=30.0),
        clock=clock,
        stats=SessionStats(),
        resolve=fetch_addresses,
        connect_timeout=10.0,
        read_timeout=30.0,
    )


def test_patience_shrinks_with_the_time_that_is_left():
    clock = FakeClock()
    exchange = an_exchange(clock)

    assert exchange.patience(30.0) == 30.0
    clock.sleep(110)
    assert exchange.patience(30.0) == 10.0
    clock.sleep(10)
    with pytest.raises(SourceUnavailable, match="délai de 120"):
        exchange.patience(30.0)


def test_a_wait_is_cut_so_that_a_stop_is_heard_between():
    exchange = an_exchange(FakeClock())
    assert list(exchange.waits(3.5)) == [HEARING, HEARING, HEARING, 0.5]

    waits = exchange.waits(30.0)
    next(waits)
    exchange.stop.set()
    for stopped in (lambda: next(waits), lambda: exchange.patience(30.0)):
        with pytest.raises(RunStopped):
            stopped()


def test_f03_the_rate_is_judged_over_a_window_of_waiting():
    exchange = an_exchange(FakeClock())
    exchange.note_received(100, 29.0)  # a server may think before its first byte
    exchange.note_received(29_000, 29.0)
    exchange.note_received(1_000, 1.0)  # just 1 kB/s over 30 s
    exchange.note_received(20_000, 20.0)
    with pytest.raises(SourceUnavailable) as caught:
        exchange.note_received(9_000, 10.0)

    assert caught.value.kind == "too-slow"
    assert exchange.stats.bytes == 100 + 29_000 + 1_000 + 20_000 + 9_000


def test_outside_a_session_there_is_no_exchange():
    assert CURRENT_EXCHANGE.get(None) is None
