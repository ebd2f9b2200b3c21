# ruff: noqa: E501 -- a statement of Turtle reads best on one line
import pytest

from catalogue.record_parts import Period, SpatialResolution
from tests.harvester.formats.turtle import dataset

WKT = '"POLYGON((1 2,3 2,3 4,1 4,1 2))"^^geo:wktLiteral'


@pytest.mark.parametrize(
    ("place", "territories"),
    [
        ("<http://id.insee.fr/geo/departement/69>", ("fr:departement:69",)),
        ("<http://id.insee.fr/geo/commune/69123/0a1b>", ("fr:commune:69123",)),
        ("<http://id.insee.fr/geo/arrondissementMunicipal/75113>", ("fr:arrondissement-municipal:75113",)),
        ("<https://www.data.gouv.fr/api/1/spatial/zone/fr:departement:80/>", ("fr:departement:80",)),
        ("<http://publications.europa.eu/resource/authority/country/FRA>", ("country:fr",)),
        ("<https://sws.geonames.org/3027939/>", ("https://sws.geonames.org/3027939/",)),
        ('"Bretagne"', ("Bretagne",)),
        ('[ skos:prefLabel "Bretagne"@fr, "Brittany"@en ]', ("Bretagne",)),
        ('"non renseigné"', ()),
        ("[ a dct:Location ]", ()),
    ],
)
def test_places(place, territories):
    assert dataset(f"dct:spatial {place}").territories == territories


@pytest.mark.parametrize(
    "place",
    [
        f"[ dcat:bbox {WKT} ]",
        f"[ locn:geometry {WKT} ]",
        f"[ geo:hasGeometry [ geo:asWKT {WKT} ] ]",
        "'1,2,3,4'",
        """[ locn:geometry '{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4]]]}'^^geo:geoJSONLiteral ]""",
        f"[ dcat:bbox 'nonsense' ; locn:geometry {WKT} ]",
        "[ rdfs:label '1 2 3 4' ]",
    ],
)
def test_boxes(place):
    assert dataset(f"dct:spatial {place}").bbox == (1.0, 2.0, 3.0, 4.0)


def test_several_boxes_keep_their_parts():
    record = dataset("dct:spatial '1,2,3,4', '10,2,11,4'")
    assert record.bbox == (1.0, 2.0, 11.0, 4.0)
    assert record.extras["bboxes"] == [[1.0, 2.0, 3.0, 4.0], [10.0, 2.0, 11.0, 4.0]]


def test_a_swapped_box_is_flagged():
    assert dataset("dct:spatial '3,2,1,4'").extras["repairs"] == ["west-east-swapped"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("[ dcat:startDate '2019-01-01'^^xsd:date ; dcat:endDate '2020' ]", Period(start="2019-01-01", end="2020")),
        ("[ schema:startDate '2019' ]", Period(start="2019", end="..")),
        ("'2019-01-01/2020-12-31'", Period(start="2019-01-01", end="2020-12-31")),
        ("'2019/'", Period(start="2019", end="..")),
        ("'de 2019 à 2020'", Period(start="de 2019 à 2020")),
        ("[ time:hasBeginning [ time:inXSDDate '2019-01-01'^^xsd:date ] ; time:hasEnd [ time:inXSDgYear '2020' ] ]", Period(start="2019-01-01", end="2020")),
        ("<http://reference.data.gov.uk/id/year/2017>", Period(start="2017", end="2017")),
        ("[ rdfs:label '2019/2020' ]", Period(start="2019", end="2020")),
        ("[ a dct:PeriodOfTime ]", None),
        ("'null'", None),
    ],
)  # fmt: skip
def test_periods(period, expected):
    assert dataset(f"dct:temporal {period}").temporal == expected


def test_several_periods_keep_their_parts():
    record = dataset("dct:temporal '2019/2020', '2010/2011'")
    assert record.temporal == Period(start="2010", end="2020")
    assert record.extras["periods"] == [["2010", "2011"], ["2019", "2020"]]


@pytest.mark.parametrize(
    ("properties", "resolution"),
    [
        ("dcat:spatialResolutionInMeters 30.0, 10", SpatialResolution(metres=10)),
        ("rdfs:comment 'Spatial resolution (equivalent scale): 1:25000'@en", SpatialResolution(scale=25000)),
        ("geodcat:spatialResolutionAsText '1:5000'", SpatialResolution(scale=5000)),
        ("dcat:spatialResolutionInMeters 'fine'", None),
    ],
)
def test_resolutions(properties, resolution):
    assert dataset(properties).spatial_resolution == resolution
