"""Harvesting several sources in turn and bringing the index up to date: the main job of Glane."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.errors import StoreUnwritable
from catalogue.language import gettext as _
from catalogue.source import Source
from catalogue.store.runs import ItemError, RunReport
from cli.explanations import explain
from cli.indexing import catch_up_index
from cli.installation import Installation
from cli.output import say
from cli.progress import watching
from harvester.errors import SourceUnavailable
from harvester.run import Harvester, harvest
from harvester.wording import opened
from search.errors import IndexUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The reports of the runs, whether any of them published, and whether the index holds what they did."""

    reports: tuple[RunReport, ...]
    published: bool
    indexed: bool


def harvest_sources(installation: Installation, sources: Sequence[Source], *, full: bool = False) -> Outcome:
    """Harvest sources in turn; one that is busy or fails does not stop the others."""
    with watching() as progress, installation.harvester(progress) as harvester:
        reports = tuple(_harvest_one(source, harvester, full=full) for source in sources)
    with installation.database.reading() as reading:
        kept = [reading.find_run(report.run) for report in reports]
    published = any(run is not None and run.published for run in kept)
    return Outcome(reports=reports, published=published, indexed=sync(installation))


def sync(installation: Installation) -> bool:
    """Bring the index up to the store; False, with a warning, where the engine does not answer."""
    try:
        catch_up_index(installation)
    except IndexUnavailable as error:
        text = _(
            "L'index de recherche n'a pas suivi ({detail}) ; il suivra au prochain « glane index sync »."
        )
        say(text.format(detail=error))
        return False
    return True


def _harvest_one(source: Source, harvester: Harvester, *, full: bool) -> RunReport:
    try:
        return harvest(source, harvester, full=full)
    except SourceUnavailable as error:
        return _failed(source, ItemError(kind=error.kind, message=str(error)))
    except StoreUnwritable as error:
        told = opened(explain(error), {"source": source.title})
        return _failed(source, ItemError(kind=f"store-{error.reason}", message=told))


def _failed(source: Source, failure: ItemError) -> RunReport:
    """Return the report of a run that never was, or that could not be written."""
    return RunReport(run=0, source=source.id, status="failed", errors=(failure,))
