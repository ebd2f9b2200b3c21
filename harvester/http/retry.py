"""When a request is tried again, and how long to wait before: pure rules."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from requests import PreparedRequest

from harvester.errors import SourceUnavailable
from harvester.http.policy import HttpPolicy

RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})  # RFC 9110 §9.2.2
LONGEST_BACKOFF = 60.0
LONGEST_WAIT = 86_400.0  # a source that wants more than a day is asked again after a day
TRIES_BY_KIND = {
    "tls": 1,  # a certificate does not heal within seconds
    "parked": 1,
    "time-out": 2,  # each costs the whole time-out
    "too-slow": 2,
}


def tries_allowed(request: PreparedRequest, policy: HttpPolicy) -> int:
    """Return how often it may be sent: once, unless repeating is safe and the body still there."""
    method = (request.method or "").upper()
    is_safe = method in IDEMPOTENT or (method == "POST" and policy.retry_posts)
    has_body_left = request.body is None or isinstance(request.body, bytes | str)
    return max(1, policy.attempts) if is_safe and has_body_left else 1


def tries_after(error: SourceUnavailable, allowed: int) -> int:
    """Return how often a request that failed like this may be sent at most."""
    return min(allowed, TRIES_BY_KIND.get(error.kind, allowed))


def backoff_after(tries: int, policy: HttpPolicy) -> float:
    """Return the pause after so many tries: `policy.backoff`, doubled each time, a minute at most."""
    return float(min(LONGEST_BACKOFF, policy.backoff * 2 ** (tries - 1)))


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that `Retry-After` asks for, a day at most (RFC 9110 §10.2.3: seconds or a date).

    None where it asks for nothing usable: absent, negative, in the past, no number and no date.
    """
    text = (value or "").strip()
    seconds = float(text) if text.isascii() and text.isdigit() else _seconds_until(text, now)
    return min(seconds, LONGEST_WAIT) if seconds > 0 else None


def _seconds_until(date: str, now: datetime) -> float:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return 0.0
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
