"""`glane runs approve|refuse|rollback|stop`: what a person decides of a harvest."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import click

from catalogue.language import gettext as _
from catalogue.language import ngettext
from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.deciding import get_run
from catalogue.store.leases import Now
from catalogue.store.runs import RunReport, ask_to_stop
from cli.errors import RunNotRunning
from cli.harvesting import Outcome, sync
from cli.installation import Installation
from cli.options import Options, as_json, example
from cli.output import print_json
from cli.reports import DONE, DONE_WITH_REMARKS, print_reports
from harvester import decisions


class Act(Protocol):
    """What is done about a run; returns the exit code."""

    def __call__(self, installation: Installation, run_id: int, *, json_output: bool) -> int:
        """Do it, and say so."""
        ...


def _command(name: str, help_text: str, act: Act) -> click.Command:
    """Return the command of one decision: all are asked in one way."""

    @click.command(name, help=help_text, epilog=example(f"glane runs {name} 12"))
    @click.argument("run_id", metavar=_("NUMÉRO"), type=click.IntRange(1, 2**31 - 1))
    @as_json
    @click.pass_obj
    def command(options: Options, run_id: int, *, json_output: bool) -> int:
        return act(options.open(), run_id, json_output=json_output)

    return command


def _deciding(decide: Callable[[Database, Source, int, Now], RunReport]) -> Act:
    """Return the act that decides a held run and reports on it."""

    def act(installation: Installation, run_id: int, *, json_output: bool) -> int:
        report = decide(installation.database, _source_of(installation, run_id), run_id, _now)
        outcome = Outcome(reports=(report,), published=True, indexed=sync(installation))
        print_reports(outcome, json_output=json_output, with_remarks=False)
        return DONE if outcome.indexed else DONE_WITH_REMARKS

    return act


def _roll_back(installation: Installation, run_id: int, *, json_output: bool) -> int:
    source = _source_of(installation, run_id)
    touched = decisions.roll_back(installation.database, source, run_id, _now)
    indexed = sync(installation)
    if json_output:
        print_json({"run": run_id, "source": source.id, "restored": touched})
    else:
        text = ngettext(
            "Moisson {run} défaite : {count} fiche de « {source} » est revenue à son état d'avant.",
            "Moisson {run} défaite : {count} fiches de « {source} » sont revenues à leur état d'avant.",
            touched,
        )
        click.echo(text.format(run=run_id, count=touched, source=source.id))
    return DONE if indexed else DONE_WITH_REMARKS


def _stop(installation: Installation, run_id: int, *, json_output: bool) -> int:
    with installation.database.writing() as connection:
        get_run(connection, run_id)
        asked = ask_to_stop(connection, run_id)
    if not asked:
        raise RunNotRunning(run_id)
    if json_output:
        print_json({"run": run_id, "stopping": True})
    else:
        click.echo(_("La moisson {run} s'arrêtera dans quelques secondes.").format(run=run_id))
    return DONE


def _source_of(installation: Installation, run_id: int) -> Source:
    """Return the source of a run as the store knows it, whether it is still declared or not."""
    with installation.database.snapshot() as connection:
        source_id = get_run(connection, run_id).source_id
    (source,) = installation.choose_kept((source_id,))
    return source


def _now() -> datetime:
    return datetime.now(UTC)


DECISIONS = (
    _command(
        "approve",
        _("Accepte une moisson en attente : publie ou retire ce qu'elle retenait."),
        _deciding(decisions.approve),
    ),
    _command(
        "refuse",
        _("Refuse une moisson en attente : rien n'est retiré."),
        _deciding(decisions.refuse),
    ),
    _command(
        "rollback",
        _("Défait une moisson publiée : ses fiches redeviennent ce qu'elles étaient."),
        _roll_back,
    ),
    _command(
        "stop",
        _("Demande à une moisson en cours de s'arrêter ; la suivante reprendra où elle en était."),
        _stop,
    ),
)
"""The commands, in the order of their help."""
