"""Faults of the model conventions, each in its file, on its line, in French."""

from datetime import date
from importlib.resources import files
from shutil import copytree

import pytest

from legal_kb.conventions_reading import CONVENTIONS, read_conventions
from legal_kb.library import read_library

TODAY = date(2026, 11, 25)


@pytest.fixture
def folder(tmp_path):
    with_ours = tmp_path / "conventions"
    copytree(str(files("legal_kb") / "data" / "conventions"), with_ours)
    return with_ours


@pytest.fixture
def faults_after(folder):
    """A function that replaces words of a file and returns the line of the edit and the faults."""

    def change(name, old, new):
        path = folder / f"{name}.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        line = text[: text.index(old)].count("\n") + 1
        return line, {(one.file, one.line, one.message) for one in read_conventions(TODAY, folder)[1]}

    return change


def test_what_is_shipped_has_no_fault(folder):
    found, faults = read_conventions(TODAY, folder)
    assert (tuple(found), faults) == (CONVENTIONS, [])


def test_an_absent_folder_has_no_model(tmp_path):
    assert read_conventions(TODAY, tmp_path / "nowhere") == ({}, [])


def test_a_file_that_is_gone(folder):
    (folder / "ville-ors.yaml").unlink()
    found, faults = read_conventions(TODAY, folder)
    assert "ville-ors" not in found
    assert [str(one) for one in faults] == [
        "conventions/ville-ors.yaml:1: erreur : ce fichier de convention manque"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "below", "said"),
    [
        (
            "ville-ors",
            "({{ version_methodologique }})",
            "({{ version }})",
            -1,
            "« version » n'est pas déclarée",
        ),
        ("ville-ors", "{% if comite_scientifique %}", "{% if %}", -1, "le texte ne se lit pas"),
        ("ville-ors", "montage: subvention", "montage: prêt", -3, "n'a pas le choix « prêt »"),
        ("ville-ors", "table: livrables", "table: montage", -1, "n'est pas une liste à colonnes"),
        ("ville-ors", "kind: choice", "kind: menu", 0, "« kind » vaut « menu »"),
        ("ville-cpam", "article: 16", "article: 61", 0, "l'article 61 n'existe pas"),
        ("ville-cpam", "article: 16", "article: seize", 0, "« article » doit être un nombre"),
        ("ville-cpam", "summary:", "resume:", 0, "la clé « resume » n'existe pas"),
        ("ville-cpam", "slug: ville-cpam", "slug: ville", 0, "doit être le nom du fichier"),
        ("commun", 'default: "11"', "défaut: 11", 0, "la clé « défaut » n'existe pas"),
        ("commun", "default: aucune\n", "default: toujours\n", 0, "« default » doit être un des choix"),
    ],
)
def test_a_fault_says_where_it_is(faults_after, name, old, new, below, said):
    line, faults = faults_after(name, old, new)
    assert any(
        file == f"conventions/{name}.yaml" and number == line + below and said in message
        for file, number, message in faults
    ), faults


def test_yaml_that_breaks_off(faults_after):
    _line, faults = faults_after("ville-chu", "title: Convention", "title: [Convention")
    assert any("mal formé" in message for _file, _number, message in faults)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("commun", "- number: 7\n", "- number: 8\n", "sans trou"),
        ("ville-ars", "name: axe\n", "name: seuil\n", "déclarée deux fois"),
        ("ville-ars", "name: partenaire\n", "name: agence\n", "la variable « partenaire » manque"),
    ],
)
def test_what_does_not_hold_together(faults_after, name, old, new, said):
    _line, faults = faults_after(name, old, new)
    assert any(said in message for _file, _number, message in faults)


def test_a_review_that_is_over_is_a_warning(folder):
    found, faults = read_conventions(date(2030, 1, 1), folder)
    assert len(found) == 4
    assert {one.level for one in faults} == {"avertissement"}


def test_the_library_checks_models_and_their_marks(tmp_path):
    copytree(str(files("legal_kb") / "data"), tmp_path / "data")
    path = tmp_path / "data" / "conventions" / "ville-cpam.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[[SNDS-PERM]]", "[[INCONNU]]"), "utf-8")
    _library, faults = read_library(TODAY, tmp_path / "data")
    assert [(one.file, one.message) for one in faults] == [
        ("conventions/ville-cpam.yaml", "la marque [[INCONNU]] n'est pas dans sources.yaml")
    ]
