from datetime import date

import pytest

from legal_kb.fiche import SECTIONS
from legal_kb.fiche_reading import read_fiche
from tests.legal_kb.samples import FICHE, FICHE_FILE, TODAY, line_in, swapped


def read(text):
    return read_fiche(text, FICHE_FILE, TODAY)


def test_a_fiche_is_read():
    fiche, faults = read(FICHE)
    assert faults == []
    assert (fiche.slug, fiche.title, fiche.audience, fiche.related) == (
        "petite", "Une petite fiche", ("collectivite",), ("autre",),
    )  # fmt: skip
    first, second = fiche.references
    assert (first.text, first.article, first.read, first.status) == (
        "Code des exemples", "L1", date(2026, 4, 3), "vérifié",
    )  # fmt: skip
    assert (second.article, second.read, second.status, second.note) == (
        None,
        None,
        "à vérifier",
        "lu ailleurs",
    )
    assert tuple(one.heading for one in fiche.sections) == SECTIONS
    assert [one.line for one in fiche.sections[:2]] == [
        line_in(FICHE, "## La question"),
        line_in(FICHE, "## En bref"),
    ]
    assert fiche.sections[1].text_line == line_in(FICHE, "- Attendre [[SRC]].")
    assert fiche.text.startswith("Que faire ?\n\n- Attendre [[SRC]].")


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("slug: petite", "slug: grande", "slug:", "« slug » doit être le nom du fichier, pas « grande »"),
        ("summary:", "resume:", "resume:", "la clé « resume » n'existe pas"),
        ("[collectivite]", "[collectivite, roi]", "audience", "« audience » contient « roi »"),
        ("[acces]", "[loisirs]", "topics", "« topics » contient « loisirs »"),
        ("status: vérifié", "status: sûr", "status: sûr", "« status » vaut « sûr » ; valeurs possibles"),
        ("read: 2026-04-03", "read: avril", "read: avril", "une date AAAA-MM-JJ est attendue, pas « avril »"),
        ("  - text: Code", "  - texte: Code", "texte:", "la clé « texte » n'existe pas"),
        ("## Quand", "## Où", "## Où", "les titres doivent être, dans cet ordre : La question · En bref"),
        ("Lentement.", "", "## Comment faire", "la partie « Comment faire » est vide"),
        ("title: ", "title: [", "title: [", "le texte YAML est mal formé"),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, at, message):
    text = swapped(FICHE, old, new)
    _fiche, faults = read(text)
    (fault,) = [one for one in faults if message in one.message]
    assert fault.file == FICHE_FILE
    # A list that is not closed is noticed where the next line begins.
    assert fault.line in {line_in(text, at), line_in(text, at) + ("YAML" in message)}


def test_a_fiche_needs_references():
    start, end = FICHE.index("references:"), FICHE.index("related:")
    _fiche, faults = read(FICHE[:start] + FICHE[end:])
    assert [one.message for one in faults] == ["la liste « references » manque"]


@pytest.mark.parametrize(
    "content", ["", "## La question\n\nSeule.", "---\nslug: petite\n", "---\n- a\n---\n"]
)
def test_a_fiche_without_front_matter_is_a_fault_and_no_crash(content):
    _fiche, faults = read(content)
    assert faults
    assert {one.level for one in faults} == {"erreur"}


def test_a_review_that_is_over_is_a_warning():
    text = swapped(FICHE, "review_by: 2027-11-01", "review_by: 2026-11-02")
    _fiche, (fault,) = read(text)
    assert (fault.level, fault.line) == ("avertissement", line_in(text, "review_by"))
    assert fault.message == "à relire depuis le 02/11/2026"
