"""The only sockets of the harvester: connected to addresses that were checked, read under a deadline.

The name is resolved once, every address is checked, and the socket is connected to a checked address: a
second answer of the name server (DNS rebinding) has no say. TLS still verifies the name.
"""

import http.client
import io
import os
import selectors
import socket
from errno import EINPROGRESS

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.http.addresses import find_refused
from harvester.http.exchange import CURRENT_EXCHANGE, Exchange


class WatchedReader(io.RawIOBase):
    """Reads a socket under the deadline and the least rate of an exchange, and hears a stop.

    It reads the socket itself: the socket's own file reads no more after its first time-out.
    """

    def __init__(self, source: io.RawIOBase, sock: socket.socket, exchange: Exchange) -> None:
        super().__init__()
        self._source = source
        self._sock = sock
        self._exchange = exchange

    def readable(self) -> bool:
        """Return True: it is all it does."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Read once from the socket; `SourceUnavailable` when it takes too long, `RunStopped` when told."""
        exchange = self._exchange
        waits = exchange.waits(exchange.read_timeout)
        before: float | None = None
        for wait in waits:
            self._sock.settimeout(wait)
            before = exchange.clock.monotonic() if before is None else before
            try:
                count = self._sock.recv_into(buffer)
            except TimeoutError:
                continue
            exchange.note_received(count, exchange.clock.monotonic() - before)
            return count
        raise exchange.timed_out(exchange.read_timeout)

    def close(self) -> None:
        """Close the socket's own file too, so that the socket is freed."""
        self._source.close()
        super().close()


class WatchedResponse(http.client.HTTPResponse):
    """An answer whose status line, headers and body are read by a `WatchedReader`."""

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self._exchange = CURRENT_EXCHANGE.get()
        self.fp = io.BufferedReader(WatchedReader(self.fp.detach(), sock, self._exchange))

    def begin(self) -> None:
        """Read status line and headers; two lengths that differ are `bad-answer` (RFC 9112 §6.3).

        urllib3 refuses them too, but leaves the socket open.
        """
        super().begin()
        values = self.headers.get_all("Content-Length", [])
        if len({length.strip() for value in values for length in value.split(",")}) > 1:
            raise SourceMisbehaved("bad-answer", url=self._exchange.url)


def connect(host: str, port: int, exchange: Exchange) -> socket.socket:
    """Return a socket connected to a checked address of the host.

    Raises:
        SourceMisbehaved: `private-address` when one of its addresses is not public.
        SourceUnavailable: `unknown-host`, `unreachable` or `time-out`.
    """
    failure: OSError | None = None
    for address in _checked_addresses(host, port, exchange):
        try:
            return _connected(address, port, exchange)
        except OSError as error:
            failure = error
    if isinstance(failure, TimeoutError):
        raise exchange.timed_out(exchange.connect_timeout) from failure
    raise SourceUnavailable("unreachable", url=exchange.url, detail=str(failure)) from failure


def _connected(address: str, port: int, exchange: Exchange) -> socket.socket:
    """Return a socket connected to a numeric address; OSError where it is not to be had."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        code = sock.connect_ex((address, port))
        if code == EINPROGRESS:
            code = _await_connection(sock, exchange)
        if code:
            raise OSError(code, os.strerror(code))
        sock.settimeout(exchange.patience(exchange.connect_timeout))
    except BaseException:
        sock.close()
        raise
    return sock


def _await_connection(sock: socket.socket, exchange: Exchange) -> int:
    """Return how a connection that was begun came out: 0, or the number of the error."""
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_WRITE)
        for wait in exchange.waits(exchange.connect_timeout):
            if selector.select(wait):
                return sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    raise TimeoutError


def _checked_addresses(host: str, port: int, exchange: Exchange) -> list[str]:
    try:
        addresses = exchange.resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise SourceUnavailable("unknown-host", url=exchange.url, host=host) from error
    refused = None if exchange.policy.allow_private else find_refused(addresses)
    if refused is not None:
        raise SourceMisbehaved("private-address", url=exchange.url, host=host, address=refused)
    return addresses


class GuardedHTTPConnection(HTTPConnection):
    """A connection in the clear, by `connect`."""

    response_class = WatchedResponse

    def _new_conn(self) -> socket.socket:
        return _with_options(self, connect(self._dns_host, self.port, CURRENT_EXCHANGE.get()))


class GuardedHTTPSConnection(HTTPSConnection):
    """A connection under TLS, by `connect`; the certificate is checked against the name."""

    response_class = WatchedResponse

    def _new_conn(self) -> socket.socket:
        return _with_options(self, connect(self._dns_host, self.port, CURRENT_EXCHANGE.get()))


def _with_options(connection: HTTPConnection, sock: socket.socket) -> socket.socket:
    for option in connection.socket_options or ():
        sock.setsockopt(*option)
    return sock


class GuardedHTTPPool(HTTPConnectionPool):
    """Connections to one host in the clear."""

    ConnectionCls = GuardedHTTPConnection


class GuardedHTTPSPool(HTTPSConnectionPool):
    """Connections to one host under TLS."""

    ConnectionCls = GuardedHTTPSConnection


POOLS = {"http": GuardedHTTPPool, "https": GuardedHTTPSPool}
