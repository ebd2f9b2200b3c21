"""The vintages of an indicator: years, periods, quarters, or modalities that are none of these."""

import re
from collections.abc import Sequence

from catalogue.record_parts import Period

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d|2100)(?!\d)")
_OBSERVED = range(1850, 2051)
"""Later years are projections, which stand beside years of today; alone they are ages (« 2064 ») or codes."""


def years_of(text: str) -> tuple[int, ...]:
    """Return the years that a vintage names: `2022`, `2010-2020`, `2023-T1`, « janvier 2024 »."""
    return tuple(map(int, _YEAR.findall(text)))


def to_period(vintages: Sequence[str]) -> Period | None:
    """Return the period from the first year to the last, None where no vintage names one."""
    found = [year for text in vintages for year in years_of(text)]
    if not any(year in _OBSERVED for year in found):
        return None
    years = [year for year in found if year >= _OBSERVED.start]
    first, last = min(years), max(years)
    return Period(start=str(first)) if first == last else Period(start=str(first), end=str(last))


def last_of(vintages: Sequence[str]) -> str | None:
    """Return the newest vintage: the first of those with the latest year (portals list the newest first)."""
    dated = [text for text in vintages if to_period([text])]
    return max(dated, key=lambda text: max(years_of(text)), default=None)
