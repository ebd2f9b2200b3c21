"""What belongs to a kind (indicator, observatory, study, convention) from the columns that a table declares.

Levels become codes of `granularities` and dates ISO 8601 where they are understood, else stay as they are.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from catalogue.folding import fold_label
from catalogue.record_parts import Convention, Indicator, IndicatorLevel, Observatory, Study
from catalogue.vocabularies import load_vocabulary
from harvester.normalise.periods import parse_day

TEXT_PARTS = (
    "indicator_code", "indicator_definition", "indicator_unit", "indicator_calculation",
    "indicator_reading_limits", "observatory_level", "observatory_club_member", "observatory_confirmed_at",
    "study_date", "convention_scale",
)  # fmt: skip
"""Fields of one value: `indicator_unit` fills `Record.indicator.unit`, and so on."""

LIST_PARTS = (
    "indicator_sources", "indicator_vintages", "indicator_levels", "indicator_theme_path",
    "observatory_tools", "study_authors", "convention_parties", "convention_years",
)  # fmt: skip
"""Fields of several values, from several columns or parted by the separator of the table."""

PART_FIELDS = (*TEXT_PARTS, *LIST_PARTS)

_Part = TypeVar("_Part", Indicator, Observatory, Study, Convention)

_YES = frozenset({"oui", "o", "x", "vrai", "true", "yes", "y", "1", "membre"})
_NO = frozenset({"non", "n", "faux", "false", "no", "0"})
_LEVELS = load_vocabulary("granularities")
_PATH = re.compile(r"\s*(?:>|»|→|::)\s*")
_VINTAGE = re.compile(r"(.*?[^\d\s(\[])[\s(\[]*+((?:19|20)\d{2})\s*[)\]]?")


class CellsByField(Protocol):
    """The cells of a row by field."""

    def text(self, field: str) -> str | None:
        """Return the text of a field."""
        ...

    def values(self, field: str) -> tuple[str, ...]:
        """Return the values of a field."""
        ...


def to_indicator(cells: CellsByField) -> Indicator | None:
    """Return what the row says of an indicator, None where it says nothing."""
    return _unless_silent(
        Indicator(
            code=cells.text("indicator_code"),
            definition=cells.text("indicator_definition"),
            unit=cells.text("indicator_unit"),
            calculation=cells.text("indicator_calculation"),
            reading_limits=cells.text("indicator_reading_limits"),
            sources=cells.values("indicator_sources"),
            vintages=cells.values("indicator_vintages"),
            levels=tuple(to_level(text) for text in cells.values("indicator_levels")),
            theme_path=to_path(cells.values("indicator_theme_path")),
        ),
        Indicator(),
    )


def to_observatory(cells: CellsByField) -> Observatory | None:
    """Return what the row says of an observatory."""
    level = cells.text("observatory_level")
    return _unless_silent(
        Observatory(
            level=_code_of(level) if level else None,
            tools=cells.values("observatory_tools"),
            club_member=to_flag(cells.text("observatory_club_member")),
            confirmed_at=to_date(cells.text("observatory_confirmed_at")),
        ),
        Observatory(),
    )


def to_study(cells: CellsByField) -> Study | None:
    """Return what the row says of a study."""
    made = Study(date=to_date(cells.text("study_date")), authors=cells.values("study_authors"))
    return _unless_silent(made, Study())


def to_convention(cells: CellsByField) -> Convention | None:
    """Return what the row says of a convention."""
    return _unless_silent(
        Convention(
            parties=cells.values("convention_parties"),
            scale=cells.text("convention_scale"),
            years=cells.values("convention_years"),
        ),
        Convention(),
    )


def to_flag(text: str | None) -> bool | None:
    """Return what oui, non, x, VRAI, 0 and the like mean; None for anything else."""
    word = fold_label(text or "")
    return True if word in _YES else False if word in _NO else None


def to_date(text: str | None) -> str | None:
    """Return a day, a month or a year in ISO 8601, no finer than it is written; else the text as it is."""
    first, last = (parse_day(text), parse_day(text, last=True)) if text else (None, None)
    if not first or not last or first == last:
        return first or text
    if (first[5:], last[5:]) == ("01-01", "12-31") and first[:4] == last[:4]:
        return first[:4]
    return first[:7] if first[:7] == last[:7] else text


def to_level(text: str) -> IndicatorLevel:
    """Return a level with the vintage of its zoning: "Communes (2023)", "com2023"."""
    found = _VINTAGE.fullmatch(text)
    if found and found[1].strip(" _-"):
        return IndicatorLevel(level=_code_of(found[1].strip(" _-")), vintage=found[2])
    return IndicatorLevel(level=_code_of(text))


def to_path(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the way through the themes, broadest first, from several columns or from one "A > B"."""
    return tuple(dict.fromkeys(part for text in texts for part in _PATH.split(text) if part))


def list_unread(cells: CellsByField) -> Mapping[str, str]:
    """Return the texts of fields that could not be read, to be kept."""
    text = cells.text("observatory_club_member")
    return {"observatory_club_member": text} if text and to_flag(text) is None else {}


def _code_of(level: str) -> str:
    singular = level.removesuffix("s")
    term = _LEVELS.find(level) or _LEVELS.find(singular)
    return term.id if term else level


def _unless_silent(made: _Part, silent: _Part) -> _Part | None:
    return None if made == silent else made
