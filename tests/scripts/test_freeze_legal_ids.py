import pytest
import yaml

from legal_kb.library import load_library
from scripts import freeze_legal_ids
from scripts.freeze_legal_ids import list_lost, main, names_of

FROZEN = {"fiches": ["a", "b"], "diagnoses": {"x": {"id": "X", "questions": {"X1": ["non", "oui"]}}}}


def test_more_names_lose_nothing():
    present = {
        "fiches": ["a", "b", "c"],
        "diagnoses": {"x": {"id": "X", "questions": {"X1": ["non", "nsp", "oui"], "X2": ["oui"]}}, "y": {}},
    }
    assert list_lost(FROZEN, present) == []


@pytest.mark.parametrize(
    ("present", "lost"),
    [
        ({"fiches": ["a"], "diagnoses": FROZEN["diagnoses"]}, ["/fiches/b"]),
        (
            {"fiches": ["a", "b"], "diagnoses": {}},
            ["/diagnoses/x/id=X", "/diagnoses/x/questions/X1/non", "/diagnoses/x/questions/X1/oui"],
        ),
        (
            {"fiches": ["a", "b"], "diagnoses": {"x": {"id": "Y", "questions": {"X1": ["oui", "non"]}}}},
            ["/diagnoses/x/id=X"],
        ),
    ],
)
def test_a_name_that_is_gone_is_lost(present, lost):
    assert list_lost(FROZEN, present) == lost


def test_the_file_is_written_and_read_back(tmp_path, monkeypatch):
    monkeypatch.setattr(freeze_legal_ids, "TARGET", tmp_path / "frozen.yaml")
    main()
    written = yaml.safe_load((tmp_path / "frozen.yaml").read_text("utf-8"))
    assert written == names_of(load_library())
    main()
    assert yaml.safe_load((tmp_path / "frozen.yaml").read_text("utf-8")) == written


def test_a_lost_name_keeps_the_file_as_it_is(tmp_path, monkeypatch):
    target = tmp_path / "frozen.yaml"
    target.write_text("fiches: [no-such-fiche]\n", "utf-8")
    monkeypatch.setattr(freeze_legal_ids, "TARGET", target)
    with pytest.raises(SystemExit, match="/fiches/no-such-fiche"):
        main()
    assert target.read_text("utf-8") == "fiches: [no-such-fiche]\n"
