"""One dataset from its source records: each field from the first source, by rank, that says something.

Pure, and done at every reading: nothing assembled is stored, so a source that changes, leaves or comes back
changes what readers see in the very transaction that publishes it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from catalogue.copying import with_changes
from catalogue.record import Record, Status
from catalogue.record_parts import Provenance

TOGETHER = (
    ("licence", "licence_text"),
    ("access", "access_reasons", "access_conditions", "closed_since"),
    ("title", "acronym", "language", "translations"),
)
"""Fields that make sense only as one source said them; the first of each group decides."""

OWN = frozenset({"id", "status", "kind", "provenance", "field_sources", "extras"})
"""Fields that are not chosen between sources."""

IMPLAUSIBLE = "implausible"
"""The key of the extras that keeps what a source says and cannot be true, by field."""
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_ZERO_OF_CLOCKS = "1970-01-01"
"""What a date is made of nothing by a machine that counts from there (POSIX, Seconds Since the Epoch)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One source record of a dataset; `harvested_at` is the UTC time at which this content was first seen."""

    source_id: str
    rank: int
    remote_id: str
    record: Record
    in_feeds: bool
    active: bool
    remote_url: str | None
    media_type: str
    harvested_at: str

    @property
    def provenance(self) -> Provenance:
        """Return where this member was read."""
        return Provenance(
            source=self.source_id,
            remote_id=self.remote_id,
            remote_url=self.remote_url,
            original_format=self.media_type,
            harvested_at=self.harvested_at,
        )


def assemble(record_id: str, status: Status, members: Iterable[Member]) -> Record:
    """Return the record that readers see; at least one member is needed.

    Members that are not active speak only where none is. A `modified` that cannot be true is left out.
    """
    plausible = map(_plausible, members)
    ranked = sorted(plausible, key=lambda member: (member.rank, member.source_id, member.remote_id))
    speaking = [member for member in ranked if member.active] or ranked
    chosen: dict[str, Any] = {"id": record_id, "status": status}
    chosen["provenance"] = tuple(member.provenance for member in ranked)
    if len(speaking) > 1:
        chosen |= _choose(speaking)
    return with_changes(speaking[0].record, **chosen)


def _plausible(member: Member) -> Member:
    """Return the member without a `modified` that cannot be true, which the extras keep."""
    modified = member.record.modified
    if modified is None or _may_be_true(modified[:10], member.harvested_at[:10]):
        return member
    extras = {**member.record.extras, IMPLAUSIBLE: {"modified": modified}}
    return replace(member, record=with_changes(member.record, modified=None, extras=extras))


def _may_be_true(modified: str, read: str) -> bool:
    """Say whether what was read on a day can have changed on another: not later, but for a day between time
    zones, and not at the zero of clocks. What is no date is not judged.
    """
    if _ZERO_OF_CLOCKS < modified <= read or not _DATE.match(modified):
        return True
    day_after = date.fromisoformat(read) + timedelta(days=1)
    return modified != _ZERO_OF_CLOCKS and modified <= day_after.isoformat()


def _choose(members: Sequence[Member]) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    sources: dict[str, str] = {}
    led = {follower: group[0] for group in TOGETHER for follower in group}
    for name in (field.name for field in fields(Record) if field.name not in OWN):
        member = _first_that_says(members, led.get(name, name))
        value = getattr(member.record, name)
        chosen[name] = value
        if _says_something(value):
            sources[name] = member.source_id
    chosen["extras"] = {key: value for m in reversed(members) for key, value in m.record.extras.items()}
    return {**chosen, "field_sources": sources}


def _first_that_says(members: Sequence[Member], name: str) -> Member:
    return next((m for m in members if _says_something(getattr(m.record, name))), members[0])


def _says_something(value: Any) -> bool:
    return value not in (None, "", (), {}, "unknown", "notspecified")
