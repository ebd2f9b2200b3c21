"""What a finished listing allows, case by case."""

import pytest

from harvester.errors import SourceMisbehaved, SourceParked, SourceUnavailable
from harvester.verdict import Listing, judge
from tests.builders import a_source

BUSY = SourceUnavailable("http-status", source="Air", url="http://127.0.0.1:9/", status=503)
LOOP = SourceMisbehaved("paging-loop", source="Air", url="http://127.0.0.1:9/")
PARKED = SourceParked(resume_at="2026-11-25T12:00:00+00:00", source="Air", url="http://127.0.0.1:9/")


def verdict(known=100, missing=0, **listing):
    """What is judged of a listing that announced as many records as it listed, unless said otherwise."""
    seen = Listing(**{"announced": listing["listed"], **listing})
    found = judge(a_source(), seen, known, missing)
    return found.status, found.publishes, found.complete, [reason.kind for reason in found.reasons]


@pytest.mark.parametrize(
    ("seen", "judged"),
    [
        # a listing that reached its end
        ({"listed": 100, "announced": 100}, ("complete", True, True, [])),
        ({"listed": 101, "announced": 100}, ("complete", True, True, [])),
        ({"listed": 0, "known": 0}, ("complete", True, True, [])),
        ({"listed": 90, "announced": 90, "missing": 10}, ("complete", True, True, [])),
        ({"listed": 1, "known": 6, "missing": 5}, ("complete", True, True, [])),
        # too much is gone
        ({"listed": 89, "announced": 89, "missing": 11}, ("held", True, False, ["many-missing"])),
        ({"listed": 1, "known": 7, "missing": 6}, ("held", True, False, ["many-missing"])),
        ({"listed": 0, "missing": 100}, ("held", False, False, ["empty-listing"])),
        ({"listed": 0, "known": 1, "missing": 1}, ("held", False, False, ["empty-listing"])),
        ({"listed": 100, "missing": 100}, ("held", False, False, ["all-ids-changed"])),
        ({"listed": 3, "known": 3, "missing": 3}, ("held", False, False, ["all-ids-changed"])),
        ({"listed": 1, "known": 1, "missing": 1}, ("complete", True, True, [])),
        # too much is unusable
        ({"listed": 10, "rejected": 2}, ("complete", True, True, [])),
        ({"listed": 10, "rejected": 3}, ("held", False, False, ["many-rejected"])),
        ({"listed": 1, "known": 0, "rejected": 1}, ("held", False, False, ["many-rejected"])),
        # the listing ended early
        ({"listed": 99, "announced": 100, "missing": 1}, ("partial", True, False, ["short-listing"])),
        ({"listed": 99, "announced": None, "missing": 1}, ("partial", True, False, ["unproven-listing"])),
        ({"listed": 50, "missing": 50, "ended_early": LOOP}, ("partial", True, False, ["paging-loop"])),
        ({"listed": 50, "missing": 100, "ended_early": BUSY}, ("partial", True, False, ["http-status"])),
        (
            {"listed": 10, "missing": 90, "rejected": 3, "ended_early": BUSY},
            ("held", False, False, ["many-rejected", "http-status"]),
        ),
        ({"listed": 0, "missing": 100, "ended_early": BUSY}, ("failed", False, False, ["http-status"])),
        ({"listed": 0, "known": 0, "ended_early": LOOP}, ("failed", False, False, ["paging-loop"])),
        ({"listed": 50, "missing": 50, "ended_early": PARKED}, ("interrupted", False, False, ["parked"])),
        ({"listed": 0, "missing": 100, "ended_early": PARKED}, ("interrupted", False, False, ["parked"])),
    ],
)
def test_a_listing_is_judged(seen, judged):
    assert verdict(**seen) == judged


def test_a_source_may_declare_how_much_it_may_lose():
    patient = a_source(loss_threshold=0.5)
    assert judge(patient, Listing(listed=50, announced=50), 100, 50).status == "complete"
    assert judge(patient, Listing(listed=49, announced=49), 100, 51).status == "held"


@pytest.mark.parametrize(
    ("listing", "absent"),
    [
        (Listing(listed=90, announced=90), 10),
        (Listing(listed=50, announced=100), 0),
        (Listing(listed=50, ended_early=BUSY), 0),
        (Listing(ended_early=BUSY), 0),
    ],
)
def test_only_a_listing_that_reached_its_end_proves_an_absence(listing, absent):
    assert judge(a_source(), listing, 100, 10).absent == absent


def test_every_reason_names_the_source():
    for listing, missing in (
        (Listing(announced=0), 100),
        (Listing(listed=100, announced=100), 100),
        (Listing(listed=5, announced=5, rejected=5), 95),
    ):
        (reason,) = judge(a_source(), listing, 100, missing).reasons
        assert reason.message.startswith("Source Air : ")
