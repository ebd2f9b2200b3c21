# ruff: noqa: E501 -- a geometry reads best on one line
"""Boxes of every writing; swapped sides put right and said so (fault H46)."""

import pytest

from harvester.formats.geometry import Extent, envelope, parse_extent, to_extent, to_number


def extent_of(found: Extent | None) -> Extent:
    assert found is not None
    return found


BOX = (-5.0, 47.0, -1.0, 49.0)
RING = "((-5 47,-1 47,-1 49,-5 49,-5 47))"


@pytest.mark.parametrize(
    "text",
    [
        f"POLYGON{RING}",
        f"POLYGON {RING}",
        f"MULTIPOLYGON({RING})",
        f"<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON{RING}",
        "<http://www.opengis.net/def/crs/EPSG/0/4326> POLYGON((47 -5,47 -1,49 -1,49 -5,47 -5))",
        "POLYGON Z((-5 47 1,-1 47 1,-1 49 1,-5 49 1,-5 47 1))",
        "ENVELOPE(-5, -1, 49, 47)",
        '{"type": "Polygon", "coordinates": [[[-5, 47], [-1, 47], [-1, 49], [-5, 49], [-5, 47]]]}',
        '{"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": [[-5, 47], [-1, 49]]}}',
        '<gml:Envelope srsName="x"><gml:lowerCorner>-5 47</gml:lowerCorner><gml:upperCorner>-1 49</gml:upperCorner></gml:Envelope>',
        "-5,47,-1,49",
        " -5.0 47 -1 49 ",
    ],
)
def test_every_writing_gives_the_same_box(text):
    assert extent_of(parse_extent(text)).bbox == BOX


@pytest.mark.parametrize(
    "text",
    [
        "Bretagne",
        "POLYGON EMPTY",
        '{"type": "Point", "coordinates": ["NaN", 3]}',
        '{"type": "Point", "coordinates": [NaN, 3]}',
        '{"broken',
        "[" * 5000,
        "{" + '"geometry":{' * 3000,
        "POINT(500 900)",
        "1,2,3",
    ],
)
def test_h46_what_is_no_box_is_none(text):
    assert parse_extent(text) is None


def test_west_and_east_swapped_are_put_right():
    extent = extent_of(to_extent(3.28, 44.0, 1.31, 45.0))
    assert (extent.bbox, extent.repairs) == ((1.31, 44.0, 3.28, 45.0), ("west-east-swapped",))


def test_a_box_across_the_antimeridian_is_widened():
    extent = extent_of(to_extent(177.0, -20.0, -178.0, -10.0))
    assert (extent.bbox, extent.repairs) == ((-180.0, -20.0, 180.0, -10.0), ("across-antimeridian",))


def test_south_and_north_swapped_are_put_right():
    assert extent_of(to_extent(1, 45, 2, 44)).repairs == ("south-north-swapped",)


def test_latitude_first_is_seen_where_it_cannot_be_otherwise():
    extent = extent_of(parse_extent("POLYGON((16 -160,18 -160,18 -150,16 -150,16 -160))"))
    assert (extent.bbox, extent.repairs) == ((-160.0, 16.0, -150.0, 18.0), ("axes-swapped",))


@pytest.mark.parametrize(
    "sides", [(float("nan"), 0, 1, 1), (0, 0, 1, 91), (0, 0, float("inf"), 1), (-181, 0, 1, 1)]
)
def test_sides_beyond_the_earth_are_no_box(sides):
    assert to_extent(*sides) is None


def test_a_million_vertices_are_read_or_left_in_time():
    points = ",".join(f"{n / 1e6} {n / 1e6}" for n in range(50_000))
    assert extent_of(parse_extent(f"LINESTRING({points})")).bbox[0] == 0
    assert parse_extent("POINT(" + "1 1," * 1_000_000) is None


@pytest.mark.parametrize(
    "text",
    [
        "POINT(" + "9" * 50_000,
        "POINT(" + "9." * 25_000,
        "POLYGON" + " " * 50_000 + "x",
        "1" + (" " * 20_000 + "1") * 3 + "x",
        "<lowerCorner" * 5_000,
    ],
)
def test_a_text_takes_no_longer_than_it_is_long(text):
    assert parse_extent(text) is None


@pytest.mark.parametrize("text", ["-5 47 -1 49", "-5\n47\n-1\n49", " -5 , 47;-1  ,49 "])
def test_four_numbers_stand_apart_by_anything(text):
    assert extent_of(parse_extent(text)).bbox == BOX


def test_envelope_and_numbers():
    assert envelope([]) is None
    assert envelope([BOX, (0.0, 40.0, 1.0, 41.0)]) == (-5.0, 40.0, 1.0, 49.0)
    assert (to_number("1,5"), to_number(" 2 "), to_number("x"), to_number("1e999"), to_number(None)) == (
        1.5,
        2.0,
        None,
        None,
        None,
    )
