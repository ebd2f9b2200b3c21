"""What a finished listing allows: to publish, to count absences, or to wait for a person.

A mass deletion after half an answer is the classic accident of harvesters; each rule here names one way in
which it happens.
"""

from dataclasses import dataclass

from catalogue.source import Source
from catalogue.store.runs import ItemError, RunStatus
from harvester.errors import HarvestError, SourceParked
from harvester.wording import sentence

FEW = 5
"""Losing so many records or fewer is never held, whatever their share."""

REJECTED_SHARE = 0.2


@dataclass(slots=True, kw_only=True)
class Listing:
    """What a run saw of its source so far: distinct ids listed, and how the listing ended."""

    listed: int = 0
    announced: int | None = None
    rejected: int = 0
    ended_early: HarvestError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`publishes`: additions and changes are shown; `complete`: what was not listed is counted as absent."""

    status: RunStatus
    publishes: bool
    complete: bool
    reason: ItemError | None = None


def judge(source: Source, listing: Listing, known: int, missing: int) -> Verdict:
    """Return what may be done with a listing; `known` records are published and active, `missing` of them
    were not listed.
    """
    if listing.ended_early is not None:
        return _judge_cut(listing, listing.ended_early)
    if kind := _find_doubt(listing, known, missing):
        facts = {"known": known, "rejected": listing.rejected, "listed": listing.listed}
        return _held(kind, publishes=False, source=source.title, **facts)
    if listing.announced is not None and listing.listed < listing.announced:
        facts = {"announced": listing.announced, "listed": listing.listed}
        reason = _reason("short-listing", source=source.title, **facts)
        return Verdict(status="partial", publishes=True, complete=False, reason=reason)
    if missing > max(FEW, source.loss_threshold * known):
        return _held("many-missing", publishes=True, source=source.title, missing=missing, known=known)
    return Verdict(status="complete", publishes=True, complete=True)


def _find_doubt(listing: Listing, known: int, missing: int) -> str | None:
    """Return why nothing at all may be published, or None."""
    if listing.listed == 0 and known > 0:
        return "empty-listing"
    if listing.rejected > REJECTED_SHARE * listing.listed:
        return "many-rejected"
    return "all-ids-changed" if known > FEW and missing == known else None


def _judge_cut(listing: Listing, error: HarvestError) -> Verdict:
    reason = ItemError(kind=error.kind, message=str(error))
    if isinstance(error, SourceParked):
        return Verdict(status="interrupted", publishes=False, complete=False, reason=reason)
    if listing.listed == 0:
        return Verdict(status="failed", publishes=False, complete=False, reason=reason)
    return Verdict(status="partial", publishes=True, complete=False, reason=reason)


def _held(kind: str, *, publishes: bool, **facts: object) -> Verdict:
    return Verdict(status="held", publishes=publishes, complete=False, reason=_reason(kind, **facts))


def _reason(kind: str, **facts: object) -> ItemError:
    return ItemError(kind=kind, message=sentence(kind, facts))
