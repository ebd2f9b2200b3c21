import pytest

from harvester.formats.geoclip_entry import bare_unit, field_of, looks_like_unit, to_entry
from tests.harvester.replay_geoclip import indicator


def test_an_entry_of_the_front_end():
    entry = to_entry(
        indicator(
            "tx",
            "emploi",
            c_desc_indicateur="(en %)",
            c_source="Insee, RP ; DREES",
            mods=[" 2022", "2016"],
            c_id_view=["map3"],
        )
    )
    assert (entry.name, entry.label, entry.unit) == ("emploi.tx", "Indicateur tx", "%")
    assert entry.sources == ("Insee, RP", "DREES")
    assert (entry.vintages, entry.levels, entry.views) == (("2022", "2016"), ("com2025", "reg"), ("map3",))
    assert (entry.definition, entry.is_derived) == (None, False)


def test_a_line_of_an_operator():
    entry = to_entry(
        {
            "CODE": "tx",
            "Jeu de données": "emploi",
            "Libellés": "Taux",
            "Unité de mesure": "%",
            "Millésimes": "2022, 2016",
            "Niveaux géographiques": "com2025 | dep",
            "Thème": "Emploi",
            "Sous-thème": "Salariés",
            "Définition": "Une part.",
            "Note": "non renseigné",
        }
    )
    assert (entry.name, entry.unit, entry.theme_path) == ("emploi.tx", "%", ("Emploi", "Salariés"))
    assert (entry.vintages, entry.levels) == (("2022", "2016"), ("com2025", "dep"))
    assert (entry.definition, entry.note) == ("Une part.", None)


def test_declared_columns_go_before_the_known_names():
    entry = to_entry({"Nom court": "A", "Nom": "B", "Code": "c"}, {"label": "Nom court"})
    assert entry.label == "A"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"code": "tx", "dataset": "emploi"}, "emploi.tx"),
        ({"code": "emploi.tx"}, "emploi.tx"),
        ({"code": "emploi.tx", "dataset": "emploi"}, "emploi.tx"),
        ({"code": "tx"}, "tx"),
        ({"c_id_indicateur": 12, "c_id_dataset": 3}, "3.12"),
    ],
)
def test_the_name_is_the_one_of_deep_links(said, name):
    assert to_entry(said).name == name


def test_f25_without_a_code_the_label_gives_a_stable_one():
    first, second = (to_entry({"libellé": text, "code": "TODO"}) for text in ("Taux  de X", "taux de x"))
    assert first.name == second.name
    assert first.is_derived


@pytest.mark.parametrize(
    "value", [["a", "b"], {"0": "a", "2": "b"}, "a;b", "a|b", "a\nb", ["a", None, "", "b", "a"], [["a"], "b"]]
)
def test_lists_as_php_and_people_write_them(value):
    assert to_entry({"mods": value}).vintages == ("a", "b")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(en %)", "%"),
        ("en %", "%"),
        ("en €", "€"),
        ("(nombre)", "nombre"),
        ("pour 100 000 habitants", "pour 100 000 habitants"),
        ("hab./km²", "hab./km²"),
        ("Indice", "Indice"),
    ],
)
def test_a_description_that_is_a_unit(text, unit):
    entry = to_entry({"c_desc_indicateur": text})
    assert (entry.unit, entry.definition) == (unit, None)


@pytest.mark.parametrize(
    "text",
    [
        "Part des ménages dont le revenu est inférieur au seuil.",
        "Nombre de logements vacants depuis plus de deux ans",
        "En 2022, les communes nouvelles sont comptées une fois",
        "Habitants de 75 ans et plus",
    ],
)
def test_a_description_that_is_none(text):
    assert not looks_like_unit(text)
    assert to_entry({"c_desc_indicateur": text}).definition == text


def test_a_unit_stands_bare():
    assert (bare_unit("(en %)"), bare_unit(" [km] "), bare_unit("enfants"), bare_unit(None)) == (
        "%",
        "km",
        "enfants",
        None,
    )


def test_headings_are_known_by_several_names():
    assert {field_of(name) for name in ("c_lib_indicateur", "LIBELLÉ", "Intitulé", "Indicateurs")} == {
        "label"
    }
    assert field_of("couleur") is None
