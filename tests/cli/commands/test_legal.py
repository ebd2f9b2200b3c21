"""`glane legal`, as a lawyer and an editor use it."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

FICHE = "fiches/licences.md"


@pytest.fixture
def folder(tmp_path):
    """A working copy of the content."""
    shutil.copytree(Path(str(files("legal_kb") / "data")), tmp_path / "contenu")
    return tmp_path / "contenu"


def change(folder, name, old, new):
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_is_shipped_has_no_fault(glane):
    answer = glane("legal", "check")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("30 fiches, 4 diagnostics, ")
    assert "Rien à corriger" in answer.err


def test_a_fault_is_told_with_its_file_and_line(glane, folder):
    line = change(folder, FICHE, "slug: licences", "slug: licence")
    answer = glane("legal", "check", "--folder", folder)
    assert answer.code == 1
    assert f"{FICHE}:{line}: erreur : « slug » doit être le nom du fichier, pas « licence »" in answer.out


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (FICHE, "## En bref", "## Bref", "les titres doivent être, dans cet ordre"),
        (FICHE, "status: vérifié", "status: sûr", "valeurs possibles : vérifié, à vérifier"),
        (FICHE, "[[LO2]]", "[[LO3]]", "la marque [[LO3]] n'est pas dans sources.yaml"),
        ("diagnostics/publier.yaml", "start: A1", "start: A99", "aucune question « A99 »"),
        ("diagnostics/publier.yaml", "to: A2", "to: A99", "« A99 » n'est ni une question ni une conclusion"),
        ("glossary.yaml", "- term: ", "- terme: ", "la clé « terme » n'existe pas"),
    ],
)
def test_faults_are_in_french(glane, folder, name, old, new, told):
    change(folder, name, old, new)
    answer = glane("legal", "check", "--folder", folder)
    assert answer.code == 1
    assert told in answer.out


def test_a_review_that_is_over_is_a_warning(glane, folder):
    line = change(folder, FICHE, "review_by: 2027-11-24", "review_by: 2025-11-24")
    change(folder, FICHE, "reviewed_on: 2026-11-24", "reviewed_on: 2024-11-24")
    answer = glane("legal", "check", "--folder", folder)
    assert answer.code == 0
    assert f"{FICHE}:{line}: avertissement : à relire depuis le 24/11/2025" in answer.out
    assert "1 avertissement." in answer.err


def test_machines_read_faults_too(glane, folder):
    change(folder, FICHE, "## En bref", "## Bref")
    answer = glane("legal", "check", "--folder", folder, "--json").json
    assert answer["errors"] == 1
    assert {"file", "line", "message", "level"} == set(answer["faults"][0])


def test_a_diagnosis_is_drawn(glane):
    lines = glane("legal", "diagram", "conventionner").out.splitlines()
    assert lines[0] == "flowchart TD"
    assert any(line.startswith('  D1["D1 · ') for line in lines)
    assert sum("-->" in line for line in lines) > 30


def test_a_machine_gets_the_drawing_too(glane):
    told = glane("legal", "diagram", "croiser", "--json").json
    assert told["slug"] == "croiser"
    assert told["mermaid"].startswith("flowchart TD\n")


def test_an_unknown_diagnosis_names_those_that_there_are(glane):
    answer = glane("legal", "diagram", "rien")
    assert answer.code == 64
    assert "publier, acceder, croiser, conventionner" in answer.err
