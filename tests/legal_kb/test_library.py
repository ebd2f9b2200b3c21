from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest

from legal_kb.errors import NotFound
from legal_kb.faults import errors_among
from legal_kb.library import DIAGNOSES, load_library, read_library
from tests.legal_kb.samples import TODAY, copy_content, line_in, swapped


def faults_of(folder, today=TODAY):
    return read_library(today, folder)[1]


def spoil(folder, name, old, new):
    """Change one thing of one file, and return its new text."""
    path = folder / name
    text = swapped(path.read_text("utf-8"), old, new)
    path.write_text(text, "utf-8")
    return text


def test_a_copy_of_the_content_is_read_like_the_content(tmp_path):
    library, faults = read_library(TODAY, copy_content(tmp_path))
    assert faults == []
    assert library == load_library()


def test_diagnoses_come_in_their_order():
    assert tuple(load_library().diagnoses) == DIAGNOSES


def test_what_has_no_such_name_is_not_found():
    library = load_library()
    assert library.get_fiche("licences").slug == "licences"
    assert library.get_diagnosis("acceder").id == "B"
    with pytest.raises(NotFound, match="fiche: perdue"):
        library.get_fiche("perdue")
    with pytest.raises(NotFound, match="diagnostic: perdu"):
        library.get_diagnosis("perdu")


@dataclass(frozen=True)
class Break:
    """What is written into a file instead of something else, and what is then told; `at` are the words of the
    line that is named (by default what was written).
    """

    name: str
    old: str
    new: str
    message: str
    at: str = ""


BREAKS = [
    Break("fiches/aipd.md", "topics: [", "topics: [loisirs, ", "« topics » contient « loisirs »"),
    Break("fiches/aipd.md", "related: [", "related: [perdue, ", "la fiche « perdue » n'existe pas", "---"),
    Break(
        "fiches/capteurs.md", "related: [", "related: [capteurs, ", "la fiche « capteurs » n'existe", "---"
    ),
    Break("fiches/licences.md", "[[LO2]]", "[[PERDUE]]", "la marque [[PERDUE]] n'est pas dans sources.yaml"),
    Break(
        "fiches/refus-acces-cada.md",
        "(diagnostic:acceder)",
        "(diagnostic:perdu)",
        "le lien « diagnostic:perdu » ne mène nulle part",
    ),
    Break(
        "fiches/refus-acces-cada.md",
        "(fiche:information-environnementale)",
        "(fiche:perdue)",
        "le lien « fiche:perdue » ne mène nulle part",
    ),
    Break("diagnostics/acceder.yaml", "to: B2}", "to: B99}", "« B99 » n'est ni une question"),
    Break("diagnostics/acceder.yaml", "[[LO2]]", "[[PERDUE]]", "la marque [[PERDUE]]", "id: B2"),
    Break("diagnostics/publier.yaml", "level: feu vert", "level: feu bleu", "« level » vaut « feu bleu »"),
    Break(
        "diagnostics/croiser.yaml", "id: CC-VERT", "id: CC-GRIS", "« CC-VERT » n'est ni une", "to: CC-VERT"
    ),
    Break("glossary.yaml", "fiche: publier-eau", "fiche: perdue-eau", "« perdue-eau-air", "term: AAC"),
    Break("sources.yaml", "nature: miroir", "nature: blog", "« nature » vaut « blog »"),
]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """A copy of the content with all that broken, and its faults."""
    folder = copy_content(tmp_path_factory.mktemp("spoilt"))
    for one in BREAKS:
        spoil(folder, one.name, one.old, one.new)
    return folder, faults_of(folder)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda one: f"{one.name}: {one.new}")
def test_what_is_broken_is_named_with_file_and_line(spoilt, broken):
    folder, faults = spoilt
    told = [one for one in faults if one.file == broken.name and broken.message in one.message]
    line = line_in((folder / broken.name).read_text("utf-8"), broken.at or broken.new)
    assert line in {one.line for one in told}
    assert {one.level for one in told} == {"erreur"}
    assert str(told[0]).startswith(f"{broken.name}:{told[0].line}: erreur : ")


def test_one_thing_broken_is_one_fault(tmp_path):
    folder = copy_content(tmp_path)
    text = spoil(folder, "diagnostics/acceder.yaml", "letters: [question-dpo]", "letters: [perdue]")
    (fault,) = faults_of(folder)
    assert fault.message.endswith("la lettre « perdue » n'existe pas")
    assert fault.line < line_in(text, "letters: [perdue]") < fault.line + 40


def test_a_diagnosis_that_is_missing_is_told(tmp_path):
    folder = copy_content(tmp_path)
    (folder / "diagnostics/croiser.yaml").unlink()
    missing = [one for one in faults_of(folder) if one.file == "diagnostics/croiser.yaml"]
    assert [one.message for one in missing] == ["ce diagnostic manque"]


def test_a_fiche_that_is_gone_is_told_by_all_that_name_it(tmp_path):
    folder = copy_content(tmp_path)
    (folder / "fiches/licences.md").unlink()
    faults = faults_of(folder)
    assert {one.file.partition("/")[0] for one in faults} == {"fiches", "diagnostics", "glossary.yaml"}
    assert [one for one in faults if "licences" not in one.message] == []


def test_content_whose_review_is_over_is_a_warning_and_stays_in_use(tmp_path):
    folder = copy_content(tmp_path)
    text = spoil(folder, "fiches/licences.md", "review_by: 2027-11-24", "review_by: 2026-11-25")
    assert faults_of(folder, date(2026, 11, 25)) == []
    (fault,) = faults_of(folder, date(2026, 11, 26))
    assert errors_among([fault]) == []
    assert str(fault) == (
        f"fiches/licences.md:{line_in(text, 'review_by')}: avertissement : à relire depuis le 25/11/2026"
    )


def test_all_content_falls_due_one_day():
    faults = faults_of(None, date(2099, 1, 1))
    library = load_library()
    count = Counter(one.file.partition("/")[0] for one in faults)
    assert (count["fiches"], count["diagnostics"]) == (len(library.fiches), len(library.diagnoses))
    assert {one.level for one in faults} == {"avertissement"}
