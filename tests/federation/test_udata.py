"""What is peculiar to the software of data.gouv.fr: filters that take ids, a last page, trimmed answers."""

import requests

from harvester.connectors import CONNECTORS
from tests.federation.portal import SECONDS
from tests.federation.reading import active_ids

LEFT_OUT = {"community_resources", "featured", "geopf", "internal", "metrics", "permissions", "quality"}
"""What the platform counts, checks, or tells about whoever asks."""


def test_it_says_what_it_is(udata, declare, tools):
    found = CONNECTORS["udata"].probe(declare("udata", url=udata.url), tools)
    assert (found.software, found.announced) == (f"udata {udata.server.version}", udata.count())
    assert found.abilities >= {"total", "since", "ids"}


def test_a_page_past_the_end_is_not_found_and_no_failure(udata, federated):
    past = {"page": 3, "page_size": 100}
    answer = requests.get(f"{udata.url}/api/1/datasets/", params=past, timeout=SECONDS)
    assert answer.status_code == 404
    report = federated(udata, options={"page_size": udata.count() // 2}).harvest()
    assert (report.status, report.added) == ("complete", udata.count())


def test_only_what_is_counted_is_left_out(udata):
    remote_id = udata.ids()[0]
    whole, asked = udata.dataset(remote_id), udata.sent(remote_id)
    assert whole.keys() - asked.keys() <= LEFT_OUT
    assert {name: whole[name] for name in ("id", "title", "description", "tags", "license")} == {
        name: asked[name] for name in ("id", "title", "description", "tags", "license")
    }


def test_an_organisation_is_listed_by_its_name(udata, federated):
    organisation = udata.dataset(udata.ids()[0])["organization"]
    report = federated(udata, options={"organization": organisation["slug"]}).harvest()
    expected = [one for one in udata.ids() if organisation == udata.dataset(one)["organization"]]
    assert report.status == "complete"
    assert report.added == report.announced == len(expected) < udata.count()


def test_an_organisation_that_nobody_knows_is_told(udata, federated):
    report = federated(udata, options={"organization": "personne-ne-la-connait"}).harvest()
    assert (report.status, [error.kind for error in report.errors]) == ("failed", ["unknown-filter"])


def test_a_dataset_deleted_while_they_are_listed_hides_no_other(udata, federated, after_first_page):
    first = udata.ids()[0]
    stop = federated(udata, options={"page_size": 20})
    after_first_page("udata", lambda: udata.ways()["deleted"].go(first))
    try:
        report = stop.harvest()
        assert report.status == "complete"
        assert set(active_ids(stop)) == {first, *udata.ids()}
    finally:
        udata.ways()["deleted"].come_back(first)
