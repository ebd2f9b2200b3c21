"""The legal knowledge base as machines read it."""

from pathlib import Path

import pytest
import yaml

from legal_kb.library import DIAGNOSES, load_library
from legal_kb.walking import iterate_paths

CASES = yaml.safe_load(Path("tests/legal_kb/cases.yaml").read_text("utf-8"))
STEP = "/api/1/diagnostics/publier/step"


def step(client, answers, slug="publier"):
    return client.post(f"/api/1/diagnostics/{slug}/step", json={"answers": answers})


def test_every_fiche_and_diagnosis_is_listed_and_read(client):
    fiches = client.get("/api/1/fiches").json["fiches"]
    assert len(fiches) == 30
    assert [client.get(f"/api/1/fiches/{one['slug']}").json["title"] for one in fiches] == [
        one["title"] for one in fiches
    ]
    diagnoses = client.get("/api/1/diagnostics").json["diagnostics"]
    assert [one["slug"] for one in diagnoses] == list(DIAGNOSES)


def test_no_mark_of_ours_leaves_by_the_api(client):
    for slug in load_library().fiches:
        assert "[[" not in client.get(f"/api/1/fiches/{slug}").text
    for slug in DIAGNOSES:
        assert "[[" not in client.get(f"/api/1/diagnostics/{slug}").text


def test_what_is_not_confirmed_says_so(client):
    text = client.get("/api/1/fiches/violation-donnees").text
    assert "(à vérifier)" in text


def test_the_whole_tree_can_be_walked_by_a_machine(client):
    tree = client.get("/api/1/diagnostics/croiser").json
    nodes = {one["id"] for one in (*tree["questions"], *tree["conclusions"])}
    targets = {answer["to"] for question in tree["questions"] for answer in question["answers"]}
    assert tree["start"] in nodes
    assert targets < nodes


@pytest.mark.parametrize("body", [{}, {"answers": {}}])
def test_without_an_answer_the_first_question_comes(client, body):
    answer = client.post(STEP, json=body)
    assert answer.status_code == 200
    assert list(answer.json) == ["question"]
    assert answer.json["question"]["id"] == "A1"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['tree']}: {case['name']}")
def test_worked_cases_end_as_they_should(client, case):
    answer = step(client, case["answers"], case["tree"])
    assert answer.status_code == 200
    conclusion = answer.json["conclusion"]
    assert (conclusion["id"], conclusion["level"]) == (case["conclusion"], case["level"])
    assert set(conclusion) == {"id", "level", "title", "reasons", "actions", "fiches"}


@pytest.mark.parametrize("slug", DIAGNOSES)
def test_every_beginning_of_a_path_leads_to_its_next_question(client, slug):
    longest = max(iterate_paths(load_library().get_diagnosis(slug)), key=lambda path: len(path.given))
    for count, given in enumerate(longest.given):
        answers = {one.question.id: one.answer.value for one in longest.given[:count]}
        assert step(client, answers, slug).json["question"]["id"] == given.question.id


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"Z9": "oui"}, "Z9"),
        ({"A1": "peut-être"}, "A1"),
        ({"A1": True}, "A1"),
        ({"A1": None}, "A1"),
        ({"A1": ["oui"]}, "A1"),
        ({"A2": "oui"}, "A2"),
        ({"A1": "nsp", "A2": "oui"}, "A2"),
        ({"A1": "oui", "A14": "oui"}, "A14"),
    ],
)
def test_what_cannot_be_followed_is_refused_by_name(client, answers, named):
    answer = step(client, answers)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert list(answer.json["errors"]) == [named]
    assert named in answer.json["detail"]


@pytest.mark.parametrize("body", ['{"answers": []}', '{"answers": "A1"}', "[]", "{", '{"autre": 1}'])
def test_another_body_is_refused(client, body):
    answer = client.post(STEP, data=body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.content_type == "application/problem+json"


def test_a_body_without_end_is_refused(client):
    answer = client.post(
        STEP, data=b'{"answers": {"A1": "' + b"x" * 2_000_000 + b'"}}', content_type="application/json"
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "address", ["/api/1/fiches/rien", "/api/1/diagnostics/rien", "/api/1/fiches/../licences"]
)
def test_an_unknown_name_is_not_found(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_an_unknown_diagnosis_takes_no_step(client):
    assert step(client, {}, "rien").status_code == 404


def test_another_site_may_send_answers(client):
    answer = client.options(
        STEP, headers={"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "POST"}
    )
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type"
