"""What is peculiar to a real CKAN: tokens that it ignores in silence, windows that move, HTML answers."""

import json

import pytest

from harvester.connector import FetchTools
from harvester.connectors import CONNECTORS
from harvester.http import open_session
from harvester.http.errand import Errand
from harvester.http.sign_in import sign_in_of
from tests.federation.portal import fetch
from tests.federation.reading import active_ids
from tests.harvester.conftest import POLICY

AUTH = {"kind": "header", "name": "Authorization", "secret": "env:CKAN_TOKEN"}


@pytest.fixture
def probe(ckan, declare, parser):
    """A function from a token to what the connector finds out with it."""

    def with_token(token):
        source = declare("ckan", url=ckan.url, auth=AUTH)
        errand = Errand(home=source.url, sign_in=sign_in_of(source.auth, source.url, {"CKAN_TOKEN": token}))
        with open_session(POLICY, allow_private=True, errand=errand) as session:
            return CONNECTORS["ckan"].probe(source, FetchTools(session=session, gateway=parser))

    return with_token


def test_a_token_that_ckan_ignores_is_told(probe, ckan):
    good, bad = probe(ckan.server.token), probe("un-jeton-inconnu")
    assert good.software == bad.software == f"CKAN {ckan.server.version}"
    assert good.announced == bad.announced == ckan.count()
    assert good.abilities == {"total", "ids", "resume", "sort", "since"}
    assert good.remarks == ()
    (remark,) = bad.remarks
    assert "jeton" in remark


def test_drafts_private_and_deleted_datasets_are_not_listed(ckan, federated):
    stop = federated(ckan)
    stop.harvest()
    assert ckan.server.act("package_search", rows=0, include_private=True)["count"] > ckan.count()
    assert active_ids(stop) == sorted(ckan.ids())


def test_a_dataset_deleted_while_they_are_listed_hides_no_other(ckan, federated, after_first_page):
    first = ckan.ids()[0]
    stop = federated(ckan)
    after_first_page("ckan", lambda: ckan.ways()["deleted"].go(first))
    try:
        report = stop.harvest()
        assert report.status == "complete"
        assert set(active_ids(stop)) == {first, *ckan.ids()}
    finally:
        ckan.ways()["deleted"].come_back(first)


def test_one_organisation_is_listed_alone(ckan, federated):
    name = "ville-de-lyon"
    asked: dict[str, str | int] = {"fq": f"organization:{name} AND type:dataset", "rows": 0}
    expected = fetch(f"{ckan.url}/api/3/action/package_search", asked).json()["result"]["count"]
    report = federated(ckan, options={"organization": name}).harvest()
    assert report.status == "complete"
    assert 0 < report.added == report.announced == expected < ckan.count()


def test_an_incremental_run_reads_little(ckan, federated):
    stop = federated(ckan)
    whole, news = stop.harvest(), stop.harvest()
    assert (news.status, news.full) == ("complete", False)
    assert news.bytes < whole.bytes / 3


def test_an_address_below_the_root_leads_to_the_portal(ckan, federated):
    assert federated(ckan, address=f"{ckan.url}/dataset/").harvest().added == ckan.count()


def test_an_address_that_is_no_portal_is_told(ckan, federated):
    report = federated(ckan, address=f"{ckan.url}/nulle-part").harvest()
    assert (report.status, report.added) == ("failed", 0)
    (error,) = report.errors
    assert error.kind == "http-status"
    assert "404" in error.message


def test_what_is_kept_is_what_a_second_reading_gives(ckan, federated):
    """`extras` come in another order from `package_show` than from `package_search`."""
    remote_id = ckan.ids()[0]
    shown = fetch(f"{ckan.url}/api/3/action/package_show", {"id": remote_id}).json()["result"]
    assert ckan.kept(json.dumps(shown).encode()) == ckan.sent(remote_id)
