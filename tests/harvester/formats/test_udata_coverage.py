import pytest

from harvester.formats.udata_coverage import to_coverage, to_period, to_resolution


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


def test_zones_granularity_and_geometry():
    spatial = {"zones": ["fr:region:32"], "geom": square(1, 49, 4, 51), "granularity": "fr:commune"}
    found = to_coverage({"spatial": spatial})
    assert found.territories == ("fr:region:32",)
    assert found.granularities == ("fr:commune",)
    assert (found.bbox, found.repairs) == ((1.0, 49.0, 4.0, 51.0), ())


def test_whole_objects_are_read_by_their_id():
    spatial = {"zones": [{"id": "country:fr"}, {"name": "x"}], "granularity": {"id": "poi"}}
    found = to_coverage({"spatial": spatial})
    assert (found.territories, found.granularities) == (("country:fr",), ("poi",))


@pytest.mark.parametrize(
    "spatial", [None, {}, [], "x", {"zones": None, "geom": None, "granularity": "other"}]
)
def test_what_says_nothing_covers_nothing(spatial):
    found = to_coverage({"spatial": spatial})
    assert (found.territories, found.bbox, found.granularities) == ((), None, ())


@pytest.mark.parametrize(
    ("geometry", "bbox", "repairs"),
    [
        (square(48, 2, 52, 100), (2.0, 48.0, 100.0, 52.0), ("axes-swapped",)),
        (square(500, 900, 501, 901), None, ()),
        ({"type": "MultiPolygon", "coordinates": "x"}, None, ()),
        ({"type": "MultiPolygon"}, None, ()),
    ],
)
def test_absurd_geometries(geometry, bbox, repairs):
    found = to_coverage({"spatial": {"geom": geometry}})
    assert (found.bbox, found.repairs) == (bbox, repairs)


def test_periods():
    assert to_period({"temporal_coverage": None}) is None
    assert to_period({"temporal_coverage": {"start": "2019", "end": None}}).end == ".."
    assert to_period({"temporal_coverage": {"end": "2019-12-31"}}).start is None


def test_the_finest_resolution_in_metres():
    def dataset(resolution):
        return {"extras": {"dcat": {"spatial_resolution": resolution}}}

    assert to_resolution(dataset(["100", "25.5", "x"])).metres == 25.5
    assert to_resolution(dataset(10)).metres == 10
    assert to_resolution(dataset("-3")) is None
    assert to_resolution({}) is None
