"""The site on the embedded engine: the same pages, feeds and answers as on any other."""

import pytest

from catalogue.territories import load_gazetteer
from search import open_engine
from search.sync import catch_up
from tests.web.conftest import RECORDS, services_of
from web.app import create_app


@pytest.fixture
def engine(database, tmp_path):
    zones = load_gazetteer()
    engine = open_engine("tantivy", zones=zones, folder=tmp_path / "index")
    with database.reading() as reading:
        catch_up(reading, engine, zones)
    yield engine
    engine.close()


@pytest.fixture
def client(database, engine):
    return create_app(services_of(database, engine)).test_client()


def test_words_are_found_and_marked(client, id_of):
    page = client.get("/donnees?q=qualites+lyon").get_data(as_text=True)
    assert f"/donnees/{id_of('Qualité de l’air')}" in page
    assert "<mark>Qualité</mark>" in page


def test_a_territory_finds_what_covers_it(client, id_of):
    found = client.get("/api/1/search?territory=fr:commune:72181").json["hits"]
    assert id_of("Qualité de l’eau") in [hit["id"] for hit in found]


def test_pages_and_counts_agree_with_the_api(client):
    answer = client.get("/api/1/search?topic=bruit&limit=100").json
    assert answer["total"] == len(answer["hits"]) == len(RECORDS) - 2
    kinds = {item["value"]: item["count"] for item in answer["facets"]["kind"]}
    assert sum(kinds.values()) == answer["total"]


def test_a_filtered_list_is_walked_to_its_end(client):
    answer, found = client.get("/api/1/datasets?topic=bruit&limit=5"), []
    while answer:
        assert answer.status_code == 200
        found += [record["id"] for record in answer.json["datasets"]]
        link = answer.headers.get("Link")
        answer = client.get(link.partition(">")[0].removeprefix("<")) if link else None
    assert len(found) == len(set(found)) == len(RECORDS) - 2


def test_a_filtered_feed_holds_what_the_list_holds(client):
    feed = client.get("/catalog.nt?topic=bruit").get_data(as_text=True)
    assert f'"{len(RECORDS) - 2}"^^<http://www.w3.org/2001/XMLSchema#integer>' in feed


def test_a_cursor_of_another_query_is_refused(client):
    first = client.get("/api/1/datasets?topic=bruit&limit=5").json
    assert client.get(f"/api/1/datasets?topic=air&limit=5&cursor={first['next']}").status_code == 400
