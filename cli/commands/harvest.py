"""`glane harvest`: read sources, publish what changed, bring the index up to date."""

import click

from catalogue.language import gettext as _
from cli.errors import NothingToHarvest
from cli.harvesting import harvest_sources
from cli.options import Options, as_json, example
from cli.reports import exit_code, print_reports


@click.command(
    help=_("Moissonne les sources nommées, ou toutes celles qui sont actives."),
    epilog=example("glane harvest geo2france"),
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--full", is_flag=True, help=_("Relit tout, même où la source sait dire ce qui a changé."))
@as_json
@click.pass_obj
def harvest(options: Options, ids: tuple[str, ...], *, full: bool, json_output: bool) -> int:
    """Harvest; a source that can tell what changed is asked for that alone, unless `--full`."""
    installation = options.open()
    sources = installation.choose_sources(ids)
    if not sources:
        raise NothingToHarvest(installation.settings.config_file)
    outcome = harvest_sources(installation, sources, full=full)
    print_reports(outcome, json_output=json_output)
    return exit_code(outcome)
