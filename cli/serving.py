"""Serving an installation's site until somebody stops it."""

import socket
from contextlib import nullcontext

from catalogue.language import gettext as _
from cli.errors import AddressTaken
from cli.explanations import reason_of
from cli.installation import Installation
from cli.output import say
from cli.scheduling import ending_on_sigterm, scheduling
from web.app import create_app
from web.server import serve

LOOPBACK = "127.0.0.1"


def check_address(host: str, port: int) -> None:
    """Raise `AddressTaken` unless the site could listen there now: nobody waits for a harvest to learn it."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except socket.gaierror:
        raise AddressTaken(host, port, _("adresse inconnue")) from None
    except OSError as error:
        raise AddressTaken(host, port, reason_of(error)) from error


def serve_site(installation: Installation, host: str, port: int, *, scheduled: bool = False) -> None:
    """Serve the site and say where, once it answers; `scheduled`: do recurring work beside it.

    Raises `AddressTaken`.
    """
    check_address(host, port)
    app = create_app(installation.services)
    text = _("Le site répond à l'adresse {address} (Ctrl+C pour arrêter).")
    with ending_on_sigterm(), scheduling(installation) if scheduled else nullcontext():
        serve(app, host, port, when_up=lambda address: say(text.format(address=address)))
