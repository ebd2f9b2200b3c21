"""The content that is shipped: whole, walked, said in our own words, and never surer than what was read."""

import json
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from legal_kb.fiche import SECTIONS
from legal_kb.letters import LETTERS
from legal_kb.library import DIAGNOSES, load_library, read_library
from legal_kb.marks import UNCONFIRMED, keys_of
from legal_kb.walking import follow, iterate_paths
from scripts.freeze_legal_ids import list_lost, names_of
from tests.legal_kb.legal_texts import (
    all_texts,
    normal,
    own_sentences,
    texts_of_diagnosis,
)

LIBRARY = load_library()
HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
FROZEN = yaml.safe_load((HERE / "frozen_ids.yaml").read_text("utf-8"))
BASE = "legal/base_juridique.md"

HEDGED = re.compile(
    r"en principe|en général|souvent|a priori|par prudence|sembl|peut|peuv|pourr|devrai|serai|probable"
    r"|sans doute|selon notre lecture"
    r"|vérifi|confirm|contrôl|relire|relu|reli|annonc|indiqu|juriste|avocat|reste|paraît|d'ordinaire",
    re.IGNORECASE,
)
"""What makes a claim careful: it says that it is a rule with exceptions, or whom to ask."""


def marked_texts():
    """Where, and the texts that tell what the law says (a convention states what its parties will do)."""
    for fiche in LIBRARY.fiches.values():
        yield from ((f"{fiche.slug}, {section.heading}", section.text) for section in fiche.sections)
    for diagnosis in LIBRARY.diagnoses.values():
        yield from ((diagnosis.slug, text) for text in texts_of_diagnosis(diagnosis))


def sentences_with_marks(text):
    """Sentences as written, their marks before the full stop."""
    parts = re.split(r"(?<=[.!?:;])\s+(?=[A-ZÀ-Ý«*])|\n\s*(?:[-*]|\d+\.)\s+|\n\s*\n", text)
    return [" ".join(part.split()) for part in parts]


def test_nothing_is_wrong_and_nothing_is_overdue():
    _library, faults = read_library(datetime.now(UTC).date())
    assert [str(fault) for fault in faults] == []


def test_the_content_is_all_there():
    assert len(LIBRARY.fiches) >= 30
    assert tuple(LIBRARY.diagnoses) == DIAGNOSES
    assert len(LIBRARY.conventions) >= 4
    assert len(LIBRARY.glossary) >= 200


# Fiches


@pytest.mark.parametrize("slug", LIBRARY.fiches)
def test_a_fiche_is_whole(slug):
    fiche = LIBRARY.fiches[slug]
    assert tuple(section.heading for section in fiche.sections) == SECTIONS
    assert 500 <= len(re.findall(r"\w[\w'’-]*", fiche.text)) <= 1_000
    assert fiche.references
    assert fiche.related


def test_what_was_read_has_a_date_and_no_lawyer_signed_yet():
    references = [one for fiche in LIBRARY.fiches.values() for one in fiche.references]
    assert {one.status for one in references} == {"vérifié", "à vérifier"}
    assert [one for one in references if one.status == "vérifié" and not (one.read or one.note)] == []
    assert {one.review.reviewed_by for one in LIBRARY.fiches.values()} == {None}
    assert {one.review.reviewed_by for one in LIBRARY.diagnoses.values()} == {None}


def test_what_nobody_read_in_a_text_of_law_is_said_with_care():
    marked = [
        (where, sentence)
        for where, text in marked_texts()
        for sentence in sentences_with_marks(text)
        if UNCONFIRMED in keys_of(sentence)
    ]
    assert len(marked) >= 200
    assert [one for one in marked if not HEDGED.search(one[1])] == []


def test_every_source_that_a_mark_names_is_known_and_every_fiche_has_marks():
    used = Counter(key for _where, text in marked_texts() for key in keys_of(text))
    assert set(used) - {UNCONFIRMED} <= set(LIBRARY.sources)
    assert [slug for slug, fiche in LIBRARY.fiches.items() if not keys_of(fiche.text)] == []


def test_no_two_fiches_share_a_paragraph_or_a_sentence():
    found = defaultdict(set)
    for slug, fiche in LIBRARY.fiches.items():
        for part in (*own_sentences(fiche.text), *map(normal, fiche.text.split("\n\n"))):
            if len(part.split()) >= 8:
                found[part].add(slug)
    assert len(found) > 1_000
    assert {part: slugs for part, slugs in found.items() if len(slugs) > 1} == {}


