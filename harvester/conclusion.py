"""The end of a run: its listing is judged, and what the verdict allows is published in one transaction."""

from dataclasses import replace

from catalogue.source import Source
from catalogue.store import Connection, Database
from catalogue.store.leases import Lease, Now, renew_lease, stamp
from catalogue.store.publishing import count_replaced, publish
from catalogue.store.relinking import count_relinkable
from catalogue.store.resolving import resolve
from catalogue.store.resuming import supersede
from catalogue.store.runs import RunReport, drop_staged, finish_run, keep_cursor, list_errors, put_errors
from catalogue.store.staging import count_staged
from harvester.errors import SourceParked
from harvester.verdict import RELINKED_SHARE, Listing, Verdict, judge


def conclude(
    database: Database, source: Source, report: RunReport, listing: Listing, lease: Lease, now: Now
) -> RunReport:
    """Publish what the listing allows and return the final report, written with it."""
    with database.writing() as connection:
        resolution = resolve(connection, report.run, source)
    with database.writing() as connection:
        renew_lease(connection, lease, now)
        known, missing = count_replaced(connection, report.run, source.id)
        alike = 0
        if missing > RELINKED_SHARE * known:
            alike = count_relinkable(connection, report.run, source.id)
        verdict = judge(source, listing, known, missing, alike)
        report = _counted(replace(report, status=verdict.status, absent=verdict.absent), connection, verdict)
        if verdict.publishes:
            done = publish(connection, report.run, source, resolution, now(), complete=verdict.complete)
            report = replace(report, archived=done.archived)
        put_errors(connection, report.run, [*verdict.reasons, *listing.remarks])
        report = replace(
            report, errors=tuple(list_errors(connection, report.run)), resume_at=_resume_at(listing)
        )
        finish_run(connection, report, stamp(now()), published=verdict.publishes)
        _leave_staged(connection, source, report, listing, stamp(now()))
    return report


def _leave_staged(
    connection: Connection, source: Source, report: RunReport, listing: Listing, at: str
) -> None:
    """Leave what a cut run can be gone on with and a held one be decided by; forget all the rest."""
    can_go_on = report.status in ("partial", "interrupted") and listing.cursor is not None
    keep_cursor(connection, report.run, listing.cursor if can_go_on else None)
    if not can_go_on and report.status != "held":
        drop_staged(connection, report.run)
    if report.status not in ("failed", "interrupted"):
        supersede(connection, source.id, report.run, at)


def _resume_at(listing: Listing) -> str | None:
    error = listing.ended_early
    return stamp(error.resume_at) if isinstance(error, SourceParked) else None


def _counted(report: RunReport, connection: Connection, verdict: Verdict) -> RunReport:
    """Return the report with the outcome of its items; what is unpublished was neither added nor changed."""
    items = count_staged(connection, report.run)
    report = replace(report, unchanged=items.get("unchanged", 0), rejected=items.get("rejected", 0))
    if not verdict.publishes:
        return report
    return replace(report, added=items.get("added", 0), changed=items.get("changed", 0))
