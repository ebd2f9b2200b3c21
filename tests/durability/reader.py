"""A reader who asks for the same pages all the time and remembers every answer by its hash."""

import http.client
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

TOOK = re.compile(rb'"took_ms":\s*[0-9.e+-]+,?')
"""The one part of an answer that says how long it took to make."""
PAUSE = 0.02
"""Seconds between two rounds of reading, so that the harvest gets on."""


@dataclass(slots=True)
class Reader:
    """Reads the site that answers on a port of loopback; `asked` counts the answers that were compared."""

    port: int
    addresses: tuple[str, ...] = ()
    asked: int = 0
    seen: list[tuple[str, str]] = field(default_factory=list)

    def is_answered(self):
        """Say whether the site answers yet."""
        try:
            return self.status_of("/healthz") == 200
        except OSError:
            return False

    def status_of(self, address):
        """Return the status of an answer that is not compared with others."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", address)
            return connection.getresponse().status
        finally:
            connection.close()

    def read_all(self):
        """Return the hash of every page as it is now."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            return {address: self._read(connection, address) for address in self.addresses}
        finally:
            connection.close()

    @contextmanager
    def reading(self):
        """Read for as long as the block lasts; `seen` holds what was read, in order."""
        self.seen = []
        stop = threading.Event()
        failures = []

        def read():
            try:
                while not stop.is_set():
                    self.seen += self.read_all().items()
                    stop.wait(PAUSE)
            except Exception as error:  # noqa: BLE001 -- told by the thread that waits for this one
                failures.append(error)

        thread = threading.Thread(target=read)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
        assert failures == []
        self.asked += len(self.seen)

    def assert_old_or_new(self, old, new):
        """Every answer was the old state or the new one, and none was old after it had been new."""
        is_new = dict.fromkeys(self.addresses, False)
        for address, answer in self.seen:
            assert answer in (old[address], new[address]), (
                f"{address}: neither the old answer nor the new one"
            )
            if old[address] != new[address]:
                assert not (is_new[address] and answer == old[address]), f"{address}: went back"
                is_new[address] = answer == new[address]

    def _read(self, connection, address):
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status in (200, 404), (address, answer.status, body[:500])
        if address.startswith("/api/1/search"):
            body = TOOK.sub(b"", body)
        return f"{answer.status} {sha256(body).hexdigest()}"
