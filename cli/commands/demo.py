"""`glane demo`: sample portals on this machine, harvested for real, and the site."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from catalogue.language import gettext as _
from cli.configuration_file import write_sources
from cli.harvesting import harvest_sources
from cli.options import Options, as_json, example
from cli.output import say
from cli.portals import FAULTY_PORTAL, PORTALS, Portal, serve_portals
from cli.reports import exit_code, print_reports
from cli.serving import serve_site
from config.settings import FILE_NAME

DATA_DIR = Path("glane-demo")


@click.command(
    help=_("Moissonne des portails d'exemple sur cette machine, puis sert le site."),
    epilog=example("glane demo --port 8000"),
)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help=_("Le port du site.")
)
@click.option("--no-serve", is_flag=True, help=_("S'arrête après la moisson."))
@click.option("--faulty", is_flag=True, help=_("Ajoute un portail en panne."))
@click.option("--engine", type=click.Choice(["tantivy", "elasticsearch"]), help=_("Le moteur de recherche."))
@click.option("--url", "urls", multiple=True, metavar="URL", help=_("L'adresse d'Elasticsearch."))
@click.option("--portals-port", default=None, type=click.IntRange(0, 65000), hidden=True)
@as_json
@click.pass_obj
def demo(
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
    if urls and engine != "elasticsearch":
        raise click.UsageError(_("--url ne vaut qu'avec --engine elasticsearch."))
    options = Options(config_file=options.config_file, data_dir=options.data_dir or DATA_DIR)
    portals = (*PORTALS, FAULTY_PORTAL) if faulty else PORTALS
    with ExitStack() as stack:
        running = stack.enter_context(serve_portals(portals, _ports(portals, portals_port)))
        declarations = [portal.source_declaration() for portal in running]
        folder = options.open_unchecked().settings.data_dir
        folder.mkdir(parents=True, exist_ok=True)
        write_sources(folder / FILE_NAME, declarations, settings=_settings(engine, urls))
        installation = options.open_unchecked()
        installation.prepare()
        outcome = harvest_sources(installation, installation.declared_sources)
    print_reports(outcome, json_output=json_output)
    if not no_serve:
        serve_site(installation, "127.0.0.1", port)
    else:
        say(_("Pour servir le site : glane --data-dir {folder} serve").format(folder=folder))
    return exit_code(outcome)


def _ports(portals: tuple[Portal, ...], first: int | None) -> dict[str, int]:
    """Return the port of each portal: its own, or one after the other from `first`."""
    if first is None:
        return {portal.id: portal.default_port for portal in portals}
    return {portal.id: first + number if first else 0 for number, portal in enumerate(portals)}


def _settings(engine: str | None, urls: tuple[str, ...]) -> dict[str, Any]:
    settings: dict[str, Any] = {"harvest": {"pace": 0.0}}
    if engine:
        settings["search"] = {"engine": engine}
    if urls:
        settings["search"]["elasticsearch"] = {"urls": list(urls), "index_prefix": "glane-demo"}
    return settings
