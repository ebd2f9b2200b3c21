# ruff: noqa: E501 -- an element of XML reads best on one line
import pytest

from catalogue.record_parts import Period, SpatialResolution
from tests.harvester.formats.iso import anchor, record, text


def box(west, south, east, north):
    sides = (
        ("westBoundLongitude", west),
        ("eastBoundLongitude", east),
        ("southBoundLatitude", south),
        ("northBoundLatitude", north),
    )
    return "<gmd:geographicElement><gmd:EX_GeographicBoundingBox>{}</gmd:EX_GeographicBoundingBox></gmd:geographicElement>".format(
        "".join(f"<gmd:{name}><gco:Decimal>{value}</gco:Decimal></gmd:{name}>" for name, value in sides)
    )  # fmt: skip


def extent(inside, name="gmd:extent"):
    return f"<{name}><gmd:EX_Extent>{inside}</gmd:EX_Extent></{name}>"


def period(inside):
    return extent(
        f"<gmd:temporalElement><gmd:EX_TemporalExtent><gmd:extent>{inside}</gmd:extent></gmd:EX_TemporalExtent></gmd:temporalElement>"
    )


@pytest.mark.parametrize(
    ("sides", "bbox", "repairs"),
    [
        ((1, 44, 3, 45), (1.0, 44.0, 3.0, 45.0), None),
        (("1,5", 44, 3, 45), (1.5, 44.0, 3.0, 45.0), None),
        ((3.28, 44, 1.31, 45), (1.31, 44.0, 3.28, 45.0), ["west-east-swapped"]),
        ((177, -20, -178, -10), (-180.0, -20.0, 180.0, -10.0), ["across-antimeridian"]),
        (("", 44, 3, 45), None, None),
        (("NaN", 44, 3, 45), None, None),
        ((0, 0, 0, 0), None, None),
        ((200, 44, 300, 45), None, None),
    ],
)
def test_boxes(sides, bbox, repairs):
    made = record(extent(box(*sides)))
    assert (made.bbox, made.extras.get("repairs")) == (bbox, repairs)


def test_several_extents_of_which_the_first_has_no_box():
    made = record(extent("") + extent(box(1, 44, 2, 45)) + extent(box(3, 46, 4, 47)))
    assert made.bbox == (1.0, 44.0, 4.0, 47.0)
    assert made.extras["bboxes"] == [[1.0, 44.0, 2.0, 45.0], [3.0, 46.0, 4.0, 47.0]]


def test_the_extent_of_a_service():
    made = record(extent(box(1, 44, 2, 45), "srv:extent"), cls="srv:SV_ServiceIdentification")
    assert (made.bbox, made.kind) == ((1.0, 44.0, 2.0, 45.0), "service")


def test_places():
    described = (
        "<gmd:geographicElement><gmd:EX_GeographicDescription><gmd:geographicIdentifier><gmd:MD_Identifier>"
        f"{text('code', 'FR-29')}</gmd:MD_Identifier></gmd:geographicIdentifier></gmd:EX_GeographicDescription></gmd:geographicElement>"
    )
    assert record(extent(text("description", "Finistère") + described)).territories == ("Finistère", "FR-29")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<gml:TimePeriod><gml:beginPosition>2013-01-01</gml:beginPosition><gml:endPosition>2015</gml:endPosition></gml:TimePeriod>", Period(start="2013-01-01", end="2015")),
        ('<gml:TimePeriod><gml:beginPosition>2013</gml:beginPosition><gml:endPosition indeterminatePosition="now"/></gml:TimePeriod>', Period(start="2013", end="..")),
        ('<gml:TimePeriod><gml:beginPosition indeterminatePosition="unknown"/><gml:endPosition/></gml:TimePeriod>', None),
        ("<gml:TimePeriod><gml:begin><gml:TimeInstant><gml:timePosition>2001</gml:timePosition></gml:TimeInstant></gml:begin></gml:TimePeriod>", Period(start="2001", end="..")),
        ("<gml:TimeInstant><gml:timePosition>2001</gml:timePosition></gml:TimeInstant>", Period(start="2001", end="2001")),
        ('<TimePeriod xmlns="http://www.opengis.net/gml"><beginPosition>2013</beginPosition></TimePeriod>', Period(start="2013", end="..")),
        ("<gml:TimePeriod><gml:beginPosition>non renseigné</gml:beginPosition></gml:TimePeriod>", None),
    ],
)  # fmt: skip
def test_periods(inside, expected):
    assert record(period(inside)).temporal == expected


def resolution(inside):
    return f"<gmd:spatialResolution><gmd:MD_Resolution>{inside}</gmd:MD_Resolution></gmd:spatialResolution>"


def scale(value):
    return resolution(
        "<gmd:equivalentScale><gmd:MD_RepresentativeFraction><gmd:denominator>"
        f"<gco:Integer>{value}</gco:Integer></gmd:denominator></gmd:MD_RepresentativeFraction></gmd:equivalentScale>"
    )


def distance(value, unit):
    return resolution(f'<gmd:distance><gco:Distance uom="{unit}">{value}</gco:Distance></gmd:distance>')


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (scale(25000) + scale(5000), SpatialResolution(scale=5000)),
        (distance(10, "m"), SpatialResolution(metres=10.0)),
        (distance("0,5", "km"), SpatialResolution(metres=500.0)),
        (distance(1, "http://standards.iso.org/uom/ML_gmxUom.xml#cm"), SpatialResolution(metres=0.01)),
        (distance(1, "deg"), None),
        (scale("9" * 400), None),
        (scale("fine"), None),
    ],
)
def test_resolutions(inside, expected):
    assert record(inside).spatial_resolution == expected


def crs(inside):
    return (
        "<gmd:referenceSystemInfo><gmd:MD_ReferenceSystem><gmd:referenceSystemIdentifier><gmd:RS_Identifier>"
        f"{inside}</gmd:RS_Identifier></gmd:referenceSystemIdentifier></gmd:MD_ReferenceSystem></gmd:referenceSystemInfo>"
    )


def test_reference_systems():
    made = record(
        head=crs(text("code", "RGF93 / Lambert-93 (EPSG:2154)"))
        + crs(anchor("code", "WGS 84", "http://www.opengis.net/def/crs/EPSG/0/4326"))
        + crs(text("code", "Lambert II étendu"))
    )
    assert made.crs == ("EPSG:2154", "EPSG:4326", "Lambert II étendu")
