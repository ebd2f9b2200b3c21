"""`glane index`: the search index, which can always be built again from the store."""

from dataclasses import asdict

import click

from catalogue.language import gettext as _
from cli.indexing import catch_up_index, rebuild_index
from cli.options import SUBCOMMAND, Options, as_json, example
from cli.output import numbers, print_json, print_table, words
from cli.reports import sync_words
from search.sync import SyncReport


@click.group(
    help=_("L'index de recherche."), epilog=example("glane index status"), subcommand_metavar=SUBCOMMAND
)
def index() -> None:
    """Hold the commands about the index."""


@index.command(help=_("Rattrape le journal des changements."), epilog=example("glane index sync"))
@as_json
@click.pass_obj
def sync(options: Options, *, json_output: bool) -> None:
    """Bring the index up to the store."""
    _print_report(catch_up_index(options.open()), json_output=json_output)


@index.command(
    help=_("Reconstruit l'index depuis le catalogue ; l'ancien sert pendant ce temps."),
    epilog=example("glane index rebuild"),
)
@as_json
@click.pass_obj
def rebuild(options: Options, *, json_output: bool) -> None:
    """Build the index again."""
    _print_report(rebuild_index(options.open()), json_output=json_output)


@index.command(help=_("Dit où en est l'index."), epilog=example("glane index status --json"))
@as_json
@click.pass_obj
def status(options: Options, *, json_output: bool) -> int:
    """Compare the index with the store; code 1 where it lags behind or does not answer."""
    installation = options.open()
    found = installation.engine.status()
    with installation.database.reading() as reading:
        position = reading.position()
    lag = position - found.position
    if json_output:
        print_json({**asdict(found), "store_position": position, "lag": lag})
    else:
        counts = (_("documents"), _("position"), _("retard"), _("octets"))
        columns = [words(_("moteur")), words(_("version")), *(numbers(heading) for heading in counts)]
        values = [found.name, found.version, found.documents, found.position, lag, found.size_bytes]
        print_table(columns, [values])
    return 0 if found.healthy and lag == 0 else 1


def _print_report(report: SyncReport, *, json_output: bool) -> None:
    if json_output:
        print_json(asdict(report))
        return
    text = _("Index à la position {position} : {counts}")
    click.echo(text.format(position=report.position, counts=sync_words(report)))
