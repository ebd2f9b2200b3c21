"""Dates and periods as people write them: "mars 2019", "2018-2020", "['2006', 'en cours']", "31/02/2020".

Pure reading, in French first. Days are ISO 8601 (`2024-05-31`); what is no date of the calendar is None,
never a neighbour of it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.folding import fold_label
from catalogue.record_parts import Period
from catalogue.remembering import remembered

_YEARS = range(1500, 2200)
"""Beyond these a "year" is a slip of the pen (1231) or stands for "no end" (3000, 9999)."""
_LONGEST = 400

_MONTHS = (
    "janvier|january|janv|jan",
    "fevrier|february|fevr|fev|feb",
    "mars|march|mar",
    "avril|april|avr|apr",
    "mai|may",
    "juin|june|jun",
    "juillet|july|juil|jul",
    "aout|august|aug",
    "septembre|september|sept|sep",
    "octobre|october|oct",
    "novembre|november|nov",
    "decembre|december|dec",
)
_MONTH_NAMES = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = "|".join(_MONTHS)
_ONGOING = re.compile(
    r"\b(?:en cours|aujourd hui|a ce jour|actuel\w*|present|ongoing|now|depuis|a partir d\w*|since)\b"
)
_UNTIL = re.compile(r"\b(?:jusqu|avant|until|before)\b")


_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = r"[t ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?\s?(?:z|[+-]\d\d:?\d\d)?"
_FORMS = (
    (rf"(\d{{4}})-(\d\d)-(\d\d)(?:{_TIME})?", "ymd"),
    (r"(\d{4})-?w(\d\d)", "yw"),
    (r"(\d{4})[- ]?[tq]([1-4])", "yq"),
    (r"[tq]([1-4])[- /]?(\d{4})", "qy"),
    (r"([1-4])(?:er|e|eme) trimestre (?:de )?(?:l annee )?(\d{4})", "qy"),
    (r"([12])(?:er|e|eme) semestre (?:de )?(?:l annee )?(\d{4})", "sy"),
    (r"(\d{4})/(\d\d)/(\d\d)", "ymd"),
    (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", "dmy"),
    (rf"(\d{{1,2}})(?:er)? ({_MONTH})\.? (\d{{4}})", "dmy"),
    (rf"({_MONTH})\.? (\d{{4}})", "my"),
    (r"(\d{4})(\d\d)(\d\d)", "ymd"),
    (r"(\d{4})-(\d\d)", "ym"),
    (r"(\d{1,2})/(\d{4})", "my"),
    (r"annees (\d{3}0)", "t"),
    (r"(\d{4})", "y"),
)
"""Dates as written, in order of trial; groups: year, month, day, week, quarter, semester, ten years."""
_ANY = re.compile("|".join(rf"(?P<f{n}>(?<!\d){form}(?!\d))" for n, (form, _) in enumerate(_FORMS)))
_EACH = tuple((re.compile(form), order) for form, order in _FORMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The first and last day that one expression stands for: a day, a month, a quarter, a year, a decade."""

    first: date
    last: date


def _span(order: str, groups: Sequence[str]) -> Span:
    """Return what the groups of a form stand for; raises ValueError for what the calendar has not."""
    parts = {name: _MONTH_NAMES.get(text) or int(text) for name, text in zip(order, groups, strict=True)}
    if "t" in parts:
        return _months(parts["t"], 1, 12, last_year=parts["t"] + 9)
    if "d" in parts:
        day = date(parts["y"], parts["m"], parts["d"])
        return Span(first=day, last=day)
    if "w" in parts:
        monday = date.fromisocalendar(parts["y"], parts["w"], 1)
        return Span(first=monday, last=monday + timedelta(days=6))
    first, length = _START_AND_LENGTH[order.replace("y", "")](parts)
    return _months(parts["y"], first, first + length - 1)


_START_AND_LENGTH: dict[str, Callable[[dict[str, int]], tuple[int, int]]] = {
    "": lambda parts: (1, 12),
    "m": lambda parts: (parts["m"], 1),
    "q": lambda parts: (3 * parts["q"] - 2, 3),
    "s": lambda parts: (6 * parts["s"] - 5, 6),
}


def _months(year: int, first: int, last: int, *, last_year: int | None = None) -> Span:
    end = last_year or year
    if not 1 <= last <= 12:
        raise ValueError(last)
    return Span(first=date(year, first, 1), last=date(end, last, monthrange(end, last)[1]))


def parse_day(text: str, *, last: bool = False) -> str | None:
    """Return the day that a text names, or the first (or `last`) day of the month, quarter or year it
    names.
    """
    if _ISO_DAY.fullmatch(text):  # nearly every one: no need to look for other forms
        return text if _is_day(text) else None
    return _parse_other_day(text, last)


@remembered(4_000)
def _parse_other_day(text: str, last: bool) -> str | None:
    spans = parse_spans(text)
    if not spans or len(spans) != 1:
        return None
    return (spans[0].last if last else spans[0].first).isoformat()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


def parse_period(text: str) -> Period | None:
    """Return the period around every date of a text; "en cours" or an empty last value of a list opens its
    end.

    None where it names no date, or one that is none of the calendar.
    """
    spans = parse_spans(text)
    if not spans:
        return None
    folded = fold_label(text)
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    if _UNTIL.search(folded) and len(spans) == 1:
        return Period(end=last.isoformat())
    is_open = bool(_ONGOING.search(folded)) and len(spans) == 1
    is_open = is_open or bool(re.search(r"en cours|,\s*''\]$", text.lower()))
    return Period(start=first.isoformat(), end=None if is_open else last.isoformat())


def parse_spans(text: str) -> list[Span] | None:
    """Return what every date of a text stands for, in order; None where a number in it is no date."""
    prepared = _prepare(text[:_LONGEST])
    try:
        spans = list(_read(prepared))
    except ValueError:  # the 31st of February, the thirteenth month
        return None
    if any(char.isdigit() for char in _ANY.sub(" ", prepared)):
        return None
    if any(span.first.year not in _YEARS or span.last.year not in _YEARS for span in spans):
        return None
    return spans


def _read(prepared: str) -> Iterator[Span]:
    for found in _ANY.finditer(prepared):
        number = int((found.lastgroup or "f0")[1:])
        pattern, order = _EACH[number]
        match = pattern.fullmatch(found[0])
        if match is None:
            raise ValueError(found[0])
        yield _span(order, match.groups())


def _prepare(text: str) -> str:
    """Fold what is no separator of dates: accents and case go, dashes become one, quotes become blanks."""
    dashes = re.sub("[\u2010-\u2015\u2212]", "-", text)
    kept = "".join(fold_label(char) or char if char.isalpha() else char for char in dashes)
    spaced = re.sub(r"[\s'\"’\u00a0_]+", " ", kept.lower())
    return re.sub(r"(\d{4}) ?- ?(?=\d{4}(?!\d))", r"\1 - ", spaced).strip()
