from dataclasses import fields

import pytest

from catalogue.record_parts import Convention, Indicator, IndicatorLevel, Observatory, Study
from harvester.formats.table_parts import (
    LIST_PARTS,
    PART_FIELDS,
    TEXT_PARTS,
    list_unread,
    to_convention,
    to_date,
    to_flag,
    to_indicator,
    to_level,
    to_observatory,
    to_path,
    to_study,
)


class Cells(dict):
    def text(self, field):
        return self.get(field)

    def values(self, field):
        return tuple(self.get(field, "").split("|")) if self.get(field) else ()


def test_a_row_that_says_nothing_of_a_kind_has_no_part_of_it():
    for make in (to_indicator, to_observatory, to_study, to_convention):
        assert make(Cells()) is None


def test_an_indicator():
    cells = Cells(
        indicator_code="T12",
        indicator_unit="pour 100 000",
        indicator_sources="Insee|CépiDc",
        indicator_vintages="2015|2020",
        indicator_levels="Communes|EPCI (2023)",
        indicator_theme_path="Santé > Mortalité",
    )
    assert to_indicator(cells) == Indicator(
        code="T12",
        unit="pour 100 000",
        sources=("Insee", "CépiDc"),
        vintages=("2015", "2020"),
        levels=(IndicatorLevel(level="commune"), IndicatorLevel(level="epci", vintage="2023")),
        theme_path=("Santé", "Mortalité"),
    )


def test_an_observatory():
    cells = Cells(
        observatory_level="Régional",
        observatory_tools="carte|rapport",
        observatory_club_member="Oui",
        observatory_confirmed_at="3 mai 2023",
    )
    assert to_observatory(cells) == Observatory(
        level="region", tools=("carte", "rapport"), club_member=True, confirmed_at="2023-05-03"
    )


def test_a_study_and_a_convention():
    assert to_study(Cells(study_date="2019", study_authors="ORS|ARS")) == Study(
        date="2019", authors=("ORS", "ARS")
    )
    cells = Cells(convention_parties="ARS|Région", convention_scale="région", convention_years="2022|2023")
    assert to_convention(cells) == Convention(
        parties=("ARS", "Région"), scale="région", years=("2022", "2023")
    )


@pytest.mark.parametrize(
    ("text", "level", "vintage"),
    [
        ("com2023", "commune", "2023"),
        ("Départements", "departement", None),
        ("EPCI [2021]", "epci", "2021"),
        ("IRIS", "iris", None),
        ("Bassin de santé", "Bassin de santé", None),
        ("2023", "2023", None),
    ],
)
def test_levels(text, level, vintage):
    assert to_level(text) == IndicatorLevel(level=level, vintage=vintage)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Oui", True), ("x", True), ("0", False), ("NON", False), ("peut-être", None), (None, None)],
)
def test_yes_and_no(text, said):
    assert to_flag(text) is said


def test_what_is_no_yes_and_no_no_is_kept():
    assert list_unread(Cells(observatory_club_member="bientôt")) == {"observatory_club_member": "bientôt"}
    assert list_unread(Cells(observatory_club_member="oui")) == {}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("31/12/2022", "2022-12-31"),
        ("mars 2022", "2022-03"),
        ("2022", "2022"),
        ("1er trimestre 2022", "1er trimestre 2022"),
        ("bientôt", "bientôt"),
        (None, None),
    ],
)
def test_dates_are_no_finer_than_they_are_written(text, date):
    assert to_date(text) == date


def test_a_path_comes_from_one_text_or_from_several_columns():
    assert to_path(["Santé > Mortalité>Avant 65 ans"]) == ("Santé", "Mortalité", "Avant 65 ans")
    assert to_path(["Santé", "Mortalité", "Santé"]) == ("Santé", "Mortalité")


def names_of(part):
    return [field.name for field in fields(part)]


def test_the_names_of_the_fields_are_those_of_the_record():
    kinds = {"indicator": Indicator, "observatory": Observatory, "study": Study, "convention": Convention}
    named = {f"{kind}_{name}" for kind, part in kinds.items() for name in names_of(part)}
    assert named == set(PART_FIELDS) == {*TEXT_PARTS, *LIST_PARTS}
