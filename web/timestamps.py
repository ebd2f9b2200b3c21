"""Times in query parameters."""

import re
from datetime import UTC, date, datetime, time

from catalogue.errors import SelectionInvalid

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(DAY.pattern + r"[T+].+")


def parse_since(name: str, text: str | None) -> str | None:
    """Return a day or ISO 8601 time as the store writes it (UTC, to the second); or `SelectionInvalid`.

    A time without a zone is UTC, a day begins at midnight UTC.
    """
    if not text or not text.strip():
        return None
    try:
        moment = _parse(text.strip().replace(" ", "+"))  # a plus sign that was not encoded arrives as a space
    except ValueError:
        raise SelectionInvalid(name, text, "an ISO 8601 date or time is expected") from None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parse(text: str) -> datetime:
    if DAY.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    if not MOMENT.fullmatch(text):
        raise ValueError(text)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
