import pytest
import rdflib
from rdflib import RDF, URIRef

from catalogue.rdf.namespaces import DCAT, DCT, HYDRA
from catalogue.record import Record
from tests.builders import publish_items
from tests.web.conftest import CLOSED, RECORDS, SOURCE, services_of
from web.app import create_app

CLASSES = [URIRef(DCAT[name].value) for name in ("Dataset", "DatasetSeries", "DataService")]
FORMATS = {"ttl": "turtle", "rdf": "xml", "nt": "nt"}


def read(client, address, form="ttl"):
    answer = client.get(address)
    assert answer.status_code == 200
    return rdflib.Graph().parse(answer.data, format=FORMATS[form])


def subjects(graph):
    return {subject for cls in CLASSES for subject in graph.subjects(RDF.type, cls)}


def walk(client, address, form="ttl"):
    """Follow hydra:next to the end; return the distinct subjects and the totals announced."""
    found, totals, visited = set(), set(), []
    while address:
        assert address not in visited
        visited.append(address)
        graph = read(client, address, form)
        found |= subjects(graph)
        totals |= {int(total) for total in graph.objects(None, URIRef(HYDRA["totalItems"].value))}
        following = [str(target) for target in graph.objects(None, URIRef(HYDRA["next"].value))]
        address = following[0].removeprefix("http://localhost") if following else None
    return found, totals, visited


@pytest.fixture
def many(database):
    """Two and a half pages of records."""
    items = {f"n{number}": (Record(title=f"Fiche {number}", topics=("eau",)), ()) for number in range(250)}
    publish_items(database, SOURCE, items, complete=False)
    return database


@pytest.mark.parametrize("form", FORMATS)
def test_the_feed_is_walked_to_its_end(client, many, form):
    found, totals, visited = walk(client, f"/catalog.{form}", form)
    assert totals == {250 + len(RECORDS)}
    assert len(found) == 250 + len(RECORDS)
    assert len(visited) == 3
    assert all(f"/catalog.{form}?" in address for address in visited[1:])


def test_a_filtered_feed_keeps_its_filter(client, many):
    found, totals, visited = walk(client, "/catalog.ttl?topic=eau")
    assert totals == {len(found)} == {251}
    assert all("topic=eau" in address for address in visited)


def test_restricted_sources_are_in_no_feed(client, database):
    publish_items(database, CLOSED, {"secret": (Record(title="Fiche réservée", topics=("air",)), ())})
    for address in ("/catalog.nt", "/catalog.nt?topic=air"):
        assert "réservée" not in client.get(address).get_data(as_text=True)


def test_only_what_changed_since(client):
    assert walk(client, "/catalog.ttl?modified_since=2999-01-01")[1] == {0}
    assert walk(client, "/catalog.ttl?modified_since=2026-01-01")[1] == {len(RECORDS)}
    assert client.get("/catalog.ttl?modified_since=hier").status_code == 400


def test_every_record_has_one_identifier(client):
    graph = read(client, "/catalog.ttl")
    identifiers = [
        list(graph.objects(subject, URIRef(DCT["identifier"].value))) for subject in subjects(graph)
    ]
    assert all(len(found) == 1 for found in identifiers)
    assert len({str(found[0]) for found in identifiers}) == len(RECORDS)


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 30])
def test_pages_are_counted_from_one(client, page):
    assert client.get(f"/catalog.ttl?page={page}").status_code == 400


def test_past_the_end_is_404(client):
    assert client.get("/catalog.ttl?page=50").status_code == 404


def test_an_unknown_value_is_told(client):
    assert client.get("/catalog.ttl?kind=bidule").status_code == 400


def test_an_empty_feed_is_a_catalogue(client):
    graph = read(client, "/catalog.ttl?q=trifouillis")
    assert len(list(graph.subjects(RDF.type, URIRef(DCAT["Catalog"].value)))) == 1


def test_the_format_follows_the_client(client):
    assert client.get("/catalog", headers={"Accept": "application/rdf+xml"}).mimetype == "application/rdf+xml"
    assert client.get("/catalog").mimetype == "text/turtle"
    assert "Accept" in client.get("/catalog").vary


def test_addresses_start_at_the_public_root(database, engine):
    app = create_app(services_of(database, engine, public_url="https://glane.example/"))
    graph = rdflib.Graph().parse(app.test_client().get("/catalog.ttl").data, format="turtle")
    assert all(str(subject).startswith("https://glane.example/donnees/") for subject in subjects(graph))
