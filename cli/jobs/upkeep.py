"""The recurring work that is no harvest: the index that follows the store, and what is swept away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from catalogue.language import gettext as _
from catalogue.language import ngettext
from catalogue.store.cleaning import clear_source, forget_answers_of
from catalogue.store.jobs import JobResult, forget_requests
from cli.indexing import catch_up_index
from cli.installation import Installation
from cli.jobs.job import Job
from cli.jobs.schedule import Schedule
from cli.reports import sync_words
from harvester.staging import fingerprint
from search.errors import IndexBusy

REQUESTS_KEPT = timedelta(days=90)


def list_upkeep(installation: Installation) -> Iterator[Job]:
    """Yield the jobs that keep an installation in order."""
    yield Job(
        name="index/sync",
        title=_("Mise à jour de l'index de recherche"),
        work=sync_index,
        schedule=Schedule("* * * * *"),
        local=installation.settings.search.engine == "tantivy",
    )
    yield Job(
        name="runs/clean",
        title=_("Nettoyage de ce que les moissons mortes ont laissé"),
        work=clean_runs,
        schedule=Schedule("15 5 * * *", timedelta(minutes=installation.settings.scheduler.spread)),
    )


def sync_index(installation: Installation) -> JobResult:
    """Bring the index up to the store; raises `IndexUnavailable`."""
    try:
        report = catch_up_index(installation)
    except IndexBusy:
        return JobResult(outcome="already-running")
    changed = report.documents or report.deleted
    return JobResult(outcome="done", message=sync_words(report) if changed else _("Index à jour."))


def clean_runs(installation: Installation) -> JobResult:
    """Sweep away what dead runs left, what is kept for sources that are gone, and old requests."""
    now = datetime.now(UTC)
    with installation.database.reading() as reading:
        states = reading.list_sources()
    cleared = 0
    for state in states:  # a transaction each: nobody waits for long
        with installation.database.writing() as connection:
            cleared += clear_source(connection, state.source.id, fingerprint(state.source), now)
            if not state.declared:
                forget_answers_of(connection, state.source.id)
    with installation.database.writing() as connection:
        forget_requests(connection, now - REQUESTS_KEPT)
    text = ngettext(
        "{cleared} source nettoyée, {busy} en cours de moisson.",
        "{cleared} sources nettoyées, {busy} en cours de moisson.",
        cleared,
    )
    return JobResult(outcome="done", message=text.format(cleared=cleared, busy=len(states) - cleared))
