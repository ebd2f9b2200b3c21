"""The CKAN of the demo answers as a real one does (seen with 2.12.0)."""

import json
from typing import Any

import pytest
from werkzeug.test import Client

from cli.portals.ckan_app import PORTAL, ROWS_MAX
from cli.portals.samples import load_samples

SAMPLES = load_samples("ckan").samples


@pytest.fixture(scope="module")
def client():
    return Client(PORTAL.build_app())


@pytest.fixture
def ask(client):
    """A function from an action and its parameters to the result, by GET."""

    def answer(action, **asked):
        found = client.get(f"/ckan/api/action/{action}", query_string=asked)
        assert found.status_code == 200, found.text
        return json.loads(found.data)["result"]

    return answer


def walk(ask, **asked):
    """Every result, stepping by what came."""
    found: list[dict[str, Any]] = []
    while True:
        page = ask("package_search", start=len(found), rows=1_000, **asked)
        found += page["results"]
        if len(found) >= page["count"]:
            return found


def test_every_sample_is_listed_once_by_pages_capped_in_silence(ask):
    first = ask("package_search", rows=1_000)
    found = walk(ask, sort="id asc")
    assert (len(first["results"]), first["count"]) == (ROWS_MAX, len(SAMPLES))
    assert {package["name"] for package in found} == {sample.slug for sample in SAMPLES}
    assert [package["id"] for package in found] == sorted({package["id"] for package in found})


def test_a_page_past_the_end_is_empty(ask):
    assert ask("package_search", start=10_000)["results"] == []


def test_ids_alone(ask):
    assert all(set(package) == {"id"} for package in walk(ask, fl="id"))


def test_filters(ask):
    (name,) = {p["organization"]["name"] for p in walk(ask) if p["organization"]["title"] == "IRSN"}
    irsn = walk(ask, fq=f'+type:dataset +organization:("{name}")')
    assert {package["organization"]["title"] for package in irsn} == {"IRSN"}
    both = walk(ask, fq='groups:("climat" OR "transports")')
    assert {group["name"] for package in both for group in package["groups"]} == {"climat", "transports"}
    assert len(walk(ask, fq="-groups:climat")) + len(walk(ask, fq="groups:climat")) == len(SAMPLES)
    assert ask("package_search", fq="type:harvest")["count"] == 0
    assert ask("package_search", q="uranium")["count"] == 1


def test_a_filter_by_date_takes_the_boundary(ask):
    modified = max(package["metadata_modified"] for package in walk(ask))
    found = walk(ask, fq=f"metadata_modified:[{modified}Z TO *]")
    assert [package["metadata_modified"] for package in found] == [modified] * len(found) != []


@pytest.mark.parametrize("moment", ["2024-01-01", "2024-01-01T00:00:00", "2024-01-01T00:00:00+00:00"])
def test_a_date_without_z_is_a_search_error(client, moment):
    asked = {"fq": f"metadata_modified:[{moment} TO *]"}
    answer = client.get("/ckan/api/action/package_search", query_string=asked)
    assert (answer.status_code, answer.json["error"]["__type"]) == (409, "Search Error")


def test_an_unknown_sort_orders_nothing_and_half_a_sort_is_refused(client, ask):
    assert len(ask("package_search", sort="bidon asc")["results"]) == ROWS_MAX
    assert client.get("/ckan/api/action/package_search?sort=id").status_code == 409


def test_dates_have_no_zone_and_mixed_precision(ask):
    dates = [package["metadata_modified"] for package in walk(ask)]
    assert {len(date) for date in dates} == {19, 26}


def test_a_dataset_by_id_and_by_name(ask):
    shown = ask("package_show", id=SAMPLES[0].slug)
    assert ask("package_show", id=shown["id"]) == shown
    assert shown["title"] == SAMPLES[0].title


def test_names_are_what_package_list_gives(ask):
    assert ask("package_list") == sorted(sample.slug for sample in SAMPLES)


def test_other_actions(ask):
    assert ask("status_show")["ckan_version"] == "2.12.0"
    assert "brgm" in ask("organization_list")
    assert {"fr-lo", "notspecified"} <= {licence["id"] for licence in ask("license_list")}


def test_json_may_be_posted(client):
    answer = client.post("/ckan/api/3/action/package_search", json={"rows": 1, "fl": ["id", "name"]})
    assert set(answer.json["result"]["results"][0]) == {"id", "name"}


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/ckan/api/action/bidon", 400, "application/json"),
        ("/ckan/api/action/package_show?id=absent", 404, "application/json"),
        ("/ckan/api/action/package_search?rows=-1", 409, "application/json"),
        ("/ckan/api/action/package_search/", 404, "text/html"),
        ("/ckan/api/4/action/package_search", 404, "text/html"),
        ("/ckan/dataset/absent", 404, "text/html"),
    ],
)
def test_errors(client, path, status, kind):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, kind)


def test_an_unknown_action_is_a_bare_text(client):
    assert client.get("/ckan/api/action/bidon").json == "Bad request: Action name not known: bidon"


def test_a_body_that_is_no_json_is_refused(client):
    assert client.post("/ckan/api/action/package_search", data=b"{").status_code == 400


def test_twins_of_the_csw_name_its_records(ask):
    csw = {sample.file_identifier for sample in load_samples("csw").samples if sample.file_identifier}
    named = [
        extra["value"].rpartition("/")[2]
        for package in walk(ask)
        for extra in package["extras"]
        if extra["key"] == "inspire_url"
    ]
    assert len(named) == 3
    assert set(named) <= csw


def test_restricted_resources_are_json_inside_a_text(ask):
    levels = {json.loads(r["restricted"])["level"] for package in walk(ask) for r in package["resources"]}
    assert levels == {"public", "registered"}


def test_the_page_of_a_dataset(client):
    assert client.get(f"/ckan/dataset/{SAMPLES[0].slug}").status_code == 200


def test_another_start_gives_the_same_bytes():
    path = "/ckan/api/action/package_search?rows=10"
    answers = [Client(PORTAL.build_app()).get(path).data for _ in range(2)]
    assert answers[0] == answers[1]
