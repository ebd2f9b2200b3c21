"""Serving the application without any other server: waitress, for `glane serve` and the demo."""

from collections.abc import Callable

from flask import Flask
from waitress.server import create_server

THREADS = 8


def serve(app: Flask, host: str, port: int, *, when_up: Callable[[str], None] | None = None) -> None:
    """Answer requests until interrupted; `when_up` is told the address once connections are taken.

    Port 0 takes a free one. Raises `OSError` where the port is taken.
    """
    server = create_server(
        app, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True
    )
    if when_up:
        shown = f"[{host}]" if ":" in host else host
        when_up(f"http://{shown}:{server.effective_port}/")
    try:
        server.run()
    finally:
        server.close()
