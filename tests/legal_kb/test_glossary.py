import re

import pytest

from legal_kb.glossary import read_glossary, sort_key
from legal_kb.library import load_library
from tests.legal_kb.legal_texts import texts_of_diagnosis

TEXT = """\
- term: ARS
  full: Agence régionale de santé
  definition: Elle suit la santé de la région.
  aliases: [Agences régionales de santé]
  also: [santé publique]
- term: Élu·e d'ici
  definition: Qui décide.
"""
GLOSSARY = load_library().glossary
IN_CAPITALS = re.compile(r"(?<![\w-])(?![IVX]+\b)[A-ZÀ-Ý]{3,7}(?![\w-])")
EVERYDAY = {"USB"}


def test_a_glossary_is_read():
    entries, faults = read_glossary(TEXT, "glossary.yaml")
    assert faults == []
    first, second = entries.values()
    assert (first.full, first.aliases, first.also, first.line) == (
        "Agence régionale de santé", ("Agences régionales de santé",), ("santé publique",), 1,
    )  # fmt: skip
    assert (second.full, second.fiche, second.line, second.anchor) == (None, None, 6, "elu-e-d-ici")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (TEXT + "- term: ARS\n  definition: Encore.\n", 8, "« ARS » est déjà dans l'entrée « ARS »"),
        (
            TEXT + "- term: Agences régionales de santé\n  definition: Encore.\n",
            8,
            "« Agences régionales de santé » est déjà dans l'entrée « ARS »",
        ),
        (TEXT + "- term: X\n", 8, "« definition » manque"),
        (TEXT + "- term: X\n  definition: Y.\n  page: z\n", 10, "la clé « page » n'existe pas"),
        ("term: ARS\n", 1, "une liste d'entrées est attendue"),
        (TEXT + "- seul\n", 8, "une entrée : des lignes « clé: valeur » sont attendues"),
    ],
)
def test_a_fault_is_named_with_its_line(text, line, message):
    _entries, faults = read_glossary(text, "glossary.yaml")
    (fault,) = [one for one in faults if message in one.message]
    assert (fault.file, fault.line) == ("glossary.yaml", line)


def test_terms_are_sorted_without_case_and_accents():
    terms = [sort_key(term) for term in GLOSSARY]
    assert terms == sorted(terms)
    assert sort_key("Épidémie") == "epidemie"


def test_anchors_are_names_of_their_own():
    anchors = [entry.anchor for entry in GLOSSARY.values()]
    assert len(set(anchors)) == len(anchors)
    assert [one for one in anchors if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)] == []


def test_every_acronym_of_our_texts_is_explained():
    known = {name for entry in GLOSSARY.values() for name in (entry.term, *entry.aliases)}
    library = load_library()
    texts = [fiche.text for fiche in library.fiches.values()]
    texts += [text for one in library.diagnoses.values() for text in texts_of_diagnosis(one)]
    used = {name for text in texts for name in IN_CAPITALS.findall(re.sub(r"\[\[.*?\]\]", "", text))}
    assert len(used) >= 30
    explained = {part for name in known for part in re.findall(r"\w+", name)}
    assert sorted(used - explained - EVERYDAY) == []
