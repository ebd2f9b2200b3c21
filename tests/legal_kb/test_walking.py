import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal_kb.diagnosis import Conclusion, Question
from legal_kb.errors import StepRefused
from legal_kb.library import DIAGNOSES, load_library
from legal_kb.walking import follow, iterate_paths, what_would_change
from tests.legal_kb.samples import small_diagnosis

SMALL = small_diagnosis()
PATHS = {slug: list(iterate_paths(load_library().diagnoses[slug])) for slug in DIAGNOSES}
PREFIXES = {
    slug: [
        {one.question.id: one.answer.value for one in path.given[:count]}
        for path in paths
        for count in range(len(path.given) + 1)
    ]
    for slug, paths in PATHS.items()
}


def test_without_answers_the_first_question_is_asked():
    path = follow(SMALL, {})
    assert (path.given, path.reached) == ((), SMALL.question_by_id["P1"])


def test_answers_lead_to_the_next_question():
    path = follow(SMALL, {"P1": "oui"})
    assert [(one.question.id, one.answer.value) for one in path.given] == [("P1", "oui")]
    assert path.reached is SMALL.question_by_id["P2"]


def test_answers_lead_to_a_conclusion_in_whatever_order_they_come():
    path = follow(SMALL, {"P2": "non", "P1": "oui"})
    assert [one.question.id for one in path.given] == ["P1", "P2"]
    assert path.reached is SMALL.conclusion_by_id["CP-NON"]


@pytest.mark.parametrize(
    ("answers", "reason", "question", "value"),
    [
        ({"P9": "oui"}, "unknown-question", "P9", None),
        ({"CP-OUI": "oui"}, "unknown-question", "CP-OUI", None),
        ({"P1": "oui", "": "oui"}, "unknown-question", "", None),
        ({"P1": "peut-être"}, "unknown-value", "P1", "peut-être"),
        ({"P1": "OUI"}, "unknown-value", "P1", "OUI"),
        ({"P1": ""}, "unknown-value", "P1", ""),
        ({"P1": "oui", "P2": "nsp"}, "unknown-value", "P2", "nsp"),
        ({"P1": "non", "P2": "nsp"}, "unknown-value", "P2", "nsp"),
        ({"P1": "non", "P2": "oui"}, "off-path", "P2", None),
        ({"P2": "oui"}, "off-path", "P2", None),
    ],
)
def test_answers_that_do_not_follow_are_refused(answers, reason, question, value):
    with pytest.raises(StepRefused) as caught:
        follow(SMALL, answers)
    refused = caught.value
    assert (refused.reason, refused.question, refused.value) == (reason, question, value)
    assert question in str(refused)


def test_every_path():
    paths = {tuple(one.answer.value for one in path.given): path.reached.id for path in iterate_paths(SMALL)}
    assert paths == {
        ("oui", "oui"): "CP-OUI",
        ("oui", "non"): "CP-NON",
        ("non",): "CP-NON",
        ("nsp",): "CP-AIDE",
    }
    assert len(list(iterate_paths(SMALL))) == 4


def test_what_would_change_names_other_conclusions_one_answer_away():
    found = [
        (one.question.id, answer.value, conclusion.id)
        for one, answer, conclusion in what_would_change(SMALL, follow(SMALL, {"P1": "oui", "P2": "non"}))
    ]
    assert found == [("P1", "nsp", "CP-AIDE"), ("P2", "oui", "CP-OUI")]


def test_nothing_changes_before_the_first_answer():
    assert list(what_would_change(SMALL, follow(SMALL, {}))) == []


@st.composite
def given_answers(draw):
    """Answers to some questions of a diagnosis, fitting together or not."""
    diagnosis = load_library().diagnoses[draw(st.sampled_from(DIAGNOSES))]
    if draw(st.booleans()):
        path = draw(st.sampled_from(PATHS[diagnosis.slug]))
        answers = {one.question.id: one.answer.value for one in path.given}
        for name in draw(st.sets(st.sampled_from(sorted(answers)), max_size=2)):
            del answers[name]
        return diagnosis, answers
    questions = draw(st.lists(st.sampled_from(diagnosis.questions), unique_by=lambda one: one.id, max_size=6))
    return diagnosis, {
        one.id: draw(st.sampled_from([answer.value for answer in one.answers] + ["no-such-value"]))
        for one in questions
    }


@given(given_answers())
def test_never_a_conclusion_that_the_answers_do_not_lead_to(drawn):
    """What is reached follows from the answers, each used once, none made up; what is refused is no path."""
    diagnosis, answers = drawn
    if answers not in PREFIXES[diagnosis.slug]:
        with pytest.raises(StepRefused) as caught:
            follow(diagnosis, answers)
        assert caught.value.question in answers
        return
    path = follow(diagnosis, answers)
    assert {one.question.id: one.answer.value for one in path.given} == answers
    leads_to = [diagnosis.start, *(one.answer.to for one in path.given)]
    assert leads_to == [*(one.question.id for one in path.given), path.reached.id]
    assert isinstance(path.reached, Question if path.reached.id in diagnosis.question_by_id else Conclusion)
