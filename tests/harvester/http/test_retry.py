from datetime import UTC, datetime

import pytest
from requests import Request

from harvester.errors import SourceUnavailable
from harvester.http.retry import backoff_after, parse_retry_after, tries_after, tries_allowed
from tests.harvester.http.loopback import a_policy

NOW = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("Sun, 01 Mar 2026 03:31:00 GMT", 60.0),
        ("Sunday, 01-Mar-26 03:31:00 GMT", 60.0),
        ("Sun Mar  1 03:31:00 2026", 60.0),
        ("9999999", 86_400.0),
        ("9" * 5_000, 86_400.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        ("0", None),
        ("-1", None),
        ("1.5", None),
        ("bientôt", None),
        ("٣", None),
        ("", None),
        (None, None),
        ("Sun, 01 Mar 2020 03:31:00 GMT", None),
        ("Sun, 99 Mar 2026 03:31:00 GMT", None),
    ],
)
def test_f05_retry_after_in_every_form(value: str | None, seconds: float | None):
    assert parse_retry_after(value, NOW) == seconds


def test_only_what_reads_is_repeated():
    def tries(method: str, body: object = None, **changes: object) -> int:
        request = Request(method, "http://exemple.org/", data=body).prepare()
        return tries_allowed(request, a_policy(**changes))

    assert tries("GET") == tries("HEAD") == tries("POST", b"<GetRecords/>") == 3
    assert tries("POST", b"<Transaction/>", retry_posts=False) == tries("PATCH") == 1
    assert tries("POST", iter([b"read", b"once"])) == 1
    assert tries("GET", attempts=0) == 1


def test_a_failure_that_costs_a_lot_or_will_not_heal_is_tried_less():
    assert tries_after(SourceUnavailable("truncated"), 3) == 3
    assert tries_after(SourceUnavailable("time-out"), 3) == 2
    assert tries_after(SourceUnavailable("tls"), 3) == 1


def test_the_pause_doubles_up_to_a_minute():
    policy = a_policy(backoff=1.5)

    assert [backoff_after(tries, policy) for tries in (1, 2, 3, 9)] == [1.5, 3.0, 6.0, 60.0]
