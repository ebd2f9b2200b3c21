"""Serving the application without any other server: waitress, for `glane serve` and the demo."""

import socket
from collections.abc import Callable

from flask import Flask
from waitress.server import create_server

THREADS = 8
WAITING_CONNECTIONS = 1024


def serve(app: Flask, host: str, port: int, *, when_up: Callable[[str], None] | None = None) -> None:
    """Answer requests until interrupted; `when_up` is told the address once connections are taken.

    Port 0 takes a free one. Raises `OSError` where the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=WAITING_CONNECTIONS) as listening:
        server = create_server(
            app, sockets=[listening], threads=THREADS, ident=None, clear_untrusted_proxy_headers=True
        )
        if when_up:
            shown = f"[{host}]" if ":" in host else host
            when_up(f"http://{shown}:{listening.getsockname()[1]}/")
        try:
            server.run()
        finally:
            server.close()
