"""Where and when a CKAN dataset is about, through every way in which portals write it."""

import json

import pytest

from catalogue.record_parts import Period, SpatialResolution
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext, normalise
from tests.harvester.ckan import record_of

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


BOX = (
    '{"type": "Polygon", "coordinates": [[[4.2, 43.0], [4.2, 45.1], [7.7, 45.1], [7.7, 43.0], [4.2, 43.0]]]}'
)


@pytest.mark.parametrize(
    "extras",
    [
        {"spatial": BOX},
        {"spatial": json.loads(BOX)},
        {"spatial_coverage": [{"bbox": json.loads(BOX), "text": "Provence"}]},
        {
            "bbox-west-long": "4,2",
            "bbox-south-lat": "43.0",
            "bbox-east-long": "7.7",
            "bbox-north-lat": "45.1",
        },
        {"spatial": "POLYGON((4.2 43, 4.2 45.1, 7.7 45.1, 7.7 43, 4.2 43))"},
    ],
)
def test_boxes(extras):
    assert record_of(**extras).bbox == (4.2, 43.0, 7.7, 45.1)


@pytest.mark.parametrize(
    "spatial", ['{"type": "Point", "coordinates": [400, 95]}', '{"type": "Polygon"}', "{broken"]
)
def test_an_absurd_geometry_is_kept_and_no_box(spatial):
    found = record_of(spatial=spatial)
    assert (found.bbox, found.territories) == (None, ())
    assert found.extras["unread_geometry"]


def test_a_place_has_a_name_and_a_box():
    place = {"bbox": json.loads(BOX), "text": "Provence"}
    found = record_of({"spatial_coverage": [place]})
    assert (found.territories, found.bbox) == (("Provence",), (4.2, 43.0, 7.7, 45.1))


def test_places_are_names_and_reaches_are_none():
    found = record_of(
        {"spatial_coverage": [{"text": "Tarragone", "uri": "https://sws.example/1"}]}, geocover="regionale"
    )
    assert found.territories == ("Tarragone",)
    assert found.extras["spatial_scope"] == ["regionale"]
    assert record_of(**{"spatial-text": "Lyon"}).territories == ("Lyon",)


def test_levels_without_those_that_say_nothing():
    assert record_of(granularity='["commune", "indefinie"]').granularities == ("commune",)
    assert record_of(granularity="indefinie").granularities == ()
    resolution = normalise(record_of(echelle="1:25000"), CONTEXT).record.spatial_resolution
    assert resolution == SpatialResolution(scale=25_000)


@pytest.mark.parametrize(
    ("extras", "period"),
    [
        ({"temporal_start": "2010", "temporal_end": "2015"}, Period(start="2010", end="2015")),
        ({"temporal_start": "2010-01-01"}, Period(start="2010-01-01", end="..")),
        (
            {"temporal_coverage_from": "1976", "temporal_coverage_to": "2005"},
            Period(start="1976", end="2005"),
        ),
        (
            {"temporal-extent-begin": '["1905-03-01"]', "temporal-extent-end": "1910"},
            Period(start="1905-03-01", end="1910"),
        ),
        ({"temporal_coverage": [{"start": "1905", "end": "2013"}]}, Period(start="1905", end="2013")),
        ({"temporal_coverage": "2010-2015"}, Period(start="2010-2015")),
        ({}, None),
    ],
)
def test_periods(extras, period):
    assert record_of(**extras).temporal == period
