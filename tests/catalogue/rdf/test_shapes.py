"""Records against the shapes of DCAT-AP 3.0.0 and 3.0.1, as SEMICeu publishes them."""

from dataclasses import replace

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDFS, SH

from catalogue.rdf.catalog import CatalogPage, catalog_triples
from catalogue.rdf.graph import to_graph
from catalogue.rdf.namespaces import DCAT as OUR_DCAT
from catalogue.rdf.namespaces import SPDX
from tests.catalogue.rdf.sample_records import EVERY, FULL, KINDS

DCAT = rdflib.Namespace(OUR_DCAT.base)  # rdflib's own lacks what DCAT 3 added
SHAPES = "data/vocab/dcat-ap-shacl/SEMICeu__DCAT-AP/{version}__shacl__*.ttl"
CHECKSUM_VALUE = rdflib.URIRef(SPDX["checksumValue"].value)
"""The one deviation: `xsd:hexBinary`, which the shapes ask for, makes data.gouv.fr drop the whole record."""


@pytest.fixture(scope="module", params=["3.0.0", "3.0.1"])
def shapes(request, real_files):
    """The shapes of a version, without references to shapes that its files do not define (two in 3.0.1)."""
    graph = rdflib.Graph()
    for path in real_files(SHAPES.format(version=request.param)):
        graph.parse(path)
    for shape, constraint in list(graph.subject_objects(SH.property)):
        if graph.value(constraint, SH.path) is None:
            graph.remove((shape, SH.property, constraint))
    print(f"shapes of DCAT-AP {request.param}: {len(list(graph.subjects(SH.targetClass, None)))}")
    return graph


@pytest.fixture(scope="module")
def dcat():
    """What DCAT 3 itself says: a series is a dataset, and both are resources."""
    graph = rdflib.Graph()
    graph.add((DCAT.DatasetSeries, RDFS.subClassOf, DCAT.Dataset))
    graph.add((DCAT.Dataset, RDFS.subClassOf, DCAT.Resource))
    graph.add((DCAT.DataService, RDFS.subClassOf, DCAT.Resource))
    return graph


def violations(records, shapes, dcat):
    page = CatalogPage(
        base="https://glane.example",
        title="Glane",
        description="Un catalogue",
        publisher="Glane",
        total=len(records),
        address="https://glane.example/catalog.ttl?page=1",
        first="https://glane.example/catalog.ttl?page=1",
        last="https://glane.example/catalog.ttl?page=1",
        records=tuple(records),
    )
    graph = to_graph(catalog_triples(page))
    for term in {term for term in graph.objects() if isinstance(term, rdflib.URIRef)}:
        graph.add((term, rdflib.RDF.type, RDFS.Resource))  # RDF Schema §2.1: everything described is one
    _conforms, report, _text = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=dcat, inference="none")
    return {
        (str(report.value(result, SH.resultPath)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    }


def test_every_record_fits_the_shapes(shapes, dcat):
    records = [
        replace(record, distributions=tuple(replace(d, checksum=None) for d in record.distributions))
        for record in EVERY
    ]
    assert violations(records, shapes, dcat) == set()


def test_a_checksum_is_the_only_deviation(shapes, dcat):
    assert {path for path, _message in violations([FULL, *KINDS], shapes, dcat)} == {str(CHECKSUM_VALUE)}


def test_the_shapes_can_fail(shapes, dcat):
    broken = to_graph(())
    broken.add((rdflib.URIRef("http://x/1"), rdflib.RDF.type, DCAT.Dataset))
    conforms, _report, _text = pyshacl.validate(broken, shacl_graph=shapes, inference="none")
    assert not conforms
