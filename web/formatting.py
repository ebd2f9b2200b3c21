"""Dates, sizes and numbers as people write them, in the language of the page."""

import re
from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from catalogue.record_parts import Period
from web.locale import current_locale
from web.locale import gettext as _

UNITS = ("o", "ko", "Mo", "Go", "To")
YEAR = re.compile(r"\d{4}")
MONTH = re.compile(r"\d{4}-\d{2}")


def shown_date(text: str | None) -> str:
    """Return `2026-03-03` as « 3 mars 2026 »; months and years as precise as they are, other text as is."""
    if not text or YEAR.fullmatch(text):
        return text or ""
    locale = current_locale()
    try:
        if MONTH.fullmatch(text):
            return format_date(date.fromisoformat(f"{text}-01"), "MMMM y", locale=locale)
        day = datetime.fromisoformat(text).date()
    except ValueError:
        return text
    shown = format_date(day, "long", locale=locale)
    return f"1er{shown[1:]}" if locale == "fr" and day.day == 1 else shown


def shown_language(code: str | None) -> str:
    """Return « français » for `fr`; a code that names no language is shown as it is."""
    try:
        return Locale.parse(code or "").get_language_name(current_locale()) or code or ""
    except (ValueError, TypeError, UnknownLocaleError):
        return code or ""


def shown_period(period: Period | None) -> str:
    """Return « du … au … », « de 2016 à 2019 » for whole years, « depuis … », « jusqu’à … », or nothing."""
    start, end = (
        (_whole_year(period.start, "-01-01"), _whole_year(period.end, "-12-31")) if period else (None, None)
    )
    if not start or not end:
        return _open_period(start, end)
    if start == end:
        return shown_date(start)
    whole_years = YEAR.fullmatch(start) and YEAR.fullmatch(end)
    template = _("de {start} à {end}") if whole_years else _("du {start} au {end}")
    return template.format(start=shown_date(start), end=shown_date(end))


def _open_period(start: str | None, end: str | None) -> str:
    if start:
        return _("depuis {start}").format(start=shown_date(start))
    return _("jusqu’à {end}").format(end=shown_date(end)) if end else ""


def _whole_year(text: str | None, edge: str) -> str | None:
    """A period from a first of January or to a last of December is told in years."""
    return text.removesuffix(edge) if text else None


def shown_number(number: float) -> str:
    """Return a number with the separators of the language."""
    return format_decimal(number, locale=current_locale())


def shown_size(size: int | None) -> str:
    """Return bytes as « 1,2 Mo » (powers of 1000), or nothing."""
    if size is None or size < 0:
        return ""
    scaled = float(size)
    unit = UNITS[0]
    for unit in UNITS:
        if scaled < 1000 or unit == UNITS[-1]:
            break
        scaled /= 1000
    letters = unit if current_locale() == "fr" else unit.replace("o", "B")
    return f"{format_decimal(scaled, '#,##0.#', locale=current_locale())}\u202f{letters}"
