"""What a normalisation step takes and gives, and the notebook in which it writes what it saw."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from catalogue.copying import with_changes
from catalogue.record import Record
from catalogue.source import SourceDefaults
from catalogue.territories import Gazetteer

UNMAPPED = "unmapped"
"""Key of `Record.extras`: a list of `[field, value]`, what no step could turn into a code."""

_LONGEST_SEEN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a step saw in a field (cut at 300 characters), what it made of it, and how sure it is (0–1).

    `made` is None where the value could not be read.
    """

    step: str
    field: str
    seen: str
    made: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NormaliseContext:
    """What steps know beside the record: the territories of France, and what the source's declaration says.

    `source_territories` are the coverage of records that say nothing; `source_title` stands in for a
    publisher.
    """

    gazetteer: Gazetteer
    source_title: str = ""
    source_territories: tuple[str, ...] = ()
    defaults: SourceDefaults = field(default_factory=SourceDefaults)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """The record after a step, and its evidence."""

    record: Record
    evidence: tuple[Evidence, ...] = ()


Step = Callable[[Record, NormaliseContext], StepResult]
_Seen = tuple[str, str, str, str | None, float]


@lru_cache(maxsize=8_192)
def _evidence(step: str, field: str, seen: str, made: str | None, confidence: float) -> Evidence:
    """Sources say the same words over and over."""
    return Evidence(step=step, field=field, seen=seen, made=made, confidence=confidence)


class Notebook:
    """What one step saw in one record, until it is done."""

    def __init__(self, step: str) -> None:
        self._step = step
        self._seen: dict[_Seen, None] = {}
        self._missed: list[tuple[str, str]] = []

    def made(self, field: str, seen: str, made: str | None, confidence: float) -> None:
        """Note that `seen` became `made`; what stays as it is needs no word."""
        if seen != made:
            self._seen[self._step, field, seen[:_LONGEST_SEEN], made, confidence] = None

    def missed(self, field: str, value: str) -> None:
        """Note that `value` could not be read; it will be kept in the extras. Blanks say nothing."""
        if value.strip():
            self.made(field, value, None, 1.0)
            self._missed.append((field, value))

    def close(self, record: Record, **changes: Any) -> StepResult:
        """Return the record with its changes, and with what was missed in its extras."""
        if self._missed:
            extras = changes.get("extras", record.extras)
            changes["extras"] = {**extras, UNMAPPED: self._unmapped(record)}
        kept = vars(record)
        changed = {
            name: value
            for name, value in changes.items()
            if value is not kept[name] and value != kept[name]  # comparing takes long, and most is the same
        }
        return StepResult(
            record=with_changes(record, **changed) if changed else record,
            evidence=tuple([_evidence(*seen) for seen in self._seen]) if self._seen else (),
        )

    def _unmapped(self, record: Record) -> list[list[str]]:
        known = (tuple(pair) for pair in record.extras.get(UNMAPPED, ()))
        return [list(pair) for pair in distinct([*known, *self._missed])]


def was_missed(record: Record, field: str) -> bool:
    """Tell whether a field held something that could not be read: such a record was not silent."""
    return any(pair[0] == field for pair in record.extras.get(UNMAPPED, ()))


def distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values in order, each once, empty ones left out."""
    return tuple(dict.fromkeys(filter(None, values)))
