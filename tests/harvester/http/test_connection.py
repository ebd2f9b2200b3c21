import socket

import pytest

from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.http import GuardedSession, open_session
from tests.harvester.http.loopback import (
    FakeClock,
    a_policy,
    a_session,
    drip,
    in_turn,
    loopback,
    redirect,
    say,
    silence,
)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "0.0.0.0",  # noqa: S104 -- an address to refuse, nothing is bound to it
    "localhost",
    "LOCALHOST.",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "10.0.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
]
# Whether these are read as an address at all is the business of requests and of the system's resolver.
OFTEN_UNREADABLE = {"①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1", "LOCALHOST."}


class RefusedSocket(socket.socket):
    """A socket that must not be connected."""

    def connect(self, address):
        raise AssertionError(f"a socket was opened to {address}")

    connect_ex = connect


@pytest.fixture
def no_connection(monkeypatch):
    monkeypatch.setattr(socket, "socket", RefusedSocket)


@pytest.mark.parametrize("host", SPELLINGS)
def test_f16_no_spelling_of_an_inside_address_is_ever_connected(host: str, no_connection):
    with (
        a_session(allow_private=False) as session,
        pytest.raises((SourceMisbehaved, SourceUnavailable)) as caught,
    ):
        session.get(f"http://{host}/")

    if host in OFTEN_UNREADABLE:
        assert caught.value.kind in {"private-address", "unknown-host", "bad-url"}
    else:
        assert caught.value.kind == "private-address"


def test_f16_a_name_that_leads_inside_is_refused_on_its_address(no_connection):
    def resolve(host: str, port: int) -> list[str]:
        return ["193.48.0.1", "10.0.0.7"]

    with (
        a_session(allow_private=False, resolve=resolve) as session,
        pytest.raises(SourceMisbehaved) as caught,
    ):
        session.get("https://catalogue.example/")

    assert caught.value.facts["address"] == "10.0.0.7"
    assert "adresse interne refusée" in str(caught.value)


def test_f16_a_refused_server_never_sees_a_connection():
    """Port 80 is closed to tests: the port rule is lifted here, the address rule is not."""
    with loopback({"/": say(b"secret")}) as server:
        session = GuardedSession(a_policy(allow_private=False), clock=FakeClock())
        with session, pytest.MonkeyPatch.context() as patch:
            patch.setattr("harvester.http.session.check_url", lambda *_args, **_options: None)
            for host in ("127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]"):
                with pytest.raises(SourceMisbehaved, match="interne"):
                    session.get(server.url(host=host))

        assert server.accepts == 0
    with loopback({"/": say(b"public")}) as server, a_session() as session:
        assert session.get(server.url()).content == b"public"
        assert server.accepts == 1


