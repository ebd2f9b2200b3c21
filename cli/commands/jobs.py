"""`glane jobs`: the recurring work, how it stands, and running some of it now."""

import os
from dataclasses import asdict
from datetime import datetime
from getpass import getuser

import click
from rich.table import Column

from catalogue.language import gettext as _
from catalogue.store.jobs import JobRequest, JobState
from catalogue.store.jobs import list_jobs as list_states
from catalogue.store.leases import stamp
from cli.jobs import list_jobs as list_registered
from cli.jobs.job import Job
from cli.options import SUBCOMMAND, Options, as_json, example
from cli.output import fixed, moment, print_json, print_table, say, words
from cli.reports import DONE, DONE_WITH_REMARKS, NOTHING_DONE
from cli.scheduling import run_now


@click.group(
    help=_("Le travail récurrent."), epilog=example("glane jobs list"), subcommand_metavar=SUBCOMMAND
)
def jobs() -> None:
    """Hold the commands about jobs."""


@jobs.command(
    "list",
    help=_("Liste les tâches : leur horaire (heure de Paris) et leur dernier passage."),
    epilog=example("glane jobs list"),
)
@as_json
@click.pass_obj
def list_jobs(options: Options, *, json_output: bool) -> None:
    """List every job of the installation, whether a scheduler ever lived or not."""
    installation = options.open()
    registered = list_registered(installation)
    with installation.database.snapshot() as connection:
        states = {state.name: state for state in list_states(connection)}
    rows = [(job, states.get(job.name) or _idle(job)) for job in registered]
    if json_output:
        print_json({"jobs": [{"title": job.title, **_to_json(state)} for job, state in rows]})
    else:
        print_table(_columns(), [_row(state) for _job, state in rows])


@jobs.command(
    "run",
    help=_("Fait une tâche maintenant : par le planificateur, ou ici s'il n'y en a pas."),
    epilog=example("glane jobs run runs/clean"),
)
@click.argument("name", metavar=_("TÂCHE"))
@as_json
@click.pass_obj
def run_job(options: Options, name: str, *, json_output: bool) -> int:
    """Run a job and wait for its end."""
    request = run_now(options.open(), name, _user())
    if json_output:
        print_json(_to_json(request))
    else:
        say(f"{name} : {_outcome_words(request.outcome)} {request.message or ''}".rstrip())
    return {"done": DONE, "remarks": DONE_WITH_REMARKS}.get(request.outcome or "", NOTHING_DONE)


def _user() -> str:
    """Return who asks, by the number where the machine knows no name."""
    try:
        return getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _idle(job: Job) -> JobState:
    return JobState(name=job.name, schedule=job.schedule_text, state="idle", message=job.fault or None)


def _columns() -> list[Column]:
    return [
        words(_("tâche")),
        fixed(_("horaire")),
        fixed(_("prochaine (UTC)")),
        fixed(_("dernière (UTC)")),
        words(_("résultat")),
    ]


def _row(state: JobState) -> list[object]:
    times = [moment(stamp(at) if at else None) for at in (state.next_at, state.started_at)]
    told = _("en cours") if state.state == "running" else _outcome_words(state.outcome)
    return [state.name, state.schedule, *times, f"{told} {state.message or ''}".rstrip()]


def _outcome_words(outcome: str | None) -> str:
    return {
        None: "—",
        "done": _("fait."),
        "remarks": _("fait, avec des remarques."),
        "failed": _("échec."),
        "stopped": _("arrêtée."),
        "interrupted": _("interrompue."),
        "already-running": _("déjà en cours."),
        "unknown": _("inconnue."),
        "expired": _("demande trop ancienne."),
    }[outcome]


def _to_json(item: JobState | JobRequest) -> dict[str, object]:
    values = asdict(item).items()
    return {name: stamp(value) if isinstance(value, datetime) else value for name, value in values}
