"""What distinguishes two states of a record, field by field, and in how many records each field changes.

Owns the comparison alone: which states are compared, and how a value is shown, is for others to say.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from catalogue.record import Record
from catalogue.record_json import NOT_CONTENT

FIELDS = tuple(item.name for item in fields(Record) if item.name not in NOT_CONTENT)
EXAMPLES = 3
"""So many records stand for all those in which a field changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field whose value differs; `before` and `after` are its JSON values, None where it says nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A record in which a field changes."""

    remote_id: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChanges:
    """In how many records a field changes, with the first of them."""

    field: str
    records: int
    examples: tuple[Example, ...]


def list_differences(before: str, after: str) -> list[Difference]:
    """Compare two records, given as the JSON texts of `record_json.dumps`, in the order of their fields.

    Of the extras, only the entries that differ are given. Fields that the record no longer has come last: a
    stored text may be older than this software.
    """
    one, other = json.loads(before), json.loads(after)
    gone = sorted((one.keys() | other.keys()) - NOT_CONTENT - set(FIELDS))
    return [
        _to_difference(name, one.get(name), other.get(name))
        for name in (*FIELDS, *gone)
        if one.get(name) != other.get(name)
    ]


def _to_difference(name: str, before: Any, after: Any) -> Difference:
    if name == "extras":
        before, after = _without_common(before or {}, after or {}), _without_common(after or {}, before or {})
    return Difference(field=name, before=before or None, after=after or None)


def _without_common(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one object says that the other does not, at any depth of objects."""
    return {
        key: _without_common(value, other[key])
        if isinstance(value, dict) and isinstance(other.get(key), dict)
        else value
        for key, value in one.items()
        if value != other.get(key)
    }


@dataclass(slots=True)
class DifferenceCount:
    """Counts the differences of many records, in little memory."""

    _records: dict[str, int] = field(default_factory=dict)
    _examples: dict[str, list[Example]] = field(default_factory=dict)

    def add(self, remote_id: str, differences: Sequence[Difference]) -> None:
        """Count the differences of one record."""
        for one in differences:
            self._records[one.field] = self._records.get(one.field, 0) + 1
            examples = self._examples.setdefault(one.field, [])
            if len(examples) < EXAMPLES:
                examples.append(Example(remote_id=remote_id, before=one.before, after=one.after))

    def list_changes(self) -> tuple[FieldChanges, ...]:
        """Return what was counted, the field that changes most often first."""
        ordered = sorted(self._records.items(), key=lambda item: (-item[1], item[0]))
        return tuple(
            FieldChanges(field=name, records=count, examples=tuple(self._examples[name]))
            for name, count in ordered
        )
