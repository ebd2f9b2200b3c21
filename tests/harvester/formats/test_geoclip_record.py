import json

import pytest

from catalogue import aiming
from catalogue.record_parts import IndicatorLevel, Period
from harvester.errors import RecordRejected
from harvester.formats.geoclip_record import indicator_to_record
from tests.harvester.replay_geoclip import indicator

ROOT = "https://obs.example.fr"
PAGE = f"{ROOT}/#c=indicator&i=jeu.tx"


def record_of(said=None, options=None, **more):
    content = {"entry": indicator("tx", **more)} | (said or {})
    return indicator_to_record(json.dumps(content).encode(), "jeu.tx", PAGE, options or {})


def aim_of(record):
    """What the record lets a reader aim."""
    return aiming.find_aim(record)


def test_the_title_has_the_unit_once():
    assert record_of(c_desc_indicateur="(en %)").title == "Indicateur tx (%)"
    assert record_of(c_desc_indicateur="(en %)", c_lib_indicateur="Part en %").title == "Part en %"
    assert (
        record_of(c_desc_indicateur="en m", c_lib_indicateur="Hauteur moyenne").title == "Hauteur moyenne (m)"
    )


def test_the_parts_of_an_indicator():
    record = record_of(c_source="Insee", nivgeos=["com2025", "ze2020", "fra"], mods=["2022", "2016"])
    assert (record.kind, record.identifier, record.lineage) == ("indicator", "jeu.tx", "Insee")
    assert record.temporal == Period(start="2016", end="2022")
    assert record.granularities == ("commune", "autre", "pays")
    assert record.indicator.levels == (
        IndicatorLevel(level="commune", vintage="2025"),
        IndicatorLevel(level="ze", vintage="2020"),
        IndicatorLevel(level="pays"),
    )
    assert (record.indicator.vintages, record.indicator.sources) == (("2022", "2016"), ("Insee",))


def test_themes_come_from_the_tree_of_the_portal():
    around = {"theme_path": ["Santé", "Mortalité"], "dataset": "Décès", "levels": {"com2025": "Communes"}}
    record = record_of({"around": around})
    assert record.themes == record.indicator.theme_path == ("Santé", "Mortalité")
    assert record.extras["dataset"] == {"code": "jeu", "label": "Décès"}
    assert record.distributions[0].title == "Communes (CSV)"


def test_the_metadata_sheet_completes_the_list():
    rows = [
        ["Définition", "Une part."], ["Source", "Insee, RP"], ["Producteur", "DREES"], ["Unité", "en %"],
        ["Mode de calcul", "A / B"], ["Précautions de lecture", "Petits effectifs."], ["Champ", "Ménages"],
        ["Périodicité", "annuelle"], ["Date de mise à jour", "2024-02-01"], ["Licence", "Licence Ouverte"],
    ]  # fmt: skip
    record = record_of({"sheet": {"of": "x", "rows": rows}}, c_source="Insee")
    told = record.indicator
    assert (told.definition, told.unit, told.calculation) == ("Une part.", "%", "A / B")
    assert (told.sources, told.reading_limits) == (("Insee, RP",), "Petits effectifs.")
    assert (record.description, record.publisher.name) == ("Une part.", "DREES")
    assert (record.frequency, record.modified, record.licence_text) == (
        "annuelle",
        "2024-02-01",
        "Licence Ouverte",
    )
    assert record.extras["metadata_sheet"] == {"Champ": "Ménages"}


def test_the_unit_of_the_list_stands_before_that_of_the_sheet():
    rows = [["Unité", "pourcentage"]]
    assert record_of({"sheet": {"of": "x", "rows": rows}}, c_desc_indicateur="%").indicator.unit == "%"


def test_a_record_can_be_aimed_at_a_territory():
    aimed = aiming.aim(aim_of(record_of()), "fr:commune:69123")
    assert aimed
    assert aimed.page == f"{ROOT}/#c=indicator&i=jeu.tx&s=2022&selcodgeo=69123"
    assert aimed.download == aim_of(record_of()).download.replace("{nivgeo}", "com2025")


@pytest.mark.parametrize("label", ["", None, "  ", "null"])
def test_without_a_title_there_is_no_record(label):
    with pytest.raises(RecordRejected) as caught:
        record_of(c_lib_indicateur=label)
    assert caught.value.kind == "no-title"


def dataset_of(entries, around=None):
    content = {"entries": entries, "around": around or {}}
    return indicator_to_record(json.dumps(content).encode(), "jeu", PAGE, {})


def test_a_dataset_gathers_its_indicators():
    entries = [
        indicator("a", mods=["2020"], nivgeos=["com2025"], c_source="Insee", c_desc_indicateur="(en %)"),
        indicator("b", mods=["2022"], nivgeos=["dep"], c_source="Insee"),
    ]
    record = dataset_of(entries, {"dataset": "Emploi", "theme_path": ["Économie"]})
    assert (record.title, record.identifier, record.kind) == ("Emploi", "jeu", "indicator")
    assert record.description == "– Indicateur a (%)\n– Indicateur b"
    assert (record.granularities, record.lineage) == (("commune", "departement"), "Insee")
    assert record.temporal == Period(start="2020", end="2022")
    assert [each["code"] for each in record.extras["indicators"]] == ["jeu.a", "jeu.b"]
    assert [item.title for item in record.distributions] == [
        "Indicateur a, Commune 2025 (CSV)",
        "Indicateur a, Commune 2025 (XLSX)",
        "Indicateur b, Département (CSV)",
        "Indicateur b, Département (XLSX)",
    ]
    assert aim_of(record).download is None


def test_a_dataset_without_label_is_named_by_what_is_in_it():
    assert dataset_of([indicator("a"), indicator("b")]).title == "jeu : Indicateur a …"
    assert dataset_of([indicator("a")]).title == "Indicateur a"
    with pytest.raises(RecordRejected):
        dataset_of([indicator("a", c_lib_indicateur="")])
