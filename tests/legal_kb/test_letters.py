import re

import pytest

from legal_kb.errors import ContentInvalid, NotFound
from legal_kb.letters import LETTERS, write_letter
from legal_kb.marks import keys_of

FACTS = {
    "dataset": "Mesures de plomb dans les sols",
    "producer": "Syndicat mixte de Valmore",
    "address": "https://donnees.example.org/jeu/1",
    "purpose": "un diagnostic local de santé",
}
SHOWN = {
    "demande-acces": {"dataset", "producer", "address", "purpose"},
    "saisine-cada": {"dataset", "producer", "address"},
    "question-dpo": {"dataset", "producer", "address", "purpose"},
}
ARTICLES = {
    "demande-acces": ["L311-1", "L311-9", "L124-1", "L124-3"],
    "saisine-cada": ["R*311-12", "R343-1", "L342-1"],
    "question-dpo": ["article 6 du RGPD", "article 9 du RGPD", "article 35 du RGPD"],
}


def test_every_letter_is_tried():
    assert set(SHOWN) == set(ARTICLES) == set(LETTERS)


@pytest.mark.parametrize("name", LETTERS)
def test_without_facts_every_gap_is_visible(name):
    letter = write_letter(name, {})
    assert 120 <= len(letter.split()) <= 250
    assert "[date]" in letter
    assert len(re.findall(r"\[[^\]]{4,}\]", letter)) >= 5
    assert re.search(r"^Pièces jointes :", letter, re.MULTILINE)
    assert [article for article in ARTICLES[name] if article not in letter] == []


@pytest.mark.parametrize("name", LETTERS)
def test_facts_fill_the_gaps(name):
    letter = write_letter(name, FACTS)
    assert 120 <= len(letter.split()) <= 250
    assert {fact for fact, value in FACTS.items() if value in letter} == SHOWN[name]
    assert letter.count("[") < write_letter(name, {}).count("[")


@pytest.mark.parametrize("name", LETTERS)
def test_an_empty_fact_is_a_gap(name):
    assert write_letter(name, dict.fromkeys(FACTS, "")) == write_letter(name, {})


@pytest.mark.parametrize("facts", [{}, FACTS], ids=["without facts", "with facts"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_plain_text(name, facts):
    letter = write_letter(name, facts)
    assert keys_of(letter) == []
    assert "{" not in letter
    assert "\n\n\n" not in letter
    assert "à vérifier" not in letter
    assert letter.endswith(("]\n", ".\n"))


def test_environment_is_an_optional_paragraph():
    letter = write_letter("demande-acces", FACTS)
    (paragraph,) = [one for one in letter.split("\n\n") if "L124-1" in one]
    assert paragraph.startswith("[À garder si ")


def test_no_letter_of_this_name():
    with pytest.raises(NotFound) as caught:
        write_letter("../letters/demande-acces", {})
    assert (caught.value.kind, caught.value.name) == ("lettre", "../letters/demande-acces")


def test_the_letter_of_an_operator_goes_first(tmp_path):
    (tmp_path / "question-dpo.txt.j2").write_text(
        "Bonjour, au sujet de {{ gap(facts, 'dataset', 'données') }}\n"
    )
    assert write_letter("question-dpo", FACTS, tmp_path) == f"Bonjour, au sujet de {FACTS['dataset']}\n"
    assert write_letter("question-dpo", {}, tmp_path) == "Bonjour, au sujet de [données]\n"
    assert write_letter("demande-acces", FACTS, tmp_path) == write_letter("demande-acces", FACTS)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("Bonjour,\n\n{% if facts %}\nsans fin\n", 4),
        ("Bonjour,\n{{ gap(facts, 'dataset' }}\n", 2),
        ("Bonjour,\n{{ nothing_of_this_name }}\n", None),
    ],
    ids=["no end", "no bracket", "unknown name"],
)
def test_a_broken_letter_of_an_operator_is_named(tmp_path, template, line):
    (tmp_path / "question-dpo.txt.j2").write_text(template)
    with pytest.raises(ContentInvalid) as caught:
        write_letter("question-dpo", {}, tmp_path)
    (fault,) = caught.value.faults
    assert fault.file == "letters/question-dpo.txt.j2"
    assert line is None or fault.line == line
    assert str(fault).startswith(f"letters/question-dpo.txt.j2:{fault.line}: erreur : ")
