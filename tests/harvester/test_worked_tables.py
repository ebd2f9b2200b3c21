"""The worked declarations of the `table` kind, from the document to a normalised record."""

import pytest

from catalogue.record_parts import Contact, Convention, Indicator, IndicatorLevel, Observatory, Study
from config.federation import SHIPPED, find_declaration, read_federation
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


def test_the_directory_of_conventions_that_is_shipped(records):
    declared = find_declaration(read_federation("sante-environnement", SHIPPED), "conventions")
    listed = records(str(SHIPPED / str(declared["path"])), declared["options"])
    by_title = {record.title: record for record in listed}
    assert len(by_title) == len(listed) >= 10
    for record in listed:
        assert (record.kind, record.extras.get("columns", {})) == ("convention", {})
        assert len(record.convention.parties) >= 2
        assert record.convention.scale
        assert record.landing_page.startswith("http")
        assert record.territories
    cergy = by_title["Premier contrat local de santé de Cergy, 2011-2016"]
    assert cergy.convention == Convention(
        parties=(
            "Ville de Cergy",
            "Agence régionale de santé d'Île-de-France",
            "Préfecture de la région Île-de-France",
        ),
        scale="commune",
        years=("2011-2016",),
    )


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
