import pytest

from catalogue.record_parts import Period
from harvester.formats.codes import LICENCE_ADDRESS, around, find_epsg


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://www.opengis.net/def/crs/EPSG/0/2154", "EPSG:2154"),
        ("urn:ogc:def:crs:EPSG::4326", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG:7.9:4258", "EPSG:4258"),
        ("RGF93 / Lambert-93 (EPSG:2154)", "EPSG:2154"),
        (" 3948 ", "EPSG:3948"),
        ("Lambert 93", None),
        (None, None),
    ],
)
def test_find_epsg(text, code):
    assert find_epsg(text) == code


def test_licence_addresses():
    assert LICENCE_ADDRESS.match("https://www.etalab.gouv.fr/licence-ouverte-open-licence")
    assert not LICENCE_ADDRESS.match("https://etalab.gouv.fr.example.com/x")
    assert not LICENCE_ADDRESS.match("https://notspdx.org/x")


def test_around_periods():
    one, two = Period(start="2019", end="2020"), Period(start="2015-02", end="2016")
    assert around([]) is None
    assert around([one]) == one
    assert around([one, two]) == Period(start="2015-02", end="2020")
    assert around([one, Period(start="2010")]) == Period(start="2010", end="..")
