"""What a user expects of any portal, on real servers: all of it, as it was sent, and each change once."""

import pytest

from catalogue.errors import RecordGone
from catalogue.store.publishing import GRACE_RUNS, GRACE_TIME
from tests.federation.reading import active_ids, dataset_of, news, originals, position, record_of, written

WAYS = [
    pytest.param(name, way, marks=getattr(pytest.mark, name))
    for name, ways in {
        "pycsw": ("deleted",),
        "ckan": ("private", "deleted", "draft"),
        "udata": ("private", "deleted", "archived"),
    }.items()
    for way in ways
]
WITHDRAWN_DAYS = GRACE_TIME.days / (GRACE_RUNS - 1) + 1


def test_all_that_the_portal_announces_is_there(portal, federated):
    report = federated(portal).harvest()
    assert portal.count() > portal.window, "no page is cut: nothing is shown of paging"
    assert (report.status, report.full) == ("complete", True)
    assert report.listed == report.announced == portal.count()
    assert report.added + report.rejected == report.listed
    assert report.requests > report.listed / portal.window
    print(f"{portal.kind}: {report.added} published, {report.rejected} rejected, {report.requests} requests")


def test_originals_are_what_the_portal_sent(portal, federated):
    stop = federated(portal)
    stop.harvest()
    kept = originals(stop, active_ids(stop))
    assert len(kept) > 0.97 * portal.count()
    for remote_id, original in kept.items():
        assert portal.kept(original) == portal.sent(remote_id)


@pytest.mark.parametrize("full", [False, True], ids=["incremental", "full"])
def test_a_second_run_writes_no_record(portal, federated, database_url, full):
    stop = federated(portal, database_url)
    first = stop.harvest()
    before = written(stop)
    second = stop.harvest(full=full)
    assert (second.status, second.full) == ("complete", full)
    assert (second.added, second.changed, second.absent) == (0, 0, 0)
    assert second.unchanged + second.rejected == first.added + first.rejected
    assert written(stop) == before


@pytest.mark.parametrize("full", [False, True], ids=["incremental", "full"])
def test_one_change_at_the_source_changes_one_dataset(portal, federated, full):
    stop = federated(portal)
    stop.harvest()
    remote_id, before = portal.take(active_ids(stop)), position(stop)
    dataset = dataset_of(stop, remote_id)
    portal.describe(remote_id, "Une description toute neuve")
    report = stop.harvest(full=full)
    assert (report.status, report.full) == ("complete", full)
    assert (report.added, report.changed, report.absent) == (0, 1, 0)
    assert news(stop, before) == [("changed", dataset)]
    assert record_of(stop, remote_id).description == "Une description toute neuve"
    assert portal.kept(originals(stop, [remote_id])[remote_id]) == portal.sent(remote_id)


def test_a_renamed_dataset_stays_the_same_dataset(portal, federated):
    stop = federated(portal)
    stop.harvest()
    remote_id, before = portal.take(active_ids(stop)), position(stop)
    dataset = dataset_of(stop, remote_id)
    page = portal.rename(remote_id, "Un titre tout neuf")
    report = stop.harvest()
    assert (report.status, report.full, report.changed) == ("complete", False, 1)
    assert (report.added, report.absent) == (0, 0)
    assert news(stop, before) == [("changed", dataset)]
    record = record_of(stop, remote_id)
    assert (record.id, record.title) == (dataset, "Un titre tout neuf")
    assert record.provenance[0].remote_url == page


@pytest.mark.parametrize(("portal", "way"), WAYS, indirect=["portal"])
def test_what_is_withdrawn_is_archived_after_the_grace_and_returns_under_its_id(
    portal, federated, clock, way
):
    stop = federated(portal)
    stop.harvest()
    remote_id = portal.take(active_ids(stop))
    dataset = dataset_of(stop, remote_id)
    portal.ways()[way].go(remote_id)
    try:
        absent = [stop.harvest()]
        while len(absent) < GRACE_RUNS:
            assert record_of(stop, remote_id).status == "active"
            clock.pass_days(WITHDRAWN_DAYS)
            absent.append(stop.harvest())
        assert {(one.status, one.absent) for one in absent} == {("complete", 1)}
        assert [one.archived for one in absent] == [0] * (GRACE_RUNS - 1) + [1]
        with pytest.raises(RecordGone):
            record_of(stop, remote_id)
    finally:
        portal.ways()[way].come_back(remote_id)
    returned = stop.harvest()
    assert (returned.status, returned.absent, returned.added) == ("complete", 0, 0)
    assert record_of(stop, remote_id).id == dataset
    stop.assert_whole()
