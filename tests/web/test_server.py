import socket
import urllib.request
from threading import Event, Thread

import pytest

from web.server import serve


def test_it_answers_and_says_where(app):
    addresses, up = [], Event()

    def tell(address):
        addresses.append(address)
        up.set()

    Thread(target=serve, args=(app, "127.0.0.1", 0), kwargs={"when_up": tell}, daemon=True).start()
    assert up.wait(20)
    with urllib.request.urlopen(addresses[0] + "healthz", timeout=20) as answer:
        assert answer.read() == b"ok\n"
        assert answer.headers["Server"] is None


def test_a_port_that_is_taken_is_an_error(app):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(app, "127.0.0.1", taken.getsockname()[1])
