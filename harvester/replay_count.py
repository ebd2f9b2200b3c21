"""What a new mapping of stored originals finds: counts, differences and errors, in little memory."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue.differences import DifferenceCount, FieldChanges
from catalogue.source import Source
from catalogue.store.runs import ERRORS_SHOWN, ItemError, RunReport, RunStatus
from harvester.connector import RejectedItem
from harvester.remapping import Remapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Renormalised:
    """What a new mapping did, or would do: the report of its run (number 0 for none), and each field that
    changes.
    """

    report: RunReport
    changes: tuple[FieldChanges, ...] = ()


@dataclass(slots=True)
class ReplayCount:
    """What a new mapping found so far."""

    listed: int = 0
    changed: int = 0
    rejected: int = 0
    staged: int = 0
    differences: DifferenceCount = field(default_factory=DifferenceCount)
    errors: list[ItemError] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def add(self, page: Sequence[Remapped]) -> list[ItemError]:
        """Count a page, and return the errors of those of its originals that can no longer be mapped."""
        errors = [_to_error(one.made, one) for one in page if isinstance(one.made, RejectedItem)]
        self.errors += errors[: ERRORS_SHOWN - len(self.errors)]
        self.listed += len(page)
        self.rejected += len(errors)
        for one in page:
            if one.outcome == "changed":
                self.changed += 1
                self.differences.add(one.kept.remote_id, one.differences)
        return errors

    def sum_up(self, run_id: int, source: Source, status: RunStatus = "complete") -> Renormalised:
        """Return what was found; what was stopped before its end changed nothing."""
        report = RunReport(
            run=run_id,
            source=source.id,
            status=status,
            listed=self.listed,
            changed=self.changed if status == "complete" else 0,
            unchanged=self.listed - self.changed - self.rejected,
            rejected=self.rejected,
            seconds=round(time.monotonic() - self.started, 3),
            errors=tuple(self.errors),
        )
        return Renormalised(report=report, changes=self.differences.list_changes())


def _to_error(refused: RejectedItem, one: Remapped) -> ItemError:
    return ItemError(
        kind=refused.kind,
        message=refused.message,
        remote_id=one.kept.remote_id,
        original=one.kept.original,
    )
