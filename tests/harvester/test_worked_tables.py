"""The worked declarations of the `table` kind, from the document to a normalised record."""

import pytest

from catalogue.record_parts import Contact, Indicator, IndicatorLevel, Observatory, Study
from tests.harvester.samples import RECORDINGS
from tests.harvester.spreadsheets import workbook
from tests.harvester.worked_tables import INDICATORS, OBSERVATORIES, STUDIES


@pytest.fixture
def records(listing, declare, mapped):
    """A function from a recording and its options to its records."""

    def read(name, options):
        path = str(RECORDINGS / "table" / name)
        listed = listing("table", path=path, options=options)
        assert (listed.error, listed.rejected) == (None, [])
        return mapped(declare("table", path=path, options=options), listed.items)

    return read


def test_a_directory_of_observatories(records):
    first, second = records("observatoires.csv", OBSERVATORIES)
    assert (first.kind, first.title, first.acronym) == (
        "observatory",
        "Observatoire régional de la santé Exemple",
        "ORS Exemple",
    )
    assert first.observatory == Observatory(
        level="region",
        tools=("portraits de territoire", "cartographie"),
        club_member=True,
        confirmed_at="2024-03-12",
    )
    assert first.contacts == (Contact(email="contact@ors.exemple.org"),)
    assert second.observatory == Observatory(level="epci", tools=("carte",), confirmed_at="2024-03")
    assert second.extras["unread"] == {"observatory_club_member": "à confirmer"}


def test_a_list_of_indicators(records):
    first, second = records("indicateurs.csv", INDICATORS)
    assert (first.kind, first.granularities) == ("indicator", ("departement", "epci"))
    assert first.indicator == Indicator(
        code="MOR-01",
        definition="Décès survenus avant 65 ans.\nToutes causes.",
        unit="pour 100 000 habitants",
        calculation="Taux standardisé",
        sources=("CépiDc", "Insee"),
        vintages=("2011-2015", "2016-2020"),
        levels=(IndicatorLevel(level="departement", vintage="2021"), IndicatorLevel(level="epci")),
        theme_path=("État de santé", "Mortalité"),
        reading_limits="Petits effectifs : moyenne sur cinq ans.",
    )
    assert (second.indicator.unit, second.indicator.theme_path) == ("%", ("Environnement", "Bruit"))


def test_a_list_of_studies(records):
    first, second = records("etudes.csv", STUDIES)
    assert first.study == Study(date="2021", authors=("Agence d’urbanisme Exemple", "ORS Exemple"))
    assert (first.kind, first.keywords, first.territories) == ("study", ("logement", "santé"), ("Marseille",))
    assert second.study == Study(date="2019-06-15", authors=("ORS Exemple",))


def test_the_same_list_kept_in_a_workbook(listing, declare, mapped, tmp_path):
    rows = [
        ["Indicateurs, édition 2024"],
        [],
        ["Code", "Libellé", "Unité", "Années", "Thème"],
        ["MOR-01", "Mortalité prématurée", "pour 100 000", 2020.0, "État de santé"],
        ["MOR-02", "Espérance de vie", "années", 2021, None],
    ]
    (tmp_path / "pf2s.xlsx").write_bytes(workbook(rows, merged=["A1:E1", "E4:E5"]))
    options = {
        "kind": "indicator",
        "header_row": 3,
        "columns": {
            "id": "Code",
            "title": "Libellé",
            "indicator_code": "Code",
            "indicator_unit": "Unité",
            "indicator_vintages": "Années",
            "indicator_theme_path": "Thème",
        },
    }
    listed = listing("table", path="pf2s.xlsx", options=options)
    made = mapped(declare("table", path="pf2s.xlsx", options=options), listed.items)
    assert [item.remote_id for item in listed.items] == ["MOR-01", "MOR-02"]
    assert [record.indicator.vintages for record in made] == [("2020",), ("2021",)]
    assert [record.indicator.theme_path for record in made] == [("État de santé",)] * 2
