"""What is peculiar to a real pycsw: positions that move, an order that one may do without, a filter by date."""

from harvester.connectors import CONNECTORS
from tests.federation.reading import active_ids


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
    first = sorted(active_ids(stop))[0]
    after_first_page("csw", lambda: pycsw.ways()["deleted"].go(first))
    try:
        cut = stop.harvest(full=True)
        assert (cut.status, cut.absent, len(active_ids(stop))) == ("partial", 0, before)
        assert [error.kind for error in cut.errors if error.remote_id is None] == ["short-listing"]
        again = stop.harvest(full=True)
        assert (again.status, again.absent) == ("complete", 1)
    finally:
        pycsw.ways()["deleted"].come_back(first)
    assert stop.harvest().status == "complete"


def test_an_incremental_run_reads_little(pycsw, federated):
    stop = federated(pycsw)
    whole, news = stop.harvest(), stop.harvest()
    assert (news.status, news.full) == ("complete", False)
    assert news.bytes < whole.bytes / 3


def test_records_of_one_organisation_are_listed_alone(pycsw, federated):
    report = federated(pycsw, options={"where": {"apiso:Title": "%eau%"}}).harvest()
    assert report.status == "complete"
    assert 0 < report.listed == report.announced < pycsw.count()
