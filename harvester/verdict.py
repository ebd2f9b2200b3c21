"""What a finished listing allows: to publish, to count absences, or to wait for a person.

A mass deletion after half an answer is the classic accident of harvesters; each rule here names one way in
which it happens.
"""

from dataclasses import dataclass, field

from catalogue.source import Source
from catalogue.store.runs import ItemError, RunStatus
from harvester.errors import HarvestError, RunStopped, SourceParked
from harvester.wording import sentence

FEW = 5
"""Losing so many records or fewer is never held, whatever their share."""

REJECTED_SHARE = 0.2
"""Beyond this share of unusable records it is the reading that is wrong, and nothing is published."""


RELINKED_SHARE = 0.5
"""When more than this share of what is published seems to come back under other ids, the ids have changed."""


@dataclass(slots=True, kw_only=True)
class Listing:
    """What a run saw of its source so far: distinct ids listed, and how the listing ended.

    `cursor` tells from where it can be gone on with; `remarks` are worth telling though nothing failed.
    """

    listed: int = 0
    announced: int | None = None
    rejected: int = 0
    ended_early: HarvestError | None = None
    cursor: str | None = None
    remarks: list[ItemError] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`publishes`: additions and changes are shown; `complete`: what was not listed is counted as absent.

    `absent` says how many published records a listing that reached its end did not hold; 0 for one that was
    cut, which proves nothing.
    """

    status: RunStatus
    publishes: bool
    complete: bool
    absent: int = 0
    reasons: tuple[ItemError, ...] = ()


def judge(source: Source, listing: Listing, known: int, missing: int, alike: int = 0) -> Verdict:
    """Return what may be done with a listing; `known` records are published and active, `missing` of them
    were not listed, and `alike` of these seem to have come back under another id.
    """
    error = listing.ended_early
    if error is not None and (listing.listed == 0 or isinstance(error, SourceParked | RunStopped)):
        return _judge_nothing(error)
    suspicion = _find_suspicion(source, listing, known, missing, alike)
    cut = _find_cut(source, listing)
    if suspicion is not None:
        return _held(suspicion, *cut, publishes=False, absent=0 if cut else missing)
    if cut:
        return Verdict(status="partial", publishes=True, complete=False, reasons=tuple(cut))
    if missing > max(FEW, source.loss_threshold * known):
        lost = _reason("many-missing", source=source.title, missing=missing, known=known)
        return _held(lost, publishes=True, absent=missing)
    return Verdict(status="complete", publishes=True, complete=True, absent=missing)


def _judge_nothing(error: HarvestError) -> Verdict:
    """A source that brought nothing failed; one that asked for patience is gone on with when it says."""
    status: RunStatus = "interrupted" if isinstance(error, SourceParked | RunStopped) else "failed"
    return Verdict(status=status, publishes=False, complete=False, reasons=(_to_reason(error),))


def _find_suspicion(
    source: Source, listing: Listing, known: int, missing: int, alike: int
) -> ItemError | None:
    """Return why what was listed cannot be what the source means to say."""
    if listing.listed == 0 and known > 0:
        return _reason("empty-listing", source=source.title, known=known)
    if listing.rejected > REJECTED_SHARE * listing.listed:
        facts = {"rejected": listing.rejected, "listed": listing.listed}
        return _reason("many-rejected", source=source.title, **facts)
    if listing.ended_early is None and alike > max(FEW, RELINKED_SHARE * known):
        return _reason("ids-changed", source=source.title, known=known, alike=alike)
    if listing.ended_early is None and known > 1 and missing == known:
        return _reason("all-ids-changed", source=source.title, known=known)
    return None


def _find_cut(source: Source, listing: Listing) -> list[ItemError]:
    """Return how the listing fell short of its end, nothing where it did not."""
    if listing.ended_early is not None:
        return [_to_reason(listing.ended_early)]
    if listing.announced is None:
        return [_reason("unproven-listing", source=source.title)]
    if listing.listed < listing.announced:
        facts = {"announced": listing.announced, "listed": listing.listed}
        return [_reason("short-listing", source=source.title, **facts)]
    return []


def _held(*reasons: ItemError, publishes: bool, absent: int) -> Verdict:
    return Verdict(status="held", publishes=publishes, complete=False, absent=absent, reasons=reasons)


def _to_reason(error: HarvestError) -> ItemError:
    return ItemError(kind=error.kind, message=str(error))


def _reason(kind: str, **facts: object) -> ItemError:
    return ItemError(kind=kind, message=sentence(kind, facts))
