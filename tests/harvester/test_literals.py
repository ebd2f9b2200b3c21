"""Typed values of foreign RDF that no parser can make anything of: nothing is invented, nothing breaks."""

import json

import pytest

from catalogue.record_json import loads
from catalogue.territories import load_gazetteer
from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.making import make_records
from harvester.normalise import NormaliseContext
from tests.harvester import replay

DATASET = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://p.example/1> a dcat:Dataset ; dct:identifier "1" ; dct:title "Jeu" ; %s .
"""


@pytest.fixture
def record_of(tools, declare):
    """A function from properties in Turtle to the JSON text of the record that a harvest makes of them."""

    def harvest(properties):
        page = (DATASET % properties).encode()
        with replay.serve(replay.files({"/0.ttl": page}, "text/turtle")) as running:
            source = declare("dcat", url=f"{running.url}/0.ttl")
            pages = list(CONNECTORS["dcat"].fetch(source, tools, Wanted()))
        items = [item for page in pages for item in page.items]
        context = NormaliseContext(gazetteer=load_gazetteer(), source_title="Portail")
        (made,) = make_records(tools.gateway, source, context, items)
        return made.record

    return harvest


@pytest.mark.parametrize(
    "date",
    [
        '"2023-13-45"^^xsd:date',
        '"0000-01-01"^^xsd:date',
        '"0000"^^xsd:gYear',
        '"2023-02-30T25:61:61Z"^^xsd:dateTime',
        '"-0044-03-15"^^xsd:date',
    ],
)
def test_h16_a_date_that_is_none_is_left_out_and_told(record_of, date):
    record = loads(record_of(f"dct:modified {date}"))
    assert record.modified is None
    assert record.extras["unmapped"] == [["modified", date.split('"')[1]]]


def test_h17_a_number_without_end_is_left_out(record_of):
    size = f'"{"9" * 200_000}"^^xsd:integer'
    record = loads(
        record_of(f"dcat:distribution [ dcat:downloadURL <https://p.example/a.csv> ; dcat:byteSize {size} ]")
    )
    assert [(one.url, one.byte_size) for one in record.distributions] == [("https://p.example/a.csv", None)]


def test_h18_what_is_beyond_all_numbers_never_reaches_the_json(record_of):
    properties = (
        'dcat:spatialResolutionInMeters "1e400"^^xsd:double , "INF"^^xsd:double , "NaN"^^xsd:double ; '
        'dct:accrualPeriodicity "P999999999999Y"^^xsd:duration ; '
        'dcat:temporalResolution "P999999999999Y"^^xsd:duration'
    )
    text = record_of(properties)
    record = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} in the JSON"))
    assert "spatial_resolution" not in record
    assert record["extras"]["unmapped"] == [["frequency", "P999999999999Y"]]
    assert "frequency" not in record


def test_h19_html_is_read_as_text(record_of):
    html = "<img src=x onerror=alert(1)><p>Texte <b>utile</b></p><script>alert(2)</script>"
    text = record_of(f'dct:description "{html}"^^rdf:HTML')
    assert loads(text).description == "Texte utile"
    assert "alert" not in text


def test_h20_an_xml_literal_with_a_document_type_is_read_as_text(record_of):
    document = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><div>Texte <i>utile</i> &b;</div>'
    text = record_of(f'dct:description """{document}"""^^rdf:XMLLiteral')
    assert loads(text).description == "Texte utile &b;"
