"""Asked as the documentation of the Explore API v2.1 says."""

import pytest
import requests
from werkzeug.test import Client

from cli.portals.opendatasoft_app import API, PORTAL, ROOT
from cli.portals.samples import load_samples


@pytest.fixture(scope="module")
def ask(portals):
    """A function from a path and its query to the answer."""
    root = portals["opendatasoft"].url.removesuffix(ROOT)
    return lambda path, **query: requests.get(root + API + path, params=query, timeout=10)


def slugs(rows):
    return [row["dataset_id"] for row in rows]


def test_the_export_is_the_whole_catalogue(ask):
    rows = ask("/exports/json").json()
    samples = load_samples("opendatasoft").samples
    assert slugs(rows) == [sample.slug for sample in samples]
    assert [row["metas"]["default"]["title"] for row in rows] == [sample.title for sample in samples]
    assert len({row["dataset_uid"] for row in rows}) == len(rows)


def test_pages_hold_as_many_datasets_as_announced(ask):
    seen: list[str] = []
    total = 1
    while len(seen) < total:
        page = ask("/datasets", limit=7, offset=len(seen), order_by="dataset_id").json()
        total = page["total_count"]
        assert page["results"]
        seen += slugs(page["results"])
    assert seen == sorted(seen)
    assert len(set(seen)) == total == len(load_samples("opendatasoft").samples)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": 101}, "InvalidRESTParameterError"),
        ({"limit": 100, "offset": 9_901}, "InvalidRESTParameterError"),
        ({"limit": "many"}, "InvalidRESTParameterError"),
        ({"where": "modified >>= 3"}, "ODSQLError"),
    ],
)
def test_what_the_platform_refuses_is_refused(ask, query, code):
    answer = ask("/datasets", **query)
    assert (answer.status_code, answer.json()["error_code"]) == (400, code)


def test_datasets_are_filtered(ask):
    samples = load_samples("opendatasoft").samples
    recent = ask("/datasets", where="modified >= date'2020-01-01'", limit=100).json()
    assert slugs(recent["results"]) == [
        sample.slug for sample in samples if (sample.modified or "") >= "2020"
    ]
    assert recent["total_count"] == len(recent["results"]) > 0
    copies = ask("/exports/json", where="federated = true").json()
    assert slugs(copies) == [sample.slug for sample in samples if sample.identifier]
    assert ask("/datasets", where="metadata_processed >= date'2030-01-01'").json()["total_count"] == 0


def test_fields_are_selected(ask):
    rows = ask("/exports/json", select="dataset_id,dataset_uid", limit=2, offset=1).json()
    assert [sorted(row) for row in rows] == [["dataset_id", "dataset_uid"]] * 2


def test_a_dataset_and_its_page_answer_at_their_addresses(ask, portals):
    slug = load_samples("opendatasoft").samples[0].slug
    assert ask(f"/datasets/{slug}").json()["dataset_id"] == slug
    page = requests.get(f"{portals['opendatasoft'].url}/explore/dataset/{slug}/", timeout=10)
    assert load_samples("opendatasoft").samples[0].title in page.text
    assert ask("/datasets/absent").status_code == 404
    assert "json" in [link["rel"] for link in ask("/exports").json()["links"]]


def test_copies_name_where_they_come_from(ask):
    (copy,) = ask("/exports/json", where='source_domain_address = "data.issy.com"').json()
    default = copy["metas"]["default"]
    assert (default["federated"], default["source_dataset"]) == (
        True,
        "associations-environnementales-dissy-les-moulineaux",
    )


def test_a_record_of_the_geographic_catalogue_keeps_its_identifier(ask):
    inspire = [
        row["metas"]["inspire"]["file_identifier"]
        for row in ask("/exports/json").json()
        if "inspire" in row["metas"]
    ]
    assert set(inspire) <= {sample.file_identifier for sample in load_samples("csw").samples}
    assert inspire


def test_a_dataset_with_files_has_no_records(ask):
    files = [row for row in ask("/exports/json").json() if row["attachments"]]
    assert [row["has_records"] for row in files] == [False]


def test_another_start_gives_the_same_bytes():
    bodies = {Client(PORTAL.build_app()).get(f"{API}/exports/json").data for _ in range(2)}
    assert len(bodies) == 1
