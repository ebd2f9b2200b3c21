"""What is said of runs, in JSON or in a table, and the exit code that sums them up."""

from rich.table import Column

from catalogue.language import gettext as _
from catalogue.language import ngettext
from catalogue.store.runs import RunReport, report_json
from cli.harvesting import Outcome
from cli.output import fixed, numbers, print_json, print_table, say
from search.sync import SyncReport

DONE, DONE_WITH_REMARKS, NOTHING_DONE = 0, 1, 2
SHOWN_ERRORS = 5


def print_reports(outcome: Outcome, *, json_output: bool, with_remarks: bool = True) -> None:
    """Write the reports of runs, and for people their first errors and what is left to decide."""
    if json_output:
        print_json({"runs": [report_json(report) for report in outcome.reports]})
    else:
        print_table(columns(), [row(report) for report in outcome.reports])
    for report in outcome.reports if with_remarks else ():
        _say_errors(report)


def exit_code(outcome: Outcome) -> int:
    """Return 0 when all went well, 2 when nothing could be done, else 1."""
    if not outcome.published:
        return NOTHING_DONE
    remarks = any(report.status != "complete" or report.rejected for report in outcome.reports)
    return DONE_WITH_REMARKS if remarks or not outcome.indexed else DONE


def columns() -> list[Column]:
    """Return the columns of `row`: together as wide as a terminal of 80."""
    counts = (_("lues"), _("ajoutées"), _("modifiées"), _("inchangées"), _("absentes"), _("refus"))
    return [
        numbers(_("n°")),
        fixed(_("source")),
        fixed(_("état")),
        *(numbers(heading) for heading in counts),
        numbers(_("durée")),
    ]


def row(report: RunReport) -> list[object]:
    """Return a run as a line of a table."""
    counts = (report.listed, report.added, report.changed, report.unchanged, report.absent, report.rejected)
    return [report.run or "—", report.source, status_words(report.status), *counts, duration(report)]


def duration(report: RunReport) -> str:
    """Return the time that a run took."""
    return _("{seconds:.1f} s").format(seconds=report.seconds)


def sync_words(report: SyncReport) -> str:
    """Return what became of the index."""
    documents, deleted = report.documents, report.deleted
    indexed = ngettext("{n} fiche indexée", "{n} fiches indexées", documents).format(n=documents)
    removed = ngettext("{n} retirée", "{n} retirées", deleted).format(n=deleted)
    return f"{indexed}, {removed}."


def status_words(status: str) -> str:
    """Return the state of a run in plain words."""
    return {
        "running": _("en cours"),
        "complete": _("complète"),
        "partial": _("partielle"),
        "held": _("en attente d'accord"),
        "failed": _("échec"),
        "interrupted": _("interrompue"),
    }[status]


def decision_words(decision: str | None) -> str:
    """Return in plain words what became of a run that was held or published."""
    if decision is None:
        return "—"
    return {
        "approved": _("acceptée"),
        "refused": _("refusée"),
        "superseded": _("remplacée par une moisson plus récente"),
        "rolled-back": _("défaite"),
    }[decision]


def _say_errors(report: RunReport) -> None:
    for error in report.errors[:SHOWN_ERRORS]:
        if error.remote_id is None:  # it names the source itself
            say(error.message)
        else:
            where = f"{report.source} / {error.remote_id}"
            say(_("{where} : {message}").format(where=where, message=error.message))
    left = len(report.errors) - SHOWN_ERRORS
    if left > 0:
        text = ngettext(
            "{source} : {count} autre remarque ; voyez « glane runs show {run} ».",
            "{source} : {count} autres remarques ; voyez « glane runs show {run} ».",
            left,
        )
        say(text.format(source=report.source, count=left, run=report.run))
    if report.status == "held":
        text = _("{source} : à décider par « glane runs approve {run} » ou « glane runs refuse {run} ».")
        say(text.format(source=report.source, run=report.run))
