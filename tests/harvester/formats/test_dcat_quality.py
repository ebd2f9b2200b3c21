# ruff: noqa: E501 -- a statement of Turtle reads best on one line
"""Conformity and measures of quality, as GeoDCAT-AP writes them."""

import pytest

from catalogue.record_parts import SpatialResolution
from tests.harvester.formats.turtle import dataset

DQV = "@prefix dqv: <http://www.w3.org/ns/dqv#> . @prefix sdmx: <http://purl.org/linked-data/sdmx/2009/attribute#> . "
DEGREE = "http://inspire.ec.europa.eu/metadata-codelist/DegreeOfConformity"
TEST = """prov:wasUsedBy [ a prov:Activity ; prov:generated [ dct:type <%s/%s> ] ;
    prov:qualifiedAssociation [ prov:hadPlan [ prov:wasDerivedFrom [ dct:title "Règlement 1089/2010" ] ] ] ]"""
MEASURE = "dqv:hasQualityMeasurement [ dqv:isMeasurementOf %s ; dqv:value %s ; sdmx:unitMeasure <http://www.opengis.net/def/uom/UCUM/m> ]"


@pytest.mark.parametrize(
    ("degree", "conforms_to", "conformity"),
    [
        ("conformant", ("Règlement 1089/2010",), [["Règlement 1089/2010", True]]),
        ("notConformant", (), [["Règlement 1089/2010", False]]),
        ("notEvaluated", (), None),
    ],
)
def test_conformity(degree, conforms_to, conformity):
    record = dataset(TEST % (DEGREE, degree))
    assert (record.conforms_to, record.extras.get("conformity")) == (conforms_to, conformity)


@pytest.mark.parametrize(
    ("value", "scale"),
    [('"1/50000"', 50000), ('"0.00004"^^xsd:decimal', 25000), ("10000", 10000), ('"?"', None), ("0", None)],
)
def test_a_scale_is_a_measure(value, scale):
    record = dataset(MEASURE % ("geodcat:spatialResolutionAsScale", value), prefixes=DQV)
    assert record.spatial_resolution == (SpatialResolution(scale=scale) if scale else None)


def test_other_measures_are_kept_in_the_words_of_the_source():
    record = dataset(MEASURE % ("<https://p.example/exactitude>", "2.5"), prefixes=DQV)
    assert record.extras["quality"] == [
        {
            "metric": "https://p.example/exactitude",
            "value": "2.5",
            "unit": "http://www.opengis.net/def/uom/UCUM/m",
        }
    ]


def test_topic_reference_system_purpose_and_service_type():
    record = dataset(
        "geodcat:topicCategory <http://inspire.ec.europa.eu/metadata-codelist/TopicCategory/health> ;"
        ' geodcat:referenceSystem <http://www.opengis.net/def/crs/EPSG/0/2154> ; geodcat:purpose "Suivre"@fr ;'
        " geodcat:serviceType <http://inspire.ec.europa.eu/metadata-codelist/SpatialDataServiceType/download>"
    )
    assert (record.themes, record.crs) == (("health",), ("EPSG:2154",))
    assert (record.extras["purpose"], record.extras["service_type"]) == ("Suivre", "download")
    assert "properties" not in record.extras
