"""Codes and addresses that DCAT and ISO 19139 write alike: coordinate systems, licences, periods in a row."""

import re
from collections.abc import Sequence
from functools import lru_cache

from catalogue.record_parts import Period

LICENCE_ADDRESS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:spdx\.org|creativecommons\.org|opendatacommons\.org|opendefinition\.org"
    r"|etalab\.gouv\.fr|data\.gouv\.fr|github\.com/etalab|publications\.europa\.eu|gnu\.org)/\S*",
    re.IGNORECASE,
)
"""An address of those who write licences, or keep lists of them: it says more than the words beside it."""

_EPSG = re.compile(r"\bEPSG(?:/[\d.]+/|:+(?:[\d.]*:)?)\s?(\d{4,6})\b", re.IGNORECASE)

_BARE_EPSG = re.compile(r"\s*(\d{4,5})\s*")


@lru_cache(maxsize=1_024)
def find_epsg(text: str | None) -> str | None:
    """Return `EPSG:2154` from an address, a URN, words that name the code or the bare code, else None."""
    match = _EPSG.search(text or "") or _BARE_EPSG.fullmatch(text or "")
    return f"EPSG:{match[1]}" if match else None


OPEN_END = ".."
"""The end of a period that goes on (ISO 8601-2 §4.4): a start alone might be one year, written as text."""


def open_ended(start: str | None, end: str | None) -> Period:
    """Return the period of a structure that names its start and its end apart."""
    return Period(start=start, end=end or (OPEN_END if start else None))


def around(periods: Sequence[Period]) -> Period | None:
    """Return the period around all periods: an end that one leaves open stays open."""
    if len(periods) < 2:
        return periods[0] if periods else None
    starts = [period.start for period in periods]
    ends = [None if period.end == OPEN_END else period.end for period in periods]
    return open_ended(
        None if None in starts else min(filter(None, starts)),
        None if None in ends else max(filter(None, ends)),
    )
