"""A run: one source is listed, mapped, normalised and staged, then published or held, in that order.

Everything a reader could see happens in one transaction at the end; a run that dies before it leaves only
staged rows, which the next run of the source throws away.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from catalogue.errors import LeaseLost
from catalogue.source import Source
from catalogue.store import Connection, Database
from catalogue.store.leases import Lease, find_lease, release_lease, renew_lease, stamp
from catalogue.store.publishing import count_replaced, publish
from catalogue.store.resolving import resolve
from catalogue.store.runs import (
    RunReport,
    drop_staged,
    finish_run,
    interrupt_run,
    list_errors,
    put_errors,
    start_run,
)
from catalogue.store.staging import count_staged
from harvester.connector import Connector, FetchTools, Page, Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.normalise import NormaliseContext
from harvester.progress import Progress
from harvester.staging import Stager, fingerprint
from harvester.verdict import Listing, Verdict, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvester:
    """What runs share: the store, the way to open tools for a source, its context, who watches, the clock."""

    database: Database
    open_tools: Callable[[Source], AbstractContextManager[FetchTools]]
    context_of: Callable[[Source], NormaliseContext]
    progress: Progress
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def harvest(source: Source, harvester: Harvester) -> RunReport:
    """Harvest a source and return what happened; nothing that was published before is lost whatever happens.

    Raises `SourceUnavailable(kind="source-busy")` while another worker harvests it, and where one took it
    over. A run that breaks off, by Ctrl-C or by a fault of ours, is `interrupted` and leaves nothing staged.
    """
    with harvester.database.writing() as connection:
        lease = find_lease(connection, f"source/{source.id}", harvester.now)
        if lease is None:
            raise SourceUnavailable("source-busy", source=source.title)
        run_id = start_run(connection, source.id, stamp(harvester.now()))
    try:
        return _work(source, run_id, lease, harvester)
    except LeaseLost as error:
        _break_off(run_id, harvester)
        raise SourceUnavailable("source-busy", source=source.title) from error
    except BaseException:
        _break_off(run_id, harvester)
        raise
    finally:
        with harvester.database.writing() as connection:
            release_lease(connection, lease)


def _break_off(run_id: int, harvester: Harvester) -> None:
    with harvester.database.writing() as connection:
        interrupt_run(connection, run_id, stamp(harvester.now()))


def _work(source: Source, run_id: int, lease: Lease, harvester: Harvester) -> RunReport:
    started = time.monotonic()
    harvester.progress.phase(source.id, "fetching")
    with harvester.open_tools(source) as tools:
        listing = _list(source, run_id, tools, lease, harvester)
        stats = tools.session.stats
    harvester.progress.phase(source.id, "publishing")
    report = RunReport(
        run=run_id,
        source=source.id,
        status="running",
        listed=listing.listed,
        announced=listing.announced,
        requests=stats.requests,
        bytes=stats.bytes,
    )
    report = _conclude(source, report, listing, lease, harvester, started)
    with harvester.database.writing() as connection:
        drop_staged(connection, run_id)
    harvester.progress.phase(source.id, "published")
    return report


def _list(source: Source, run_id: int, tools: FetchTools, lease: Lease, harvester: Harvester) -> Listing:
    """Fetch and stage page by page; a listing that ends early keeps what it brought."""
    connector: Connector = CONNECTORS[source.kind]
    stager = Stager(
        source=source,
        run_id=run_id,
        gateway=tools.gateway,
        database=harvester.database,
        context=harvester.context_of(source),
        mapping=fingerprint(source),
        now=harvester.now,
    )
    listing = Listing()
    try:
        for page in connector.fetch(source, tools, Wanted()):
            _take(page, stager, listing)
            with harvester.database.writing() as connection:
                renew_lease(connection, lease, harvester.now)
            harvester.progress.listed(source.id, listing.listed, listing.announced)
    except (SourceUnavailable, SourceMisbehaved) as error:
        listing.ended_early = error.with_facts(source=source.title)
    return listing


def _take(page: Page, stager: Stager, listing: Listing) -> None:
    counts = stager.stage(page)
    listing.listed += counts.listed
    listing.rejected += counts.rejected
    if page.announced is not None:
        listing.announced = page.announced


def _conclude(
    source: Source, report: RunReport, listing: Listing, lease: Lease, harvester: Harvester, started: float
) -> RunReport:
    """Judge the listing and publish what the verdict allows, in one transaction with the report."""
    with harvester.database.writing() as connection:
        resolution = resolve(connection, report.run, source)
    with harvester.database.writing() as connection:
        renew_lease(connection, lease, harvester.now)
        known, missing = count_replaced(connection, report.run, source.id)
        verdict = judge(source, listing, known, missing)
        report = _counted(replace(report, status=verdict.status, absent=verdict.absent), connection, verdict)
        if verdict.publishes:
            now = harvester.now()
            done = publish(connection, report.run, source, resolution, now, complete=verdict.complete)
            report = replace(report, archived=done.archived)
        put_errors(connection, report.run, verdict.reasons)
        errors = tuple(list_errors(connection, report.run))
        report = replace(report, errors=errors, seconds=round(time.monotonic() - started, 3))
        finish_run(connection, report, stamp(harvester.now()), published=verdict.publishes)
    return report


def _counted(report: RunReport, connection: Connection, verdict: Verdict) -> RunReport:
    """Return the report with the outcome of its items; what is unpublished was neither added nor changed."""
    items = count_staged(connection, report.run)
    report = replace(report, unchanged=items.get("unchanged", 0), rejected=items.get("rejected", 0))
    if not verdict.publishes:
        return report
    return replace(report, added=items.get("added", 0), changed=items.get("changed", 0))
