"""`glane serve`: the site, on this machine."""

import click

from catalogue.language import gettext as _
from cli.options import Options, example
from cli.serving import serve_site


@click.command(help=_("Sert le site."), epilog=example("glane serve --port 8000"))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("L'adresse d'écoute."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help=_("Le port."))
@click.pass_obj
def serve(options: Options, host: str, port: int) -> None:
    """Serve until interrupted."""
    serve_site(options.open(), host, port)
