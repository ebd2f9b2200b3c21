"""Pages that fail are halved around the record that breaks them (fault F22); a total that lies is noticed."""

import pytest

from harvester.connectors.csw_halving import FAILURES_IN_A_ROW, Halving
from harvester.errors import SourceMisbehaved
from tests.harvester import replay
from tests.harvester.csw_portal import catalogue

ERROR = SourceMisbehaved("unreadable", where="x", detail="x")


@pytest.fixture
def harvest(listing):
    def fetch(portal, **options):
        with replay.serve(portal) as running:
            listed = listing("csw", url=f"{running.url}/csw", options=options)
        return listed, running

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def names(count, *without):
    return [f"fiche-{number:02}" for number in range(count) if number not in without]


def posts(running):
    """The requests, each once: one that failed with status 500 is sent again."""
    return list(dict.fromkeys(asked.body for asked in running.asked if asked.method == "POST"))


@pytest.mark.parametrize("way", ["exception", "500", "400", "unreadable"])
@pytest.mark.parametrize("number", [0, 1, 36, 59])
def test_f22_one_bad_record_is_skipped_and_reported(harvest, way, number):
    name = f"fiche-{number:02}"
    listed, running = harvest(catalogue(60, breaking={name: way}), page_size=25)
    assert (ids(listed), listed.error, listed.announced) == (names(60, number), None, 60)
    assert [(one.remote_id, one.kind) for one in listed.rejected] == [(name, "breaks-its-page")]
    assert f"place {number + 1}" in listed.rejected[0].message
    assert bool(listed.rejected[0].content) == (way == "unreadable")
    assert len(posts(running)) < 25


def test_f22_several_bad_records_side_by_side(harvest):
    broken = {f"fiche-{number:02}": "exception" for number in (3, 4, 30)}
    listed, _ = harvest(catalogue(40, breaking=broken), page_size=20)
    assert (ids(listed), listed.error) == (names(40, 3, 4, 30), None)
    assert [one.remote_id for one in listed.rejected] == sorted(broken)


def test_f22_a_bad_record_whose_id_cannot_be_told_is_named_by_its_place(harvest):
    portal = catalogue(10, breaking={"fiche-04": "exception"}, refuses=frozenset({"brief"}))
    listed, _ = harvest(portal)
    assert [one.remote_id for one in listed.rejected] == ["position-5"]


def test_f22_the_only_record_is_bad(harvest):
    listed, _ = harvest(catalogue(1, breaking={"fiche-00": "exception"}))
    assert (ids(listed), listed.error) == ([], None)
    assert [one.remote_id for one in listed.rejected] == ["fiche-00"]


@pytest.mark.parametrize("answer", [replay.always(b"down", status=500), replay.always(b"<a", "text/xml")])
def test_f22_a_server_that_fails_at_everything_is_left_soon(harvest, answer):
    listed, running = harvest(answer)
    assert listed.error is not None
    assert (ids(listed), listed.rejected) == ([], [])
    assert len(posts(running)) < FAILURES_IN_A_ROW


def test_f22_a_server_that_begins_to_fail_is_left_after_some_tries(harvest):
    broken = {f"fiche-{number:02}": "500" for number in range(20, 90)}
    listed, running = harvest(catalogue(90, breaking=broken), page_size=20)
    assert listed.error.kind == "http-status"
    assert ids(listed) == names(20)
    assert len(posts(running)) < 2 * FAILURES_IN_A_ROW


def test_pages_that_are_too_large_are_asked_smaller_from_then_on(harvest):
    listed, running = harvest(catalogue(60, most_at_once=7), page_size=25)
    assert (ids(listed), listed.rejected, listed.error) == (names(60), [], None)
    assert sum('maxRecords="25"' in body for body in posts(running)) == 1


def test_a_bad_record_on_the_first_page_does_not_cost_the_order(harvest):
    listed, running = harvest(catalogue(30, breaking={"fiche-00": "exception"}), page_size=10)
    assert ids(listed) == names(30, 0)
    assert "SortBy" in posts(running)[-1]


def test_f20_a_total_that_counts_the_page_alone_is_not_believed(harvest):
    def attributes(start, returned, matched):
        return {
            "numberOfRecordsMatched": min(start - 1 + returned, matched),
            "nextRecord": start + returned if start + returned <= matched else 0,
        }

    listed, _ = harvest(catalogue(25, cap=10, attributes=attributes))
    assert (ids(listed), listed.error, listed.announced) == (names(25), None, None)


def test_f20_beyond_its_total_a_server_may_answer_with_an_exception(harvest):
    portal = catalogue(
        20, cap=10, attributes=lambda *said: replay.standard_attributes(*said) | {"nextRecord": 21}
    )

    def strict(asked):
        is_beyond = asked.method == "POST" and 'startPosition="21"' in asked.body
        return replay.Answer(content=b"beyond", status=400) if is_beyond else portal(asked)

    listed, _ = harvest(strict)
    assert (ids(listed), listed.error, listed.announced) == (names(20), None, 20)


def test_f23_records_added_and_removed_while_paging(harvest):
    portal = catalogue(30, cap=10)
    removed: list[str] = []

    def moving(asked):
        answer = portal(asked)
        if 'startPosition="11"' in asked.body and not removed:
            removed.append(portal.records.pop(0))
        return answer

    listed, _ = harvest(moving)
    assert len(set(ids(listed))) == len(ids(listed))
    assert set(ids(listed)) == set(names(30))
    assert [page.cursor for page in listed.pages][2:] == [None] * len(listed.pages[2:])
    assert listed.announced == 29


def test_halving_asks_half_of_what_holds_the_bad_record():
    halving = Halving(size=50)
    assert halving.note_failure(ERROR, 1, 50, None) is False
    assert halving.count_at(1) == 25
    halving.note_page(26, 25)
    assert halving.count_at(26) == 12
    assert halving.note_failure(ERROR, 26, 1, None) is True
    assert halving.count_at(27) == 50


def test_halving_never_asks_beyond_the_end():
    halving = Halving(size=50)
    halving.note_failure(ERROR, 41, 50, 44)
    assert halving.count_at(41) == 2


def test_halving_gives_up():
    halving = Halving(size=1)
    for position in range(FAILURES_IN_A_ROW):
        halving.note_failure(ERROR, position, 1, None)
    with pytest.raises(SourceMisbehaved):
        halving.note_failure(ERROR, FAILURES_IN_A_ROW, 1, None)
