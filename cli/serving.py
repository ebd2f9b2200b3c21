"""Serving an installation's site until somebody stops it."""

from catalogue.language import gettext as _
from cli.installation import Installation
from cli.output import say
from web.app import create_app
from web.server import serve


def serve_site(installation: Installation, host: str, port: int) -> None:
    """Serve the site and say where, once it answers."""
    app = create_app(installation.services)
    text = _("Le site répond à l'adresse {address} (Ctrl+C pour arrêter).")
    serve(app, host, port, when_up=lambda address: say(text.format(address=address)))
