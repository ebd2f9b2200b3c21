import socket
import threading
from contextlib import ExitStack
from datetime import timedelta

import pytest

from harvester.errors import RunStopped, SourceParked
from harvester.http import SYSTEM_CLOCK, Errand, GuardedSession
from harvester.http.turns import Turns
from tests.harvester.http.loopback import (
    START,
    FakeClock,
    a_policy,
    a_session,
    drip,
    loopback,
    redirect,
    say,
)

URL = "https://exemple.org/"
BUSY = say(b"busy", status=503)


class InterruptingClock(FakeClock):
    """Time in which somebody asks for a stop during the first wait."""

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> None:
        super().sleep(seconds)
        if seconds > 0 and stop is not None:
            stop.set()


def some_turns(clock: FakeClock, longest: float = 300.0) -> Turns:
    return Turns(clock=clock, stop=threading.Event(), longest=longest)


# -- turns ------------------------------------------------------------------------------------------------


def test_a_long_pace_is_waited_for_and_parks_nobody():
    clock = FakeClock()
    turns = some_turns(clock)
    for _ in range(2):
        turns.await_turn(URL, 3_600.0)

    assert clock.sleeps == [3_600.0]


def test_f05_who_waits_for_a_turn_sees_that_another_was_sent_away():
    """While one session waits for its pace, another is told to come back in 60 seconds."""

    class Busy(FakeClock):
        def sleep(self, seconds: float, stop: threading.Event | None = None) -> None:
            super().sleep(seconds, stop)
            if len(self.sleeps) == 1:
                other.note_retry_after(answer)

    answer = a_busy_answer("60")
    clock = Busy()
    other, waiting = some_turns(clock), some_turns(clock)
    waiting.await_turn(URL, 2.0)
    waiting.await_turn(URL, 2.0)

    assert clock.sleeps == [2.0, 60.0]


def a_busy_answer(retry_after: str):
    with loopback({"/": say(b"", status=200)}) as server, a_session() as session:
        response = session.get(server.url())
    response.url = URL
    response.headers["Retry-After"] = retry_after
    return response


def test_f05_a_long_wait_parks_the_source_until_then():
    turns = some_turns(FakeClock(), longest=30.0)
    with pytest.raises(SourceParked):
        turns.note_retry_after(a_busy_answer("60"))
    with pytest.raises(SourceParked) as caught:
        turns.check_parked(URL)

    assert caught.value.resume_at == START + timedelta(seconds=60)


# -- a stop -----------------------------------------------------------------------------------------------


def test_f45_a_stopped_session_asks_nothing_more():
    with loopback({"/": say(b"ok")}) as server, a_session() as session:
        session.cancel.set()
        with pytest.raises(RunStopped) as caught:
            session.get(server.url())

        assert caught.value.kind == "stopped"
        assert server.accepts == 0


@pytest.mark.parametrize(
    ("answer", "policy", "requests"),
    [
        (BUSY, {"backoff": 60.0}, 1),
        (say(b"busy", status=429, headers={"Retry-After": "120"}), {}, 1),
        (redirect("/"), {"pace": 60.0}, 1),
    ],
)
def test_f45_a_stop_ends_back_off_retry_after_and_pace(answer, policy, requests):
    clock = InterruptingClock()
    with loopback({"/": answer}) as server, a_session(clock, **policy) as session:
        with pytest.raises(RunStopped):
            session.get(server.url())

        assert len(server.asked) == session.stats.requests == requests
        assert len(clock.sleeps) == 1


def test_f45_a_stop_ends_the_wait_for_an_answer_that_does_not_come():
    """The server gives up after some seconds, which would be `unreachable`: the stop is heard before."""
    with loopback() as server:
        errand = Errand()

        def stay_silent(connection, _asked):
            errand.cancel.set()
            connection.settimeout(10)
            connection.recv(1)

        server.routes["/"] = stay_silent
        with (
            GuardedSession(a_policy(attempts=1), clock=SYSTEM_CLOCK, errand=errand) as session,
            pytest.raises(RunStopped),
        ):
            session.get(server.url())

        assert len(server.asked) == 1


def test_f45_a_stop_ends_a_body_that_falls_silent():
    with loopback() as server:
        errand = Errand()

        def fall_silent(connection, _asked):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            errand.cancel.set()
            connection.settimeout(10)
            connection.recv(1)

        server.routes["/"] = fall_silent
        with (
            GuardedSession(a_policy(attempts=1), clock=SYSTEM_CLOCK, errand=errand) as session,
            pytest.raises(RunStopped),
        ):
            session.get(server.url())


def test_f45_a_stop_ends_a_body_that_drips_in_time():
    with loopback() as server, a_session(min_rate=0, attempts=1) as session:
        send = drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x", server.stopping)

        def stop_and_send(connection, asked):
            session.cancel.set()
            send(connection, asked)

        server.routes["/"] = stop_and_send
        with pytest.raises(RunStopped):
            session.get(server.url())


def test_f45_a_stop_is_heard_while_a_connection_is_awaited():
    """A host whose queue is full takes no connection, which would be a time-out after ten seconds."""
    errand = Errand()
    with ExitStack() as opened:
        full = opened.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(5):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        session = opened.enter_context(
            GuardedSession(a_policy(attempts=1), clock=SYSTEM_CLOCK, errand=errand)
        )
        threading.Timer(0.1, errand.cancel.set).start()
        with pytest.raises(RunStopped):
            session.get(f"http://127.0.0.1:{full.getsockname()[1]}/")

    assert session.stats.bytes == 0
