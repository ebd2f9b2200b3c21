"""Sample portals answering on the loopback address: one thread each, silent, and gone at the end."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from cli.portals.errors import PortTaken
from cli.portals.portal import Portal, SourceDeclaration

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPortal:
    """A portal that answers at `url`."""

    portal: Portal
    port: int

    @property
    def url(self) -> str:
        """The address to harvest."""
        return self.portal.url(self.port)

    def source_declaration(self) -> SourceDeclaration:
        """Return the entry of `[[sources]]` that harvests this portal."""
        return self.portal.source_declaration(self.port)


@contextmanager
def serve(portals: Sequence[Portal], ports: Mapping[str, int]) -> Iterator[list[RunningPortal]]:
    """Serve `portals` while the block lasts; `ports` names a port per portal id, 0 for any free one.

    Raises:
        PortTaken: another program listens on a port; portals already started are stopped.
    """
    with ExitStack() as stack:
        yield [stack.enter_context(_serve_one(portal, ports[portal.id])) for portal in portals]


@contextmanager
def _serve_one(portal: Portal, port: int) -> Iterator[RunningPortal]:
    with _listen(portal, port) as listener:
        taken: int = listener.getsockname()[1]
        server = make_server(
            HOST, taken, portal.build_app(), True, request_handler=_SilentHandler, fd=listener.fileno()
        )
        # A short poll, since closing a portal waits for it.
        thread = Thread(target=server.serve_forever, args=(0.05,), name=f"portal-{portal.id}", daemon=True)
        thread.start()
        try:
            yield RunningPortal(portal=portal, port=taken)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _listen(portal: Portal, port: int) -> socket.socket:
    """Bind ourselves: werkzeug would print and end the program when a port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise PortTaken(portal.id, port) from error
    listener.listen(128)
    return listener


class _SilentHandler(WSGIRequestHandler):
    """Logs nothing: the demo's terminal belongs to its report."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002  named by werkzeug
        """Say nothing."""
