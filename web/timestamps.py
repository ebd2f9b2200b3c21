"""Times in query parameters."""

from datetime import UTC, date, datetime, time

from catalogue.errors import SelectionInvalid


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
    if len(text) == len("2026-11-24"):
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