def test_no_sentence_is_taken_from_a_source(real_files):
    """The titles of fiches are names that both hold."""
    titles = {normal(fiche.title) for fiche in LIBRARY.fiches.values()}
    (base,) = real_files(BASE)
    source = f" {normal(base.read_text('utf-8'))} "
    own = {
        sentence: where
        for where, text in all_texts(LIBRARY)
        for sentence in own_sentences(text)
        if sentence not in titles
    }
    assert len(own) > 2_000
    assert {sentence: where for sentence, where in own.items() if f" {sentence} " in source} == {}


# Diagnoses


@pytest.mark.parametrize("slug", DIAGNOSES)
def test_every_path_ends_and_every_conclusion_is_reached(slug):
    diagnosis = LIBRARY.diagnoses[slug]
    reached = set()
    for path in iterate_paths(diagnosis):
        answers = {given.question.id: given.answer.value for given in path.given}
        assert len(answers) == len(path.given)
        assert follow(diagnosis, answers) == path
        reached.add(path.reached.id)
    assert reached == set(diagnosis.conclusion_by_id)


@pytest.mark.parametrize("slug", DIAGNOSES)
def test_who_does_not_know_is_not_told_to_go_ahead(slug):
    """« Je ne sais pas » ends at a green light only where every other answer that ends there is green too."""
    diagnosis = LIBRARY.diagnoses[slug]
    unsure = [one for one in diagnosis.questions if one.find_answer("nsp")]
    assert len(unsure) >= len(diagnosis.questions) / 2
    for question in unsure:
        levels = {
            answer.value: diagnosis.conclusion_by_id[answer.to].level
            for answer in question.answers
            if answer.to in diagnosis.conclusion_by_id
        }
        if levels.get("nsp") == "feu vert":
            assert set(levels.values()) == {"feu vert"}, question.id


@pytest.mark.parametrize("slug", DIAGNOSES)
def test_every_conclusion_says_why_and_what_next(slug):
    for conclusion in LIBRARY.diagnoses[slug].conclusions:
        assert conclusion.reasons, conclusion.id
        assert conclusion.actions, conclusion.id
        assert conclusion.fiches, conclusion.id


def test_every_letter_is_offered_somewhere():
    offered = {
        letter
        for diagnosis in LIBRARY.diagnoses.values()
        for conclusion in diagnosis.conclusions
        for letter in conclusion.letters
    }
    assert offered == set(LETTERS)


def test_there_are_worked_cases_for_every_diagnosis():
    count = Counter(case["tree"] for case in CASES)
    assert set(count) == set(DIAGNOSES)
    assert min(count.values()) >= 5
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['tree']}: {case['name']}")
def test_a_worked_case_leads_to_its_conclusion(case):
    reached = follow(LIBRARY.diagnoses[case["tree"]], case["answers"]).reached
    assert (reached.id, getattr(reached, "level", None)) == (case["conclusion"], case["level"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['tree']}: {case['name']}")
def test_a_worked_case_is_asked_question_after_question(case):
    """With its first answers alone, the next question is the one that the case answers next."""
    diagnosis = LIBRARY.diagnoses[case["tree"]]
    in_order = [given.question.id for given in follow(diagnosis, case["answers"]).given]
    for count, asked in enumerate(in_order):
        given = {name: case["answers"][name] for name in in_order[:count]}
        assert follow(diagnosis, given).reached.id == asked


# Names that others hold


def test_no_name_has_changed_or_gone():
    assert list_lost(FROZEN, names_of(LIBRARY)) == []


def test_every_name_is_frozen():
    """A new one: run scripts/freeze_legal_ids.py."""
    assert list_lost(names_of(LIBRARY), FROZEN) == []


def test_frozen_names_hold_those_of_the_legal_base(real_files):
    (base,) = real_files(BASE)
    trees = [
        json.loads(found) for found in re.findall(r"```json\n(.*?)```", base.read_text("utf-8"), re.DOTALL)
    ]
    assert [tree["id"] for tree in trees] == ["A", "B", "C", "D"]
    wanted = {
        "diagnoses": {
            slug: {
                "id": tree["id"],
                "conclusions": [one["id"] for one in tree["conclusions"]],
                "questions": {
                    one["id"]: [answer["id"] for answer in one["reponses"]] for one in tree["questions"]
                },
            }
            for slug, tree in zip(DIAGNOSES, trees, strict=True)
        }
    }
    assert list_lost(wanted, FROZEN) == []


def test_levels_of_conclusions_are_those_of_the_legal_base(real_files):
    (base,) = real_files(BASE)
    levels = {
        one["id"]: one["niveau"]
        for found in re.findall(r"```json\n(.*?)```", base.read_text("utf-8"), re.DOTALL)
        for one in json.loads(found)["conclusions"]
    }
    ours = {one.id: one.level for diagnosis in LIBRARY.diagnoses.values() for one in diagnosis.conclusions}
    assert len(levels) >= 60
    assert {name: ours[name] for name in levels} == levels
