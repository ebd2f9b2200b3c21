import pytest

from catalogue.record_parts import Period
from harvester.formats.geoclip_vintages import last_of, to_period


@pytest.mark.parametrize(
    ("vintages", "expected"),
    [
        (["2022", "2016"], ("2016", "2022")),
        ([" 2019"], ("2019", None)),
        (["2010-2020", "2000-2010"], ("2000", "2020")),
        (["2023-T1", "T4 2022"], ("2022", "2023")),
        (["2020-11-02", "2021-01"], ("2020", "2021")),
        (["janvier 2024", "Ensemble"], ("2024", None)),
        (["2018", "2070"], ("2018", "2070")),
    ],
)
def test_years_make_a_period(vintages, expected):
    assert to_period(vintages) == Period(start=expected[0], end=expected[1])


@pytest.mark.parametrize(
    "vintages", [[], ["Hommes", "Femmes"], ["1564", "2064"], ["20200101999"], ["15-29 ans"], ["9999"]]
)
def test_modalities_make_none(vintages):
    assert to_period(vintages) is None
    assert last_of(vintages) is None


def test_the_last_is_the_newest_wherever_it_stands():
    assert last_of(["2016", "2022", "Ensemble"]) == "2022"
    assert last_of(["2021-2022", "2022"]) == "2021-2022"
