"""Typed literals: dates as precise as they are, boxes as WKT, numbers in canonical form."""

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal

from catalogue.rdf.namespaces import GEO, XSD
from catalogue.rdf.terms import Literal, clean_text
from catalogue.record import Bbox

PARTIAL = re.compile(r"(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_LENGTH = len("2024-05-31")


def text_literal(text: str, language: str | None = None) -> Literal:
    """Return a cleaned literal, in a language where one is given."""
    return Literal(clean_text(text), language)


def date_literal(text: str | None) -> Literal | None:
    """Return a literal typed by what the text says: dateTime, date, gYearMonth, gYear; else None."""
    if text is None:
        return None
    if match := PARTIAL.fullmatch(text):
        return Literal(text, None, XSD["gYearMonth" if match[2] else "gYear"])
    if len(text) == DAY_LENGTH:
        return first_day(text)
    try:
        return Literal(datetime.fromisoformat(text).isoformat(), None, XSD["dateTime"])
    except ValueError:
        return None


def first_day(text: str | None) -> Literal | None:
    """Return the first day that a date, month or year covers, as `xsd:date`."""
    day = _day_within(text, last=False)
    return Literal(day.isoformat(), None, XSD["date"]) if day else None


def last_day(text: str | None) -> Literal | None:
    """Return the last day that a date, month or year covers, as `xsd:date`."""
    day = _day_within(text, last=True)
    return Literal(day.isoformat(), None, XSD["date"]) if day else None


def decimal_literal(number: float) -> Literal:
    """Return an `xsd:decimal` in the canonical form that every reader keeps."""
    text = f"{Decimal(str(number)):f}"
    return Literal(text.rstrip("0").rstrip(".") if "." in text else text, None, XSD["decimal"])


def wkt_literal(bbox: Bbox) -> Literal:
    """Return a box as a WKT polygon without CRS (WGS84, longitude first), the form data.gouv.fr reads."""
    west, south, east, north = (f"{number:.6f}".rstrip("0").rstrip(".") for number in bbox)
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = ", ".join(f"{x} {y}" for x, y in corners)
    return Literal(f"POLYGON(({ring}))", None, GEO["wktLiteral"])


def _day_within(text: str | None, *, last: bool) -> date | None:
    match = PARTIAL.fullmatch(text or "")
    if match is None:
        return _parse_day((text or "")[:DAY_LENGTH])
    year = int(match[1])
    month = int(match[2]) if match[2] else (12 if last else 1)
    return date(year, month, monthrange(year, month)[1] if last else 1)


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
