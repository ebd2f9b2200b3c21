import pytest
from lxml import etree

from cli.portals.csw_fault import CswFault
from cli.portals.csw_filter import parse_filter

RECORD = {
    "type": "dataset",
    "identifier": "a-1",
    "title": "Bruit à Grenoble",
    "anytext": "Bruit à Grenoble mesures",
    "organisationname": "Acoucité",
    "modified": "2021-01-15",
    "boundingbox": "5 45 6 46\n-61.8 15.8 -61.0 16.5",
}


def matches(condition):
    xml = f'<ogc:Filter xmlns:ogc="http://www.opengis.net/ogc">{condition}</ogc:Filter>'
    return parse_filter(etree.fromstring(xml))(RECORD)


def compare(operator, name, literal, **attributes):
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    parts = f"<ogc:PropertyName>{name}</ogc:PropertyName><ogc:Literal>{literal}</ogc:Literal>"
    return f"<ogc:{operator}{written}>{parts}</ogc:{operator}>"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (compare("PropertyIsEqualTo", "apiso:type", "dataset"), True),
        (compare("PropertyIsEqualTo", "dc:type", "service"), False),
        (compare("PropertyIsNotEqualTo", "dc:type", "service"), True),
        (compare("PropertyIsLike", "AnyText", "%grenoble%", wildCard="%"), True),
        (compare("PropertyIsLike", "apiso:Title", "bruit*", wildCard="*"), True),
        (compare("PropertyIsLike", "apiso:Title", "grenoble%", wildCard="%"), False),
        (compare("PropertyIsLike", "OrganisationName", "ACOUCITE"), True),
        (compare("PropertyIsGreaterThanOrEqualTo", "dct:modified", "2021-01-15"), True),
        (compare("PropertyIsGreaterThan", "dct:modified", "2021-01-15"), False),
        (compare("PropertyIsLessThan", "dct:modified", "2022-01-01"), True),
    ],
)
def test_comparisons(condition, expected):
    assert matches(condition) is expected


def test_conditions_combine():
    yes, no = compare("PropertyIsEqualTo", "type", "dataset"), compare("PropertyIsEqualTo", "type", "service")
    assert matches(f"<ogc:And>{yes}{yes}</ogc:And>")
    assert not matches(f"<ogc:And>{yes}{no}</ogc:And>")
    assert matches(f"<ogc:Or>{no}{yes}</ogc:Or>")
    assert matches(f"<ogc:Not>{no}</ogc:Not>")


def box(lower, upper):
    corners = f"<gml:lowerCorner>{lower}</gml:lowerCorner><gml:upperCorner>{upper}</gml:upperCorner>"
    envelope = f'<gml:Envelope xmlns:gml="http://www.opengis.net/gml">{corners}</gml:Envelope>'
    return f"<ogc:BBOX><ogc:PropertyName>ows:BoundingBox</ogc:PropertyName>{envelope}</ogc:BBOX>"


def test_a_box_matches_what_it_overlaps():
    assert matches(box("5.5 45.5", "7 47"))
    assert matches(box("-62 15", "-60 17"))
    assert not matches(box("7 47", "8 48"))


@pytest.mark.parametrize(
    "condition",
    [
        "",
        box("a b", "c d"),
        box("1", "2 3"),
        compare("PropertyIsEqualTo", "colour", "red"),
        compare("PropertyIsBetween", "type", "a"),
        compare("PropertyIsEqualTo", "type", "a") * 2,
    ],
)
def test_what_is_not_understood_is_a_fault(condition):
    with pytest.raises(CswFault) as caught:
        matches(condition)
    assert caught.value.locator == "constraint"
