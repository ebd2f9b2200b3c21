from datetime import date

import pytest

from tests.legal_kb.samples import TREE, TREE_FILE, line_in, read_tree, small_diagnosis, swapped


def test_a_diagnosis_is_read():
    diagnosis = small_diagnosis()
    assert (diagnosis.slug, diagnosis.id, diagnosis.start, diagnosis.fallback) == (
        "petit",
        "P",
        "P1",
        "CP-AIDE",
    )
    assert diagnosis.review.reviewed_on == date(2026, 11, 1)
    assert diagnosis.review.reviewed_by is None
    first, second = diagnosis.questions
    assert [(one.value, one.to) for one in first.answers] == [
        ("oui", "P2"),
        ("non", "CP-NON"),
        ("nsp", "CP-AIDE"),
    ]
    assert (first.example, second.example) == (None, "Un bilan voté.")
    assert first.line == line_in(TREE, "id: P1")
    assert first.answers[1].line == line_in(TREE, "value: non")
    conclusion = diagnosis.conclusion_by_id["CP-OUI"]
    assert (conclusion.level, conclusion.letters) == ("feu vert", ("question-dpo",))
    assert conclusion.line == line_in(TREE, "id: CP-OUI")
    assert diagnosis.conclusion_by_id["CP-NON"].letters == ()


def test_an_answer_is_found_by_its_value():
    question = small_diagnosis().question_by_id["P1"]
    found = question.find_answer("non")
    assert found is not None
    assert found.to == "CP-NON"
    assert question.find_answer("peut-être") is None
    assert question.find_answer(None) is None


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("slug: petit", "slug: grand", "slug: grand", "« slug » doit être le nom du fichier, pas « grand »"),
        ("slug: petit", "slug: Petit !", "slug: Petit", "lettres minuscules"),
        ("profile: producteur", "profil: producteur", "profil:", "la clé « profil » n'existe pas"),
        ('title: "Puis-je ?"\n', "", "slug: petit", "« title » manque"),
        (
            "level: feu rouge",
            "level: feu mauve",
            "feu mauve",
            "« level » vaut « feu mauve » ; valeurs possibles",
        ),
        ('    help: "Oui si rien ne change plus."\n', "", "id: P2", "« help » manque"),
        ('label: "Oui", to: P2', "to: P2", "value: oui", "« label » manque"),
        ('label: "Oui", to: P2', 'label: "Oui", vers: P2', "vers: P2", "la clé « vers » n'existe pas"),
        (
            'reasons: ["La loi l\'exclut."]',
            "reasons: Aucune",
            "reasons: Aucune",
            "doit être une liste de textes",
        ),
        ('    actions: ["Publiez."]\n', "", "id: CP-OUI", "la liste « actions » manque"),
        ("review_by: 2027-11-01", "review_by: 2025-01-01", "review_by", "doit venir après « reviewed_on »"),
        ("review_by: 2027-11-01", "review_by: demain", "review_by", "une date AAAA-MM-JJ est attendue"),
        ("start: P1", "start: P1\nstart: P2", "start: P2", "la clé « start » est écrite deux fois"),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, at, message):
    text = swapped(TREE, old, new)
    _diagnosis, faults = read_tree(text)
    (fault,) = [one for one in faults if message in one.message]
    assert (fault.file, fault.line, fault.level) == (TREE_FILE, line_in(text, at), "erreur")


def test_a_list_that_is_missing_is_told():
    _diagnosis, faults = read_tree(TREE[: TREE.index("conclusions:")])
    assert [one.message for one in faults] == ["la liste « conclusions » manque"]


def test_a_review_that_is_over_is_a_warning():
    text = swapped(TREE, "review_by: 2027-11-01", "review_by: 2026-11-23")
    diagnosis, (fault,) = read_tree(text)
    assert (fault.level, fault.message) == ("avertissement", "à relire depuis le 23/11/2026")
    assert fault.line == line_in(text, "review_by")
    assert diagnosis.review.is_over(date(2026, 11, 24))
    assert not diagnosis.review.is_over(date(2026, 11, 23))


@pytest.mark.parametrize("content", ["", "[1, 2]", "texte", "a: [1,\n  b: 2"])
def test_what_is_no_mapping_is_a_fault_and_no_crash(content):
    _diagnosis, faults = read_tree(content)
    assert faults
    assert {one.file for one in faults} == {TREE_FILE}
