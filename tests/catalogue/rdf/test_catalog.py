import rdflib
from rdflib import RDF, URIRef

from catalogue.rdf.catalog import CatalogPage, catalog_triples
from catalogue.rdf.graph import to_graph
from catalogue.rdf.namespaces import DCAT, HYDRA
from tests.catalogue.rdf.sample_records import EVERY, KINDS

BASE = "https://glane.example"


def page(**changes):
    values = {
        "base": BASE,
        "title": "Glane",
        "description": "Un catalogue",
        "publisher": "Glane",
        "total": 250,
        "address": f"{BASE}/catalog.ttl?page=2",
        "first": f"{BASE}/catalog.ttl?page=1",
        "last": f"{BASE}/catalog.ttl?page=3",
        "previous": f"{BASE}/catalog.ttl?page=1",
        "next": f"{BASE}/catalog.ttl?page=3",
        "records": EVERY,
    }
    return to_graph(catalog_triples(CatalogPage(**{**values, **changes})))


def term(namespace, name):
    return URIRef(namespace[name].value)


def test_one_view_with_its_neighbours():
    graph = page()
    (view,) = graph.subjects(RDF.type, term(HYDRA, "PartialCollectionView"))
    found = {
        name: str(graph.value(view, term(HYDRA, name))) for name in ("first", "previous", "next", "last")
    }
    assert str(view) == f"{BASE}/catalog.ttl?page=2"
    assert found == {
        "first": f"{BASE}/catalog.ttl?page=1",
        "previous": f"{BASE}/catalog.ttl?page=1",
        "next": f"{BASE}/catalog.ttl?page=3",
        "last": f"{BASE}/catalog.ttl?page=3",
    }


def test_the_last_page_names_no_next():
    graph = page(next=None)
    assert list(graph.objects(None, term(HYDRA, "next"))) == []


def test_the_total_is_that_of_the_catalogue():
    graph = page()
    assert graph.value(URIRef(f"{BASE}/catalog"), term(HYDRA, "totalItems")) == rdflib.Literal(250)


def test_services_and_data_are_listed_apart():
    graph = page(records=KINDS)
    catalog = URIRef(f"{BASE}/catalog")
    services = set(graph.objects(catalog, term(DCAT, "service")))
    assert services == set(graph.subjects(RDF.type, term(DCAT, "DataService")))
    assert len(set(graph.objects(catalog, term(DCAT, "dataset")))) == len(KINDS) - 1
