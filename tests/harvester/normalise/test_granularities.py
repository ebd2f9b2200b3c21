import pytest

from catalogue.record import Record
from catalogue.record_parts import SpatialResolution
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.granularities import normalise_granularities, parse_resolution

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


def made(*granularities, **fields):
    return normalise_granularities(Record(title="x", granularities=granularities, **fields), CONTEXT).record


def test_levels_of_several_portals_become_codes():
    record = made("Commune", "fr:departement", "poi", "com2024", "epci_ept2025", "LatitudeLongitude")
    assert record.granularities == ("commune", "departement", "point", "epci")


@pytest.mark.parametrize(
    ("text", "scale", "metres"),
    [
        ("1:25000", 25000, None),
        ("1:1 000 000", 1_000_000, None),
        ("1/50000", 50000, None),
        ("25 ha", None, 500),
        ("Maille 2kmx2km", None, 2000),
        ("Maille 16kmx16 km", None, 16000),
        ("Maille 1hax1ha", None, 100),
        ("2,5 m", None, 2.5),
    ],
)
def test_measures_become_the_resolution(text, scale, metres):
    assert parse_resolution(text) == SpatialResolution(scale=scale, metres=metres)


@pytest.mark.parametrize("text", ["Commune", "1:0", "0 m", "1:", "m", "10", "1:25000 environ"])
def test_what_is_no_measure(text):
    assert parse_resolution(text) is None


def test_a_cell_is_a_level_too_and_the_finest_measure_counts():
    record = made("Maille 10mx10m", "1:100000", "1:50000")
    assert record.granularities == ("carreau",)
    assert record.spatial_resolution == SpatialResolution(scale=50000, metres=10)
    assert record.extras == {}


def test_a_stated_resolution_stays_and_nothing_is_lost():
    stated = SpatialResolution(metres=1)
    record = made("25 ha", "UCS", spatial_resolution=stated)
    assert record.spatial_resolution == stated
    assert record.extras == {"unmapped": [["granularities", "25 ha"], ["granularities", "UCS"]]}
