import pytest

from catalogue.nivgeos import FINE_TO_COARSE, newest_of_each, parse_nivgeo
from catalogue.vocabularies import load_vocabulary


@pytest.mark.parametrize(
    ("code", "prefix", "vintage", "granularity"),
    [
        ("com2025", "com", "2025", "commune"),
        ("Com2025", "com", "2025", "commune"),
        ("com16", "com", "2016", "commune"),
        ("com", "com", None, "commune"),
        ("epci_ept2025", "epci_ept", "2025", "epci"),
        ("iris2020", "iris", "2020", "iris"),
        ("tv", "tv", None, "territoire-de-vie-sante"),
        ("bv2022", "bv", "2022", "bassin-de-vie"),
        ("ze2020", "ze", "2020", "autre"),
        ("arr", "arr", None, "arrondissement"),
        ("cant2014", "cant", "2014", "canton"),
        ("qpv2024", "qpv", "2024", "qpv"),
        ("cpts", "cpts", None, "cpts"),
        ("dep", "dep", None, "departement"),
        ("reg", "reg", None, "region"),
        ("fra", "fra", None, "pays"),
        ("polg2024_01_01", "polg", "2024", None),
        ("zone12", "zone12", None, None),
        ("", "", None, None),
    ],
)
def test_a_code_is_a_prefix_and_mostly_a_vintage(code, prefix, vintage, granularity):
    level = parse_nivgeo(code)
    assert (level.code, level.prefix, level.vintage, level.granularity) == (
        code,
        prefix,
        vintage,
        granularity,
    )


def test_of_a_prefix_the_newest_zoning_counts():
    codes = ["com2024", "dep", "com2025", "com2021", "reg"]
    assert [level.code for level in newest_of_each(codes)] == ["com2025", "dep", "reg"]


def test_every_granularity_has_its_place_from_fine_to_coarse():
    assert sorted(term.id for term in load_vocabulary("granularities")) == sorted(FINE_TO_COARSE)
    assert parse_nivgeo("com2025").rank < parse_nivgeo("dep").rank < parse_nivgeo("fra").rank
