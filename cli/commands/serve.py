"""`glane serve`: the site, on this machine."""

import click

from catalogue.language import gettext as _
from cli.options import PORT, Options, example
from cli.serving import LOOPBACK, serve_site


@click.command(
    help=_("Sert le site et fait le travail récurrent, jusqu'à Ctrl+C."),
    epilog=example("glane serve --port 8000"),
)
@click.option(
    "--host",
    default=LOOPBACK,
    show_default=True,
    metavar=_("ADRESSE"),
    help=_("L'adresse d'écoute ; 0.0.0.0 : toutes celles de la machine."),
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=PORT,
    metavar="PORT",
    help=_("Le port ; 0 : un port libre."),
)
@click.option(
    "--no-scheduler",
    is_flag=True,
    help=_("Sert le site seul : un autre planificateur moissonne."),
)
@click.pass_obj
def serve(options: Options, host: str, port: int, *, no_scheduler: bool) -> None:
    """Serve until interrupted."""
    installation = options.open()
    scheduled = installation.settings.scheduler.enabled and not no_scheduler
    serve_site(installation, host, port, scheduled=scheduled)
