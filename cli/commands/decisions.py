"""`glane runs approve|refuse|rollback|stop`: what a person decides of a harvest."""

from collections.abc import Callable
from datetime import UTC, datetime

import click

from catalogue.language import gettext as _
from catalogue.source import Source
from catalogue.store.deciding import get_run
from catalogue.store.runs import RunReport, ask_to_stop
from cli.errors import RunNotRunning, SourceUnknown
from cli.harvesting import Outcome, sync
from cli.installation import Installation
from cli.options import Options, as_json, example
from cli.output import print_json
from cli.reports import DONE, DONE_WITH_REMARKS, print_reports
from harvester import decisions

run_number = click.argument("run_id", metavar=_("NUMÉRO"), type=click.IntRange(1, 2**31 - 1))


@click.command(
    "approve",
    help=_("Accepte une moisson en attente : publie ou retire ce qu'elle retenait."),
    epilog=example("glane runs approve 12"),
)
@run_number
@as_json
@click.pass_obj
def approve_run(options: Options, run_id: int, *, json_output: bool) -> int:
    """Approve a held run."""
    return _decide(options.open(), run_id, decisions.approve, json_output=json_output)


@click.command(
    "refuse",
    help=_("Refuse une moisson en attente : rien n'est retiré."),
    epilog=example("glane runs refuse 12"),
)
@run_number
@as_json
@click.pass_obj
def refuse_run(options: Options, run_id: int, *, json_output: bool) -> int:
    """Refuse a held run."""
    return _decide(options.open(), run_id, decisions.refuse, json_output=json_output)


@click.command(
    "rollback",
    help=_("Défait une moisson publiée : ses fiches redeviennent ce qu'elles étaient."),
    epilog=example("glane runs rollback 12"),
)
@run_number
@as_json
@click.pass_obj
def roll_back_run(options: Options, run_id: int, *, json_output: bool) -> int:
    """Roll back a published run."""
    installation = options.open()
    source = _source_of(installation, run_id)
    touched = decisions.roll_back(installation.database, source, run_id, _now)
    indexed = sync(installation)
    if json_output:
        print_json({"run": run_id, "source": source.id, "restored": touched})
    else:
        text = _("Moisson {run} défaite : {count} fiches de « {source} » sont revenues à leur état d'avant.")
        click.echo(text.format(run=run_id, count=touched, source=source.id))
    return DONE if indexed else DONE_WITH_REMARKS


@click.command(
    "stop",
    help=_("Demande à une moisson en cours de s'arrêter ; la suivante reprendra où elle en était."),
    epilog=example("glane runs stop 12"),
)
@run_number
@as_json
@click.pass_obj
def stop_run(options: Options, run_id: int, *, json_output: bool) -> None:
    """Ask a run to stop."""
    installation = options.open()
    with installation.database.writing() as connection:
        get_run(connection, run_id)
        asked = ask_to_stop(connection, run_id)
    if not asked:
        raise RunNotRunning(run_id)
    if json_output:
        print_json({"run": run_id, "stopping": True})
    else:
        click.echo(_("La moisson {run} s'arrêtera dans quelques secondes.").format(run=run_id))


def _decide(
    installation: Installation,
    run_id: int,
    decision: Callable[..., RunReport],
    *,
    json_output: bool,
) -> int:
    source = _source_of(installation, run_id)
    report = decision(installation.database, source, run_id, _now)
    outcome = Outcome(reports=(report,), published=True, indexed=sync(installation))
    print_reports(outcome, json_output=json_output, with_remarks=False)
    return DONE if outcome.indexed else DONE_WITH_REMARKS


def _source_of(installation: Installation, run_id: int) -> Source:
    with installation.database.snapshot() as connection:
        source_id = get_run(connection, run_id).source_id
    known = {source.id: source for source in installation.list_sources()}
    if source_id not in known:
        raise SourceUnknown(source_id, sorted(known))
    return known[source_id]


def _now() -> datetime:
    return datetime.now(UTC)
