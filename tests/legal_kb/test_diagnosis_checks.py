import pytest

from legal_kb.diagnosis_checks import list_faults
from tests.legal_kb.samples import TREE, TREE_FILE, line_in, small_diagnosis, swapped

FICHES, LETTERS = {"petite"}, {"question-dpo"}
NON_OF_P2 = '- {value: non, label: "Non", to: CP-NON}\nconclusions'


def faults_of(text):
    return list(list_faults(small_diagnosis(text), FICHES, LETTERS))


def test_nothing_is_wrong():
    assert faults_of(TREE) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("id: P2", "id: P1", "Est-ce fini", "l'identifiant « P1 » est utilisé 2 fois"),
        ("id: CP-NON", "id: CP-OUI", "level: feu rouge", "l'identifiant « CP-OUI » est utilisé 2 fois"),
        ("value: nsp", "value: oui", "id: P1", "question P1 : la réponse « oui » est écrite 2 fois"),
        (NON_OF_P2, "\nconclusions", "id: P2", "question P2 : il faut au moins deux réponses"),
        ("start: P1", "start: P7", "slug", "« start » : aucune question « P7 »"),
        (
            "fallback: CP-AIDE",
            "fallback: CP-NON",
            "slug",
            "« fallback » : aucune conclusion « CP-NON » de niveau « se faire accompagner »",
        ),
        (
            "to: CP-OUI",
            "to: CP-RIEN",
            "to: CP-RIEN",
            "question P2, réponse « oui » : « CP-RIEN » n'est ni une question ni une conclusion",
        ),
        (
            "fiches: [petite]",
            "fiches: [petite, perdue]",
            "id: CP-OUI",
            "conclusion CP-OUI : la fiche « perdue » n'existe pas",
        ),
        ("letters: [question-dpo]", "letters: [perdue]", "id: CP-OUI", "la lettre « perdue » n'existe pas"),
        ("to: P2", "to: CP-OUI", "id: P2", "« P2 » n'est atteint par aucune réponse"),
        ("to: CP-OUI", "to: CP-NON", "id: CP-OUI", "« CP-OUI » n'est atteint par aucune réponse"),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, at, message):
    text = swapped(TREE, old, new)
    faults = faults_of(text)
    (fault,) = [one for one in faults if message in one.message]
    where = line_in(text, at) - (at in {"Est-ce fini", "level: feu rouge"})  # the line of the `id` above
    assert (fault.file, fault.line, fault.level) == (TREE_FILE, where, "erreur")


@pytest.mark.parametrize("to", ["P1", "P2"])
def test_a_loop_is_named(to):
    text = swapped(TREE, NON_OF_P2, NON_OF_P2.replace("CP-NON", to))
    (fault,) = faults_of(text)
    assert fault.message == f"des réponses ramènent à la question {to} : le chemin ne finit pas"
    assert fault.line == line_in(text, f"id: {to}")


def test_where_names_are_wrong_paths_are_not_followed():
    """A loop behind a lost name would be told for the wrong reason."""
    text = swapped(swapped(TREE, NON_OF_P2, NON_OF_P2.replace("CP-NON", "P1")), "to: CP-AIDE", "to: CP-X")
    assert [one.message for one in faults_of(text)] == [
        "question P1, réponse « nsp » : « CP-X » n'est ni une question ni une conclusion"
    ]
