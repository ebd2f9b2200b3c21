"""`glane demo`: sample portals on this machine, harvested for real, and the site."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from catalogue.language import gettext as _
from cli.configuration_file import write_demo
from cli.harvesting import Outcome, harvest_sources
from cli.installation import Installation
from cli.options import PORT, Options, as_json, example
from cli.output import say
from cli.portals import FAULTY_PORTAL, PORTALS, Portal, serve_portals
from cli.reports import exit_code, print_reports
from cli.serving import LOOPBACK, check_address, serve_site
from config.schema import ENGINES
from config.settings import FILE_NAME

DATA_DIR = "glane-demo"


@click.command(
    help=_("Moissonne des portails d'exemple, puis sert le site."),
    epilog=example("glane demo --port 8000"),
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=PORT,
    metavar="PORT",
    help=_("Le port du site ; 0 : un port libre."),
)
@click.option("--no-serve", is_flag=True, help=_("S'arrête après la moisson."))
@click.option("--faulty", is_flag=True, help=_("Ajoute un portail en panne."))
@click.option("--engine", type=click.Choice(ENGINES), help=_("Le moteur de recherche."))
@click.option("--url", "urls", multiple=True, metavar="URL", help=_("L'adresse d'Elasticsearch."))
@click.option("--portals-port", default=None, type=click.IntRange(0, 65000), hidden=True)
@as_json
@click.pass_obj
def demo(  # noqa: PLR0913 -- one argument per option
    options: Options,
    port: int,
    *,
    no_serve: bool,
    faulty: bool,
    engine: str | None,
    urls: tuple[str, ...],
    portals_port: int | None,
    json_output: bool,
) -> int:
    """Run the whole job on bundled portals."""
    if options.config_file:
        raise click.UsageError(_("La démonstration écrit sa propre configuration : --config est de trop."))
    if (engine == "elasticsearch") != bool(urls):
        raise click.UsageError(_("--engine elasticsearch et --url vont ensemble."))
    if not no_serve:
        check_address(LOOPBACK, port)
    portals = (*PORTALS, FAULTY_PORTAL) if faulty else PORTALS
    folder = (options.data_dir or Path(os.environ.get("GLANE_DATA_DIR") or DATA_DIR)).absolute()
    installation, outcome = _harvest(folder, portals, portals_port, _settings(folder, engine, urls))
    print_reports(outcome, json_output=json_output)
    if no_serve:
        say(_("Pour servir le site : glane --data-dir {folder} serve").format(folder=folder))
    else:
        serve_site(installation, LOOPBACK, port)
    return exit_code(outcome)


def _harvest(
    folder: Path, portals: Sequence[Portal], first_port: int | None, settings: dict[str, Any]
) -> tuple[Installation, Outcome]:
    """Declare the portals in the folder's configuration and harvest them while they answer."""
    with serve_portals(portals, _ports(portals, first_port)) as running:
        folder.mkdir(parents=True, exist_ok=True)
        declarations = [portal.source_declaration() for portal in running]
        write_demo(folder / FILE_NAME, declarations, settings=settings)
        installation = Options(config_file=folder / FILE_NAME, data_dir=folder).open_unchecked()
        installation.prepare()
        return installation, harvest_sources(installation, installation.declared_sources)


def _ports(portals: Sequence[Portal], first: int | None) -> dict[str, int]:
    """Return the port of each portal: its own, or one after the other from `first` (0: any free ones)."""
    if first is None:
        return {portal.id: portal.default_port for portal in portals}
    return {portal.id: first + number if first else 0 for number, portal in enumerate(portals)}


def _settings(folder: Path, engine: str | None, urls: tuple[str, ...]) -> dict[str, Any]:
    """Return what the configuration sets: no pause between requests, since the portals are ours.

    In a cluster, the demo of each folder has indices of its own.
    """
    settings: dict[str, Any] = {"harvest": {"pace": 0.0}}
    if engine:
        settings["search"] = {"engine": engine}
    if urls:
        own = sha256(str(folder).encode()).hexdigest()[:8]
        settings["search"]["elasticsearch"] = {"urls": list(urls), "index_prefix": f"glane-demo-{own}"}
    return settings
