"""The step for dates: when a record was issued and modified, and the period that its data tell of.

Days come out as ISO 8601. A date that is none of the calendar becomes None, never a guess, and stays in the
extras; so does a date of no use, such as the year 9999 for "no end".
"""

import re

from catalogue.record import Record
from catalogue.record_parts import Period
from harvester.normalise.periods import parse_day, parse_period
from harvester.normalise.step import NormaliseContext, Notebook, StepResult

_ISO_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d(?:T[\d:.,Z+-]*)?\s*$")
"""A start that is a day and has no end is open; a month or a year alone ends when it ends."""
_DATES = ("issued", "modified", "next_update")
_NO_END = re.compile(
    r"(?:9999|3000|2999)(?:-\d\d-\d\d)?(?:T.*)?|\.\.|en cours|now|present|indéterminée?", re.IGNORECASE
)


def normalise_dates(record: Record, context: NormaliseContext) -> StepResult:  # noqa: ARG001
    """Read every date and the period."""
    notes = Notebook("dates")
    changes = {field: _read_day(field, getattr(record, field), notes) for field in _DATES}
    return notes.close(record, temporal=_read_period(record.temporal, notes), **changes)


def _read_day(field: str, text: str | None, notes: Notebook, *, last: bool = False) -> str | None:
    if not text or not text.strip():
        return None
    day = parse_day(text, last=last)
    if day is None:
        notes.missed(field, text)
        return None
    notes.made(field, text, day, 1.0 if text.startswith(day) else 0.7)
    return day


def _read_period(temporal: Period | None, notes: Notebook) -> Period | None:
    if temporal is None:
        return None
    if temporal.start and not temporal.end and not _ISO_DAY.match(temporal.start):
        return _read_text(temporal.start, notes)
    end = temporal.end
    if end and _NO_END.fullmatch(end.strip()):
        notes.made("temporal.end", end, None, 0.9)
        end = None
    first = _read_day("temporal.start", temporal.start, notes)
    final = _read_day("temporal.end", end, notes, last=True)
    if first and final and first > final:
        notes.made("temporal", f"{first}/{final}", f"{final}/{first}", 0.5)
        first, final = final, first
    return Period(start=first, end=final) if first or final else None


def _read_text(text: str, notes: Notebook) -> Period | None:
    """Read a period that was written into one field."""
    period = parse_period(text)
    if period is None:
        notes.missed("temporal", text)
        return None
    notes.made("temporal", text, f"{period.start or '..'}/{period.end or '..'}", 0.8)
    return period
