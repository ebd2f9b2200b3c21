import pytest

from legal_kb.library import load_library
from web.diagnosis_view import build_step_view, list_refusals, parse_asked, walk
from web.legal_joining import Prefilled
from web.legal_text import start_notes

PUBLISH = load_library().diagnoses["publier"]


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context():
        yield


def view_of(*pairs, suggested=None):
    asked = parse_asked(pairs)
    return build_step_view(PUBLISH, walk(PUBLISH, asked), asked, suggested or {}, start_notes())


def test_the_first_question_has_no_way_back():
    view = view_of()
    assert view.question.number == 1
    assert view.back is None


def test_addresses_keep_the_dataset_and_what_was_prefilled_of_their_answers():
    view = view_of(("A1", "oui"), ("A2", "oui"), ("pour", "x"), ("pre", "A1,A2"))
    assert view.back == "/juridique/diagnostics/publier?A1=oui&pour=x&pre=A1"
    assert [one.change for one in view.given] == ["/juridique/diagnostics/publier?pour=x", view.back]


def test_at_most_as_many_questions_are_left_as_the_longest_way_has():
    lefts = [view_of().question.left, view_of(("A1", "oui")).question.left]
    assert lefts == [14, 13]


def test_only_what_the_dataset_says_is_told_as_prefilled():
    said = {"A1": Prefilled(question="A1", value="oui", reason="Publié par une commune.")}
    reasons = [one.reason for one in view_of(("A1", "oui"), ("pre", "A1"), suggested=said).given]
    assert reasons == ["Publié par une commune."]
    assert view_of(("A1", "oui"), suggested=said).given[0].reason is None
    assert view_of(("A1", "nsp"), ("pre", "A1"), suggested=said).given[0].reason is None
    suggestion = view_of(suggested=said).question.suggested
    assert suggestion == said["A1"]


def test_what_would_change_names_each_conclusion_once():
    changes = view_of(("A1", "oui"), ("A2", "oui"), ("A3", "oui_ko")).conclusion.changes
    names = [change.conclusion.id for change in changes]
    assert len(names) == len(set(names))
    unsure = next(change for change in changes if change.conclusion.id == "CA-ACC")
    assert [answer.numbers for answer in unsure.answers] == [(1, 2, 3)]


def test_every_answer_that_cannot_be_used_is_named():
    asked = parse_asked([("A1", "oui"), ("A2", "peut-être"), ("A3", "non"), ("A4", "non"), ("A4", "oui")])
    refusals = list_refusals(PUBLISH, asked)
    assert len(refusals.sentences) == 3
    assert refusals.kept == 1
    assert refusals.address == "/juridique/diagnostics/publier?A1=oui"
