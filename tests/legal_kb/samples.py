"""A small diagnosis, a fiche and a content folder to spoil, as they are written."""

import shutil
from datetime import date
from pathlib import Path

import legal_kb
from legal_kb.diagnosis import Diagnosis
from legal_kb.diagnosis_reading import read_diagnosis
from legal_kb.faults import Fault

TODAY = date(2026, 11, 24)
TREE_FILE = "diagnostics/petit.yaml"
FICHE_FILE = "fiches/petite.md"

TREE = """\
slug: petit
id: P
title: "Puis-je ?"
profile: producteur
intro: "Deux questions."
start: P1
fallback: CP-AIDE
reviewed_on: 2026-11-01
review_by: 2027-11-01
questions:
  - id: P1
    text: "Est-ce public ?"
    help: "Oui si tout le monde le voit [[SRC]]."
    answers:
      - {value: oui, label: "Oui", to: P2}
      - {value: non, label: "Non", to: CP-NON}
      - {value: nsp, label: "Je ne sais pas", to: CP-AIDE}
  - id: P2
    text: "Est-ce fini ?"
    help: "Oui si rien ne change plus."
    example: "Un bilan voté."
    answers:
      - {value: oui, label: "Oui", to: CP-OUI}
      - {value: non, label: "Non", to: CP-NON}
conclusions:
  - id: CP-OUI
    level: feu vert
    title: "Oui"
    reasons: ["La loi le dit [[SRC]]."]
    actions: ["Publiez."]
    fiches: [petite]
    letters: [question-dpo]
  - id: CP-NON
    level: feu rouge
    title: "Non"
    reasons: ["La loi l'exclut."]
    actions: ["Attendez."]
    fiches: [petite]
  - id: CP-AIDE
    level: se faire accompagner
    title: "Demandez"
    reasons: ["Cela dépend [[?]]."]
    actions: ["Écrivez au DPO."]
    fiches: [petite]
"""

FICHE = """\
---
slug: petite
title: "Une petite fiche"
summary: Ce qu'elle dit.
audience: [collectivite]
topics: [acces]
references:
  - text: Code des exemples
    article: L1
    read: 2026-04-03
    status: vérifié
  - text: Code des exemples
    status: à vérifier
    note: lu ailleurs
related: [autre]
reviewed_on: 2026-11-01
review_by: 2027-11-01
---

## La question

Que faire ?

## En bref

- Attendre [[SRC]].

## Quand

Demain.

## Comment faire

Lentement.

## Un exemple

Celui-ci.

## Les erreurs fréquentes

Courir.

## Pour aller plus loin

Marcher.

## À qui s'adresser

À la mairie.
"""


def read_tree(text: str = TREE) -> tuple[Diagnosis, list[Fault]]:
    """A diagnosis and the faults of its form."""
    return read_diagnosis(text, TREE_FILE, TODAY)


def small_diagnosis(text: str = TREE) -> Diagnosis:
    """A diagnosis whose form is without fault."""
    diagnosis, faults = read_tree(text)
    assert faults == []
    return diagnosis


def line_in(text: str, words: str) -> int:
    """The number of the first line that holds words; the first is 1."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def swapped(text: str, old: str, new: str) -> str:
    """A text with one thing changed at one place, which must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def copy_content(folder: Path) -> Path:
    """Copy the content that is shipped, to spoil it."""
    return Path(shutil.copytree(Path(legal_kb.__file__).parent / "data", folder / "data"))
