"""Servers on loopback that answer byte for byte what a test says, and clocks that nobody waits for."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.client import parse_headers
from typing import cast

from harvester.http import Errand, GuardedSession, HttpPolicy
from harvester.http.addresses import Resolver, fetch_addresses

USER_AGENT = "Glane-test (mailto:contact@example.org)"
START = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)


class FakeClock:
    """Time that passes only by `sleep`, and by `tick` seconds each time it is read."""

    def __init__(self, tick: float = 0.0) -> None:
        self.tick = tick
        self.elapsed = 0.0
        self.sleeps: list[float] = []

    def monotonic(self) -> float:
        self.elapsed += self.tick
        return self.elapsed

    def now(self) -> datetime:
        return START + timedelta(seconds=self.elapsed)

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> None:
        del stop
        if seconds > 0:
            self.sleeps.append(round(seconds, 6))
        self.elapsed += max(0.0, seconds)


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    headers: Message
    body: bytes


Answer = Callable[[socket.socket, Asked], None]


def say(
    body: bytes = b"", *, status: int = 200, headers: dict[str, str] | None = None, length: int | None = None
) -> Answer:
    """Return an answer; `length` is what Content-Length claims (-1: no such header)."""
    lines = [f"HTTP/1.1 {status} Said", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if length != -1:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return raw("\r\n".join([*lines, "", ""]).encode("latin-1") + body)


def raw(data: bytes) -> Answer:
    """Return an answer that is these bytes and then the end of the connection."""
    return lambda connection, _asked: connection.sendall(data)


def redirect(location: str, status: int = 302, headers: dict[str, str] | None = None) -> Answer:
    return say(status=status, headers={"Location": location} | (headers or {}))


def in_turn(*answers: Answer) -> Answer:
    """Return an answer that is the first one, then the second …, and the last for ever."""
    left = list(answers)

    def answer(connection: socket.socket, asked: Asked) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection, asked)

    return answer


def drip(head: bytes, piece: bytes, stop: threading.Event) -> Answer:
    """Return an answer that sends its head, then one piece after the other, for ever."""

    def answer(connection: socket.socket, _asked: Asked) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(head)
        while not stop.wait(0.001):
            connection.sendall(piece)

    return answer


def silence(stop: threading.Event) -> Answer:
    """Return an answer that never comes."""

    def answer(_connection: socket.socket, _asked: Asked) -> None:
        stop.wait(5)

    return answer


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50

    def handle_error(self, request: object, client_address: object) -> None:
        """Be silent: clients of these tests hang up early."""


@dataclass
class Loopback:
    """A running server: routes by path (without query), what was asked, how many connections it took."""

    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    accepts: int = 0
    port: int = 0
    scheme: str = "http"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def serve(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as incoming:
            method, path, _ = incoming.readline().decode("latin-1").split(" ", 2)
            headers = parse_headers(incoming)
            body = incoming.read(int(headers.get("Content-Length") or 0))
        asked = Asked(method, path, cast("Message", headers), body)
        self.asked.append(asked)
        self.routes.get(path.partition("?")[0], say(b"no such page", status=404))(connection, asked)


@contextmanager
def loopback(
    routes: dict[str, Answer] | None = None,
    wrap: Callable[[socket.socket], socket.socket] | None = None,
    scheme: str = "http",
) -> Iterator[Loopback]:
    """Serve on 127.0.0.1; `wrap` may put TLS around each connection."""
    serving = Loopback(routes=dict(routes or {}), scheme=scheme)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection = cast("socket.socket", self.request)
            serving.accepts += 1
            with suppress(OSError, ValueError):
                wrapped = wrap(connection) if wrap else connection
                with wrapped:
                    serving.serve(wrapped)

    server = _Server(("127.0.0.1", 0), Handler)
    serving.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield serving
    finally:
        serving.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def a_policy(**changes: object) -> HttpPolicy:
    """Return a policy for tests: loopback admitted, no pace, unless changed."""
    defaults: dict[str, object] = {"user_agent": USER_AGENT, "allow_private": True, "pace": 0.0}
    return HttpPolicy(**(defaults | changes))


@contextmanager
def a_session(
    clock: FakeClock | None = None,
    resolve: Resolver = fetch_addresses,
    errand: Errand | None = None,
    **changes: object,
) -> Iterator[GuardedSession]:
    """Open a session with such a policy and a clock of its own, and close it after the test."""
    with GuardedSession(
        a_policy(**changes), clock=clock or FakeClock(), resolve=resolve, errand=errand
    ) as session:
        yield session
