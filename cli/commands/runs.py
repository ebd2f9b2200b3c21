"""`glane runs`: what past harvests did."""

from typing import TypeVar

import click
from rich.table import Column

from catalogue.errors import RunUnknown
from catalogue.language import gettext as _
from catalogue.store.runs import Run, RunReport, report_json
from cli.commands.decisions import DECISIONS
from cli.options import SUBCOMMAND, Options, as_json, example
from cli.output import fixed, moment, print_json, print_table, words
from cli.reports import columns, decision_words, duration, row, status_words

Cell = TypeVar("Cell")


@click.group(
    help=_("Les moissons passées."), epilog=example("glane runs list"), subcommand_metavar=SUBCOMMAND
)
def runs() -> None:
    """Hold the commands about runs."""


@runs.command(
    "list", help=_("Liste les dernières moissons."), epilog=example("glane runs list --source gd4h")
)
@click.option("--source", "source_id", metavar="ID", help=_("D'une seule source."))
@click.option(
    "--limit",
    default=20,
    show_default=True,
    type=click.IntRange(1, 1000),
    metavar="N",
    help=_("Nombre maximal de réponses."),
)
@as_json
@click.pass_obj
def list_runs(options: Options, source_id: str | None, limit: int, *, json_output: bool) -> None:
    """List runs, newest first."""
    with options.open().database.reading() as reading:
        found = reading.list_runs(limit, source_id)
    if json_output:
        print_json({"runs": [_run_json(run) for run in found]})
    else:
        print_table(_columns(), [_row(run) for run in found])


@runs.command("show", help=_("Montre une moisson et ses remarques."), epilog=example("glane runs show 3"))
@click.argument("run_id", metavar=_("NUMÉRO"), type=click.IntRange(1, 2**31 - 1))
@as_json
@click.pass_obj
def show_run(options: Options, run_id: int, *, json_output: bool) -> None:
    """Show a run with all its errors."""
    with options.open().database.reading() as reading:
        run = reading.find_run(run_id)
        errors = reading.list_errors(run_id, limit=100_000)
    if run is None:
        raise RunUnknown(run_id)
    if json_output:
        listed = [{"remote_id": e.remote_id, "kind": e.kind, "message": e.message} for e in errors]
        print_json({**_run_json(run), "errors": listed})
        return
    print_table([words(""), words("")], _details(run))
    if errors:
        print_table(
            [words(_("fiche")), words(_("remarque"))],
            [[error.remote_id or "—", error.message] for error in errors],
        )


for command in DECISIONS:
    runs.add_command(command)


def _columns() -> list[Column]:
    """Return the columns of a list, narrow enough for a terminal of 80."""
    return [*_narrowed(columns()), fixed(_("début (UTC)"))]


def _row(run: Run) -> list[object]:
    number, source, status, *counts = _narrowed(row(_report(run)))
    if run.decision == "rolled-back":
        status = decision_words(run.decision)
    return [number, source, status, *counts, moment(run.started_at)]


def _narrowed(cells: list[Cell]) -> list[Cell]:
    """Leave out what `show` tells as well: how many were read, how many were absent, and the time it took."""
    number, source, status, _listed, added, changed, unchanged, _absent, rejected, _duration = cells
    return [number, source, status, added, changed, unchanged, rejected]


def _details(run: Run) -> list[list[object]]:
    """Return all that is known of a run, a line for each value."""
    report = _report(run)
    return [
        [_("moisson"), run.id],
        [_("source"), run.source_id],
        [_("travail"), _("originaux relus") if run.kind == "renormalise" else _("source moissonnée")],
        [_("état"), status_words(run.status)],
        [_("décision"), decision_words(run.decision)],
        [_("lecture"), _("entière") if report.full else _("de ce qui a changé")],
        [_("suite de la moisson"), report.continues or "—"],
        [_("publiée"), _("oui") if run.published else _("non")],
        [_("début (UTC)"), moment(run.started_at)],
        [_("fin (UTC)"), moment(run.finished_at)],
        [_("durée"), duration(report)],
        [_("fiches annoncées"), "—" if report.announced is None else report.announced],
        [_("lues"), report.listed],
        [_("ajoutées"), report.added],
        [_("modifiées"), report.changed],
        [_("inchangées"), report.unchanged],
        [_("absentes"), report.absent],
        [_("archivées"), report.archived],
        [_("refus"), report.rejected],
        [_("requêtes"), report.requests],
        [_("octets reçus"), report.bytes],
    ]


def _report(run: Run) -> RunReport:
    return run.report or RunReport(run=run.id, source=run.source_id, status=run.status)


def _run_json(run: Run) -> dict[str, object]:
    more = ("kind", "published", "decision", "decided_at", "started_at", "finished_at", "status")
    return {**report_json(_report(run)), **{name: getattr(run, name) for name in more}}
