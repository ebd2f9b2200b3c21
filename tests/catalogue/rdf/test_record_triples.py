import json
from typing import get_args

import pyoxigraph
import pytest
import rdflib
from rdflib import DCTERMS, RDF, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import FOAF, SKOS

from catalogue.rdf.formats import MEDIA_TYPES, RdfFormatName
from catalogue.rdf.graph import to_graph
from catalogue.rdf.namespaces import ADMS, GEO, GEODCAT, SPDX, XSD
from catalogue.rdf.namespaces import DCAT as OUR_DCAT
from catalogue.rdf.record_triples import record_triples
from catalogue.rdf.serialise import serialise
from catalogue.record import Record
from catalogue.record_parts import Distribution
from tests.catalogue.rdf.sample_records import BARE, EVERY, FREE_TEXT, FULL, HOSTILE, KINDS

DCAT = rdflib.Namespace(OUR_DCAT.base)  # rdflib's own lacks what DCAT 3 added
BASE = "https://glane.example"
LICENSED = Record(
    id="6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6b07",
    title="Une licence à deux endroits",
    licence="lov2",
    distributions=(
        Distribution(url="https://example.fr/1", licence="lov2"),
        Distribution(url="https://example.fr/2"),
    ),
)
RDFLIB_FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}


def subject_of(record):
    return URIRef(f"{BASE}/donnees/{record.id}")


def graph_of(record):
    return to_graph(record_triples(record, BASE))


def values(record, predicate):
    return {str(value) for value in graph_of(record).objects(subject_of(record), predicate)}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD reader uses it
@pytest.mark.parametrize("form", get_args(RdfFormatName))
@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.kind)
def test_rdflib_reads_what_pyoxigraph_wrote(record, form):
    read = rdflib.Graph().parse(serialise(record_triples(record, BASE), form), format=RDFLIB_FORMATS[form])
    assert to_isomorphic(read) == to_isomorphic(graph_of(record))


@pytest.mark.parametrize("form", get_args(RdfFormatName))
@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.kind)
def test_strict_parsers_accept_every_record(record, form):
    document = serialise(record_triples(record, BASE), form)
    read = list(pyoxigraph.parse(document, pyoxigraph.RdfFormat.from_media_type(MEDIA_TYPES[form])))
    assert len(read) == len(set(record_triples(record, BASE)))


def test_the_same_record_gives_the_same_bytes():
    assert serialise(record_triples(FULL, BASE), "nt") == serialise(record_triples(FULL, BASE), "nt")


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.kind)
def test_one_identifier_that_is_never_empty(record):
    assert values(record, DCTERMS.identifier) == {record.id}


def test_the_identifier_of_the_producer_is_another():
    (node,) = graph_of(FULL).objects(subject_of(FULL), URIRef(ADMS["identifier"].value))
    assert graph_of(FULL).value(node, SKOS.notation) == rdflib.Literal("FR-120066022-JDD-1")


@pytest.mark.parametrize("record", KINDS, ids=lambda record: record.kind)
def test_every_kind_has_its_class_and_type(record):
    classes = {"service": DCAT.DataService, "series": DCAT.DatasetSeries}
    graph = graph_of(record)
    assert graph.value(subject_of(record), RDF.type) == classes.get(record.kind, DCAT.Dataset)
    concept = graph.value(subject_of(record), DCTERMS.type)
    assert graph.value(concept, SKOS.notation) == rdflib.Literal(record.kind)
    assert graph.value(concept, SKOS.prefLabel).language == "fr"


def test_texts_are_french_unless_said_otherwise():
    graph = graph_of(FULL)
    titles = {title.language: str(title) for title in graph.objects(subject_of(FULL), DCTERMS.title)}
    assert titles == {"fr": FULL.title, "en": "Tap water quality"}
    assert {keyword.language for keyword in graph.objects(subject_of(FULL), DCAT.keyword)} == {"fr"}


def test_a_record_without_description_repeats_its_title():
    assert values(BARE, DCTERMS.description) == {BARE.title}


def test_a_licence_is_the_address_that_data_gouv_reads():
    (licence,) = values(FULL, DCTERMS.license)
    assert "etalab.gouv.fr" in licence


def test_a_licence_in_words_is_a_node_with_a_label():
    graph = graph_of(FREE_TEXT)
    (node,) = graph.objects(subject_of(FREE_TEXT), DCTERMS.license)
    assert isinstance(node, rdflib.BNode)
    assert str(graph.value(node, rdflib.RDFS.label)) == "Licence Ouverte Etalab"


