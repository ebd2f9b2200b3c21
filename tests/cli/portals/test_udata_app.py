"""The portal answers as the platform does: paging, sorting, filters, masks, errors."""

import pytest
import requests
from werkzeug.test import Client

from cli.portals.samples import load_samples
from cli.portals.udata_app import PORTAL, ROOT, TOPIC
from cli.portals.udata_json import object_id

SAMPLES = load_samples("udata").samples


@pytest.fixture
def get(portals):
    """A function from a path of the API and its query to the answer."""

    def ask(path, headers=None, **query):
        return requests.get(f"{portals['udata'].url}/api/{path}", params=query, headers=headers, timeout=10)

    return ask


@pytest.fixture
def listed(get):
    """A function from a query to the slugs of the page and its total."""

    def ask(**query):
        answer = get("1/datasets/", **({"page_size": 100} | query)).json()
        return [one["slug"] for one in answer["data"]], answer["total"]

    return ask


def test_the_datasets_are_those_of_the_content_file(listed):
    slugs, total = listed()
    assert sorted(slugs) == sorted(sample.slug for sample in SAMPLES)
    assert total == len(SAMPLES)


def test_pages_lead_to_the_last_one_and_end_with_a_404(get):
    seen, url, page = [], "1/datasets/", 0
    answer = get(url, page_size=8).json()
    while True:
        page += 1
        assert (answer["page"], answer["page_size"], answer["total"]) == (page, 8, len(SAMPLES))
        seen += [one["id"] for one in answer["data"]]
        if answer["next_page"] is None:
            break
        answer = requests.get(answer["next_page"], timeout=10).json()
    assert len(set(seen)) == len(seen) == len(SAMPLES)
    assert get(url, page_size=8, page=page + 1).status_code == 404


def test_a_page_holds_twenty_datasets_unless_asked(get):
    assert get("1/datasets/").json()["page_size"] == 20


@pytest.mark.parametrize(
    "query", [{"page": 0}, {"page_size": "x"}, {"sort": "bidon"}, {"organization": "brgm"}]
)
def test_a_wrong_parameter_is_a_400(get, query):
    assert get("1/datasets/", **query).status_code == 400


def test_the_newest_come_first_when_asked(get):
    data = get("1/datasets/", sort="-last_update", page_size=100).json()["data"]
    dates = [one["last_update"] for one in data]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) > 5


def test_hidden_datasets_are_for_members(get):
    assert get("1/datasets/", archived="true").status_code == 401


def test_a_mask_trims_the_answer(get):
    answer = get("1/datasets/", {"X-Fields": "data{id,spatial{granularity}},total"}, page_size=1).json()
    assert set(answer) == {"data", "total"}
    assert set(answer["data"][0]) == {"id", "spatial"}
    assert get("1/datasets/", {"X-Fields": "data{id"}).status_code == 400


def test_filters_leave_what_they_name(get, listed):
    organisation = get("1/organizations/dreal-bretagne/").json()
    assert listed(organization=organisation["id"])[0] == ["accidents-mortels-bretagne-copie"]
    assert listed(organization=object_id("nobody")) == ([], 0)
    assert len(listed(badge="inspire")[0]) >= 5
    assert listed(geozone="fr:departement:71")[0] == ["bassins-de-vie-saone-et-loire-copie"]
    assert listed(q="systeme national")[0] == ["snds-base-principale"]
    assert listed(tag=["inondation", "entreprises"])[0] == ["entreprises-zone-inondable-copie"]


def test_a_topic_that_is_not_known_filters_nothing(get, listed):
    topic = get("2/topics/eau-et-sante/").json()
    assert topic["name"] == TOPIC
    assert 0 < len(listed(topic=topic["id"])[0]) < len(SAMPLES)
    assert listed(topic=object_id("topic unknown"))[1] == len(SAMPLES)
    assert get("2/topics/unknown/").status_code == 404


def test_a_dataset_answers_by_id_and_by_slug(get):
    by_slug = get("1/datasets/hydroteleray/").json()
    assert get(f"1/datasets/{by_slug['id']}/").json() == by_slug
    assert len(by_slug["id"]) == 24
    assert get("1/datasets/nothing/").status_code == 404


def test_copies_say_where_they_come_from(get):
    harvest = get("1/datasets/bassins-de-vie-saone-et-loire-copie/").json()["harvest"]
    assert harvest["remote_id"] == "fr-120066022-jdd-dddd79c2-5967-40ab-ad73-36d502dc80d5"
    assert harvest["domain"] == "data.geocatalogue.fr"
    assert get("1/datasets/hydroteleray/").json()["harvest"] is None


def test_some_works_are_in_another_portal_too():
    others = {
        identifier
        for name in ("dcat", "csw")
        for sample in load_samples(name).samples
        for identifier in (sample.file_identifier, sample.identifier)
        if identifier
    }
    shared = [sample.slug for sample in SAMPLES if {sample.file_identifier, sample.identifier} & others]
    assert len(shared) >= 5


def test_closed_data_say_why_and_where_to_ask(get):
    closed = get("1/datasets/snds-base-principale/").json()
    assert (closed["access_type"], closed["license"]) == ("restricted", None)
    assert closed["access_type_reason_category"] == "confidentiality_of_personal_data"
    assert closed["authorization_request_url"].startswith("https://")


def test_the_page_of_a_dataset_is_there(get):
    page = requests.get(get("1/datasets/hydroteleray/").json()["page"], timeout=10)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Hydrotéléray" in page.text


def test_the_portal_tells_its_version(get):
    assert get("1/site/").json()["version"] == "17.18.0"


def test_another_start_gives_the_same_bytes():
    answers = [Client(PORTAL.build_app()).get(f"{ROOT}/api/1/datasets/") for _ in range(2)]
    assert answers[0].data == answers[1].data
    assert answers[0].status_code == 200
