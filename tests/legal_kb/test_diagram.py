import re

import pytest

from legal_kb.diagnosis import LEVELS
from legal_kb.diagram import to_mermaid
from legal_kb.library import DIAGNOSES, load_library
from tests.legal_kb.samples import TREE, small_diagnosis, swapped


def test_questions_answers_and_conclusions_are_drawn():
    lines = to_mermaid(small_diagnosis()).splitlines()
    assert lines[0] == "flowchart TD"
    assert '  P1["P1 · Est-ce public ?"]' in lines
    assert '  CP_OUI(["CP-OUI · Oui"])' in lines
    assert '  P1 -->|"Je ne sais pas"| CP_AIDE' in lines


def test_quotes_and_hashes_do_not_end_a_text():
    text = swapped(TREE, '"Est-ce public ?"', "'Est-ce \"public\" #1 ?'")
    assert '  P1["P1 · Est-ce #quot;public#quot; #35;1 ?"]' in to_mermaid(small_diagnosis(text))


@pytest.mark.parametrize("slug", DIAGNOSES)
def test_a_diagnosis_is_drawn_whole(slug):
    diagnosis = load_library().diagnoses[slug]
    drawn = to_mermaid(diagnosis)
    nodes = re.findall(r'^  (\w+)\(?\["', drawn, re.MULTILINE)
    arrows = re.findall(r'^  (\w+) -->\|"[^"]+"\| (\w+)$', drawn, re.MULTILINE)
    assert len(nodes) == len(set(nodes)) == len(diagnosis.questions) + len(diagnosis.conclusions)
    assert len(arrows) == sum(len(one.answers) for one in diagnosis.questions)
    assert {name for arrow in arrows for name in arrow} == set(nodes)
    assert drawn.count("  style ") == len(diagnosis.conclusions)


def test_every_level_has_a_style_of_its_own():
    drawn = "".join(to_mermaid(one) for one in load_library().diagnoses.values())
    assert len(set(re.findall(r"fill:#\w+", drawn))) == len(LEVELS)
