"""What is peculiar to a real pycsw: positions that move, an order that one may do without, filters."""

from harvester.connectors import CONNECTORS
from tests.federation.reading import absent_ids, active_ids


def test_it_says_what_it_is(pycsw, declare, tools):
    found = CONNECTORS["csw"].probe(declare("csw", url=pycsw.url), tools)
    assert found.software is not None
    assert "pycsw" in found.software
    assert found.announced == pycsw.count()
    assert found.abilities >= {"total", "since", "ids", "sort"}


def test_a_listing_without_order_is_whole_too(pycsw, federated):
    report = federated(pycsw, options={"sort": ""}).harvest()
    assert (report.status, report.listed) == ("complete", pycsw.count())


def test_a_record_removed_while_they_are_listed_withdraws_no_other(pycsw, federated, after_first_page):
    stop = federated(pycsw)
    before = stop.harvest().added
    first = min(active_ids(stop))
    after_first_page("csw", lambda: pycsw.ways()["deleted"].go(first))
    try:
        moved = stop.harvest(full=True)
        assert (moved.added, moved.changed, moved.archived, len(active_ids(stop))) == (0, 0, 0, before)
        again = stop.harvest(full=True)
        assert (again.status, again.absent, absent_ids(stop)) == ("complete", 1, [first])
    finally:
        pycsw.ways()["deleted"].come_back(first)
    assert stop.harvest().status == "complete"
    assert absent_ids(stop) == []


def test_an_incremental_run_reads_little(pycsw, federated):
    stop = federated(pycsw)
    whole, news = stop.harvest(), stop.harvest()
    assert (news.status, news.full) == ("complete", False)
    assert news.bytes < whole.bytes / 3


def test_records_that_pass_a_filter_are_listed_alone(pycsw, federated):
    report = federated(pycsw, options={"where": {"apiso:Title": "%eau%"}}).harvest()
    assert report.status == "complete"
    assert 0 < report.listed == report.announced < pycsw.count()
