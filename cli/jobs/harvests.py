"""One job per enabled source: its harvest, by its own schedule or the common one, and when to try again."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from catalogue.language import gettext as _
from catalogue.language import ngettext
from catalogue.source import Source
from catalogue.store.attempts import Attempts, ask_harvest_to_stop, read_attempts
from catalogue.store.jobs import JobResult, JobState
from catalogue.store.runs import RunReport
from cli.installation import Installation
from cli.jobs.job import Job
from cli.jobs.schedule import NEVER, Schedule, ScheduleInvalid
from cli.jobs.window import Window, parse_window
from harvester.errors import HarvestError, SourceUnavailable
from harvester.http.urls import host_key
from harvester.progress import NoProgress
from harvester.run import harvest

BACK_OFF = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long to wait after the first, the second and every further harvest in vain."""
WORTH_TELLING = 3
"""So many failures in a row are no accident."""


def list_harvests(installation: Installation) -> Iterator[Job]:
    """Yield the job of every enabled source."""
    for source in installation.list_sources():
        if source.enabled:
            yield _to_job(installation, source)


def next_harvest(
    usual: datetime, attempts: Attempts, window: Window | None, now: datetime, *, broken_off: bool
) -> datetime:
    """Return when a source is harvested next: as scheduled, unless its last harvests ended badly.

    A source that asked for patience gets it; what the end of a scheduler broke off is gone on with at once;
    what a person or the end of the window stopped waits for the schedule, or for the next opening; after
    other failures the harvest is tried again, ever later. Always inside the window.
    """
    at = usual
    if attempts.resume_at is not None and attempts.resume_at > now:
        at = attempts.resume_at
    elif broken_off and attempts.in_vain <= 1:
        at = now
    elif attempts.stopped and not broken_off:
        at = min(usual, window.next_opening(now)) if window else usual
    elif attempts.in_vain and attempts.ended_at is not None:
        at = min(usual, attempts.ended_at + BACK_OFF[min(attempts.in_vain, len(BACK_OFF)) - 1])
    return window.fit(at) if window else at


def _to_job(installation: Installation, source: Source) -> Job:
    window = parse_window(source.window)
    schedule, fault = _read_schedule(installation, source)

    def work(here: Installation) -> JobResult:
        return _harvest(here, source)

    def plan(here: Installation, state: JobState, usual: datetime, now: datetime) -> datetime:
        with here.database.snapshot() as connection:
            attempts = read_attempts(connection, source.id)
        return next_harvest(usual, attempts, window, now, broken_off=state.outcome == "interrupted")

    def stop(here: Installation) -> None:
        with here.database.writing() as connection:
            ask_harvest_to_stop(connection, source.id)

    return Job(
        name=f"harvest/{source.id}",
        title=_("Moisson de {source}").format(source=source.title),
        work=work,
        schedule=schedule,
        fault=fault,
        plan=plan,
        stop=stop,
        lane="sources",
        host=_find_host(source),
        window=window,
    )


def _read_schedule(installation: Installation, source: Source) -> tuple[Schedule | None, str]:
    text = source.schedule or installation.settings.harvest.schedule
    if text == NEVER:
        return None, ""
    spread = timedelta(minutes=installation.settings.scheduler.spread)
    try:
        return Schedule(text, spread), ""
    except ScheduleInvalid:
        fault = _("{source} : l'horaire « {schedule} » est illisible. Écrivez cinq champs, comme 30 3 * * *")
        return None, fault.format(source=source.title, schedule=text)


def _find_host(source: Source) -> str | None:
    try:
        return host_key(source.url) if source.url else None
    except HarvestError:
        return source.url


def _harvest(installation: Installation, source: Source) -> JobResult:
    try:
        with installation.harvester(NoProgress()) as harvester:
            report = harvest(source, harvester)
    except SourceUnavailable as error:  # another worker harvests it
        return JobResult(outcome="already-running", message=str(error))
    return _to_result(installation, report)


def _to_result(installation: Installation, report: RunReport) -> JobResult:
    message = _first_remark(report)
    if report.status == "failed":
        return JobResult(outcome="failed", message=_of_failure(installation, report.source, message))
    if report.status == "interrupted":
        return JobResult(outcome="stopped", message=message)
    told = _counts(report)
    if report.status == "complete" and not report.rejected:
        return JobResult(outcome="done", message=told)
    return JobResult(outcome="remarks", message=f"{told} {message}".strip())


def _first_remark(report: RunReport) -> str:
    if not report.errors:
        return ""
    first = report.errors[0]
    return f"{first.remote_id} : {first.message}" if first.remote_id else first.message


def _counts(report: RunReport) -> str:
    listed, added, changed, rejected = report.listed, report.added, report.changed, report.rejected
    parts = (
        ngettext("{n} fiche lue", "{n} fiches lues", listed).format(n=listed),
        ngettext("{n} ajoutée", "{n} ajoutées", added).format(n=added),
        ngettext("{n} modifiée", "{n} modifiées", changed).format(n=changed),
        ngettext("{n} refusée", "{n} refusées", rejected).format(n=rejected),
    )
    return f"{', '.join(parts)}."


def _of_failure(installation: Installation, source_id: str, message: str) -> str:
    """Return the sentence of a failure, and what to do where it is not the first."""
    with installation.database.reading() as reading:
        failures = {state.source.id: state.failures for state in reading.list_sources()}
    count = failures.get(source_id, 0)
    if count < WORTH_TELLING:
        return message
    advice = _("{count} échecs de suite : vérifiez l'adresse de la source, ou écrivez à qui la tient.")
    return f"{advice.format(count=count)} {message}"