def test_the_period_is_a_blank_node_with_dates_on_both_ends():
    graph = graph_of(FULL)
    (node,) = graph.objects(subject_of(FULL), DCTERMS.temporal)
    ends = [graph.value(node, DCAT.startDate), graph.value(node, DCAT.endDate)]
    assert isinstance(node, rdflib.BNode)
    assert [str(end) for end in ends] == ["2016-01-01", "2020-02-29"]
    assert {str(end.datatype) for end in ends} == {XSD["date"].value}


def test_what_is_no_date_is_left_out():
    assert values(FREE_TEXT, DCTERMS.issued) == set()
    assert values(FREE_TEXT, DCTERMS.modified) == set()


def test_the_box_is_a_polygon_without_crs():
    (box,) = graph_of(FULL).objects(None, DCAT.bbox)
    assert str(box) == "POLYGON((-0.45 47.57, 0.92 47.57, 0.92 48.48, -0.45 48.48, -0.45 47.57))"
    assert str(box.datatype) == GEO["wktLiteral"].value


def test_every_place_carries_its_zone_id():
    graph = graph_of(FULL)
    places = graph.objects(subject_of(FULL), DCTERMS.spatial)
    assert {str(zone) for place in places for zone in graph.objects(place, DCTERMS.identifier)} == set(
        FULL.territories
    )
    assert URIRef("http://id.insee.fr/geo/departement/72") in set(
        graph.objects(subject_of(FULL), DCTERMS.spatial)
    )


def test_frequency_and_themes_are_terms_of_the_eu():
    (frequency,) = values(FULL, DCTERMS.accrualPeriodicity)
    assert frequency.startswith("http://publications.europa.eu/resource/authority/frequency/")
    graph = graph_of(FULL)
    themes = list(graph.objects(subject_of(FULL), DCAT.theme))
    assert len(themes) == 6
    assert all(graph.value(theme, SKOS.prefLabel) for theme in themes)


def test_a_checksum_is_a_plain_literal_with_its_algorithm():
    graph = graph_of(FULL)
    (value,) = graph.objects(None, URIRef(SPDX["checksumValue"].value))
    assert value.datatype is None
    assert len(list(graph.objects(None, URIRef(SPDX["algorithm"].value)))) == 1


def test_distributions_are_named_and_have_an_address():
    graph = graph_of(FULL)
    nodes = sorted(graph.objects(subject_of(FULL), DCAT.distribution))
    assert nodes == [URIRef(f"{subject_of(FULL)}#distribution-{number}") for number in (1, 2)]
    assert all(graph.value(node, DCAT.accessURL) for node in nodes)
    assert str(graph.value(nodes[1], DCTERMS.conformsTo)) == "http://www.opengeospatial.org/standards/wms"


def test_a_service_has_one_end_point_and_no_distribution():
    (service,) = (record for record in KINDS if record.kind == "service")
    assert values(service, DCAT.endpointURL) == {"https://example.fr/1"}
    assert values(service, FOAF.page) == {"https://example.fr/2"}
    assert values(service, DCAT.distribution) == set()


def test_the_licence_of_a_distribution_is_said_there_too():
    nodes = sorted(graph_of(LICENSED).objects(subject_of(LICENSED), DCAT.distribution))
    licences = [graph_of(LICENSED).value(node, DCTERMS.license) for node in nodes]
    assert [str(licence) for licence in licences[:1]] == list(values(LICENSED, DCTERMS.license))
    assert licences[1] is None


def test_a_series_is_a_record_here_or_the_address_that_it_has_elsewhere():
    assert values(FULL, DCAT.inSeries) == {f"{BASE}/donnees/{FULL.series_of}"}
    assert values(FREE_TEXT, DCAT.inSeries) == values(HOSTILE, DCAT.inSeries) == set()
    assert values(FREE_TEXT, DCTERMS.isPartOf) == {FREE_TEXT.series_of}


def test_a_scale_is_written_as_geodcat_does():
    assert values(FULL, URIRef(GEODCAT["spatialResolutionAsText"].value)) == {"1:25000"}


def test_conformity_with_the_law_is_no_schema():
    assert values(FULL, DCTERMS.conformsTo) == {"https://schema.data.gouv.fr/x"}


def test_hostile_addresses_are_encoded_or_dropped():
    addresses = {str(term) for triple in graph_of(HOSTILE) for term in triple if isinstance(term, URIRef)}
    assert not {address for address in addresses if address.startswith(("javascript:", "data:"))}
    assert not {address for address in addresses if set(address) & set(' {}|\\^`"<>')}
    assert "http://exemple.fr/a%20b/%7Bc%7D%7Cd%5Ee%60f%5Cg%22h%3Ci%3Ej" in addresses
    assert "https://xn--9ca.fr/%C3%A0%25zz#a%23b" in addresses


def test_json_ld_names_no_context():
    assert "@context" not in json.dumps(json.loads(serialise(record_triples(FULL, BASE), "jsonld")))