def test_f16_a_name_is_resolved_once_and_its_second_answer_has_no_say():
    """DNS rebinding: the check and the connection use the same answer; the next connection checks anew."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]

    def resolve(host: str, port: int) -> list[str]:
        return answers.pop(0)

    with loopback({"/": say(b"a")}) as server, a_session(resolve=resolve) as session:
        assert session.get(server.url(host="catalogue.example")).content == b"a"
        assert answers == [["127.0.0.2"]]


def test_f16_a_name_that_turns_inside_is_refused_at_the_next_connection(monkeypatch):
    """The first answer is public (and sent to our server instead), the second is inside."""
    answers = [["193.48.0.1"], ["127.0.0.1"]]
    asked: list[tuple[str, int]] = []

    def connect_elsewhere(address, port, _exchange):
        asked.append((address, port))
        raise ConnectionRefusedError

    monkeypatch.setattr("harvester.http.connection._connected", connect_elsewhere)
    with (
        a_session(allow_private=False, attempts=2, resolve=lambda _host, _port: answers.pop(0)) as session,
        pytest.raises(SourceMisbehaved, match="interne"),
    ):
        session.get("http://catalogue.example/")

    assert asked == [("193.48.0.1", 80)]


def test_f12_f16_a_redirection_inside_is_refused_on_its_hop(monkeypatch):
    """127.0.0.1 plays the open Internet here; its other spelling is inside, and would reach a server too."""
    addresses = {"portal.example": "127.0.0.1", "inside.example": "::ffff:127.0.0.1"}
    monkeypatch.setattr("harvester.http.addresses.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr("harvester.http.session.check_url", lambda *_args, **_options: None)
    with loopback({"/": say(b"inside")}) as inside, loopback() as portal:
        portal.routes["/"] = redirect(inside.url(host="inside.example"))
        with (
            a_session(allow_private=False, resolve=lambda host, _port: [addresses[host]]) as session,
            pytest.raises(SourceMisbehaved, match="interne"),
        ):
            session.get(portal.url(host="portal.example"))

        assert (portal.accepts, inside.accepts) == (1, 0)


@pytest.mark.parametrize("port", [22, 6379, 8080, 9200])
def test_f16_other_ports_are_refused_unless_the_source_is_trusted(port: int, no_connection):
    with a_session(allow_private=False) as session, pytest.raises(SourceMisbehaved) as caught:
        session.get(f"http://catalogue.example:{port}/")

    assert caught.value.kind == "forbidden-port"


def test_f16_the_proxy_of_the_environment_is_ignored(monkeypatch):
    with loopback() as proxy, loopback({"/": say(b"direct")}) as server, a_session() as session:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        session.proxies = {"http": proxy.url()}

        assert session.get(server.url(), proxies={"http": proxy.url()}).content == b"direct"
        assert proxy.accepts == 0


def test_f01_a_closed_port_is_a_source_that_does_not_answer_today():
    with loopback() as server:
        url = server.url()
    with a_session(backoff=2.0) as session:
        with pytest.raises(SourceUnavailable) as caught:
            session.get(url)

        assert caught.value.kind == "unreachable"
        assert session.stats.requests == 3


def test_f01_a_name_that_does_not_exist():
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with a_session(resolve=resolve) as session, pytest.raises(SourceUnavailable) as caught:
        session.get("http://absent.example/")

    assert caught.value.kind == "unknown-host"
    assert "absent.example" in str(caught.value)


def test_a_host_that_is_down_at_one_address_is_asked_at_the_next():
    with (
        loopback({"/": say(b"a")}) as server,
        a_session(resolve=lambda _host, _port: ["127.0.0.9", "127.0.0.1"]) as session,
    ):
        assert session.get(server.url(host="catalogue.example")).content == b"a"


def test_f03_a_slow_drip_ends_at_the_total_deadline():
    clock = FakeClock(tick=0.5)
    with loopback() as server, a_session(clock, min_rate=0) as session:
        server.routes["/"] = drip(HEAD, b"x", server.stopping)
        with pytest.raises(SourceUnavailable) as caught:
            session.get(server.url())

        assert caught.value.kind == "time-out"
        assert caught.value.facts["seconds"] == 120.0
        assert session.stats.requests == 2  # the second is the only other try


def test_f03_headers_that_drip_end_at_the_total_deadline_too():
    with loopback() as server, a_session(FakeClock(tick=0.5), min_rate=0, attempts=1) as session:
        server.routes["/"] = drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x", server.stopping)
        with pytest.raises(SourceUnavailable, match="délai de 120"):
            session.get(server.url())


def test_f03_less_than_the_least_rate_is_too_slow_long_before_the_deadline():
    clock = FakeClock(tick=0.5)
    with loopback() as server, a_session(clock, attempts=1, total_timeout=10_000.0) as session:
        server.routes["/"] = drip(HEAD, b"x", server.stopping)
        with pytest.raises(SourceUnavailable) as caught:
            session.get(server.url())

        assert caught.value.kind == "too-slow"
        assert clock.elapsed < 1_000


def test_f03_time_that_the_reader_takes_is_not_the_servers_fault():
    clock = FakeClock()
    body = bytes(1_000_000)
    with loopback({"/": say(body)}) as server, a_session(clock, total_timeout=10_000.0) as session:
        size = 0
        for piece in session.get(server.url(), stream=True).iter_content():
            clock.sleep(60)
            size += len(piece)

    assert size == len(body)


def test_f04_silence_ends_at_the_read_time_out():
    with loopback() as server, a_session(read_timeout=0.05) as session:
        server.routes["/"] = silence(server.stopping)
        with pytest.raises(SourceUnavailable) as caught:
            session.get(server.url())

        assert caught.value.kind == "time-out"
        assert session.stats.requests == 2


def test_f04_a_caller_may_be_less_patient_than_the_policy_but_not_more():
    with loopback() as server, a_session(read_timeout=0.05, attempts=1) as session:
        server.routes["/"] = silence(server.stopping)
        for timeout in (0.01, (1, 0.01), 3600, None):
            with pytest.raises(SourceUnavailable, match=r"délai de 0\.0[15]"):
                session.get(server.url(), timeout=timeout)


def test_f04_a_body_that_falls_silent_ends_at_the_read_time_out():
    def fall_silent(connection, _asked):
        connection.sendall(HEAD + b"abc")
        server.stopping.wait(5)

    with loopback() as server, a_session(read_timeout=0.05, attempts=1) as session:
        server.routes["/"] = fall_silent
        with pytest.raises(SourceUnavailable, match="délai"):
            session.get(server.url())


def test_a_connection_that_hangs_up_is_tried_again():
    answers = in_turn(lambda _connection, _asked: None, say(b"a"))
    with loopback({"/": answers}) as server, a_session() as session:
        assert session.get(server.url()).content == b"a"
        assert server.accepts == 2


def test_open_session_trusts_inside_addresses_only_when_told():
    with loopback({"/": say(b"a")}) as server:
        with open_session(a_policy(allow_private=False), allow_private=True, clock=FakeClock()) as session:
            assert session.fetch_bytes("GET", server.url()).content == b"a"
        with (
            open_session(a_policy(allow_private=False), clock=FakeClock()) as session,
            pytest.raises(SourceMisbehaved, match="port"),
        ):
            session.fetch_bytes("GET", server.url())
