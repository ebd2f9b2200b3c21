import json

import pytest
from marshmallow import EXCLUDE

from catalogue.record_json import from_json, to_json
from tests.catalogue.rdf.sample_records import EVERY
from tests.web.conftest import RECORDS
from web.api import legal_schemas, schemas
from web.api.endpoints import ENDPOINTS

ANSWERS = {
    "/api/1/datasets": schemas.DatasetsSchema,
    "/api/1/datasets?topic=air&limit=1": schemas.DatasetsSchema,
    "/api/1/search?q=air": schemas.SearchSchema,
    "/api/1/sources": schemas.SourcesSchema,
    "/api/1/changes": schemas.ChangesSchema,
    "/api/1/fiches": legal_schemas.FichesSchema,
    "/api/1/fiches/licences": legal_schemas.FicheSchema,
    "/api/1/diagnostics": legal_schemas.DiagnosesSchema,
    "/api/1/diagnostics/publier": legal_schemas.DiagnosisSchema,
}
TOTAL = len(RECORDS) + 1


@pytest.mark.parametrize("address", ANSWERS)
def test_answers_fit_their_schema(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert ANSWERS[address]().validate(answer.json) == {}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_openapi_describes_every_endpoint(client):
    description = client.get("/api/1/openapi.json").json
    assert description["openapi"] == "3.1.0"
    assert len(description["paths"]) == len(ENDPOINTS)
    assert set(description["paths"]) == {
        "/api/1/datasets",
        "/api/1/datasets/{record_id}",
        "/api/1/search",
        "/api/1/sources",
        "/api/1/changes",
        "/api/1/fiches",
        "/api/1/fiches/{slug}",
        "/api/1/diagnostics",
        "/api/1/diagnostics/{slug}",
        "/api/1/diagnostics/{slug}/step",
    }
    names = {item["name"] for item in description["paths"]["/api/1/datasets"]["get"]["parameters"]}
    assert {"topic", "territory", "bbox", "cursor", "limit"} <= names
    assert "distributions" in json.dumps(description["components"]["schemas"]["Record"])


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.kind)
def test_the_schema_of_records_says_all_that_a_record_may(record):
    schema = schemas.RecordSchema(unknown=EXCLUDE)
    data = to_json(record)
    assert schema.validate(data) == {}
    assert from_json(schema.dump(data)) == record


def test_the_list_is_walked_to_its_end(client):
    ids, address = [], "/api/1/datasets?limit=5"
    while address:
        answer = client.get(address).json
        ids += [record["id"] for record in answer["datasets"]]
        address = f"/api/1/datasets?limit=5&cursor={answer['next']}" if "next" in answer else ""
    assert len(ids) == len(set(ids)) == TOTAL
    assert ids == sorted(ids)


def test_a_filtered_list_is_walked_by_its_link(client):
    answer = client.get("/api/1/datasets?topic=bruit&limit=5")
    found = len(answer.json["datasets"])
    while link := answer.headers.get("Link"):
        assert "topic=bruit" in link
        answer = client.get(link.partition(">")[0].removeprefix("<"))
        found += len(answer.json["datasets"])
    assert found == len(RECORDS) - 2


def test_a_search_says_what_the_command_says(client, id_of):
    answer = client.get("/api/1/search?q=lyon&facets=topic").json
    assert list(answer) == ["total", "took_ms", "hits", "facets", "suggestion"]
    assert [hit["id"] for hit in answer["hits"]] == [id_of("Qualité de l’air")]
    assert {"id", "kind", "title", "score", "why"} <= set(answer["hits"][0])
    assert answer["facets"] == {"topic": [{"value": "air", "label": "Air extérieur", "count": 1}]}


def test_a_record_is_its_json_form(client, id_of):
    record_id = id_of("Qualité de l’air")
    assert from_json(client.get(f"/api/1/datasets/{record_id}").json).title == RECORDS["air"].title


def test_changes_lead_on(client):
    first = client.get("/api/1/changes?limit=5").json
    second = client.get(f"/api/1/changes?since={first['next']}").json
    numbers = [change["number"] for change in first["changes"] + second["changes"]]
    assert numbers == list(range(1, TOTAL + 1))
    assert second["next"] == second["last"] == TOTAL


def test_sources_tell_no_secret(client):
    (source, _other) = client.get("/api/1/sources").json["sources"]
    assert set(source) == set(schemas.SourceSchema().fields)
    assert not {"options", "path", "defaults"} & set(source)


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/api/1/datasets?kind=bidule", "kind"),
        ("/api/1/search?topic=bidule", "topic"),
        ("/api/1/search?territory=fr:commune:00000", "territory"),
        ("/api/1/search?fit=autour", "fit"),
        ("/api/1/search?year_from=hier", "year_from"),
        ("/api/1/search?bbox=1,2,3", "bbox"),
        ("/api/1/search?quality_min=101", "quality_min"),
        ("/api/1/search?has_api=peut-être", "has_api"),
        ("/api/1/search?limit=0", "limit"),
        ("/api/1/search?limit=101", "limit"),
        ("/api/1/search?sort=bidule", "sort"),
        ("/api/1/search?facets=bidule", "facets"),
        ("/api/1/search?offset=-1", "offset"),
        ("/api/1/datasets?cursor=bidule", "cursor"),
        ("/api/1/datasets?cursor=eyJzZWFyY2giOiIxIn0", "cursor"),
        ("/api/1/datasets?bidule=1", "bidule"),
        ("/api/1/changes?since=-1", "since"),
        ("/api/1/changes?since=99999999999999999999", "since"),
    ],
)
def test_a_bad_parameter_is_named(client, address, parameter):
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert parameter in answer.json["errors"]
    assert {"type", "title", "status", "detail", "instance"} <= set(answer.json)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/1/absent", 404),
        ("get", "/api/2/datasets", 404),
        ("get", "/api/1/datasets/absent", 404),
        ("post", "/api/1/datasets", 405),
        ("delete", "/api/1/datasets/x", 405),
    ],
)
def test_every_error_is_a_problem_document(client, method, address, status):
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert answer.json["instance"] == address
    assert status != 405 or "GET" in answer.headers["Allow"]
