import pytest

from tests.cli.commands.test_harvest import declare

COUNTS = {
    *("listed", "announced", "added", "changed", "unchanged", "absent", "archived", "rejected"),
    *("requests", "bytes", "seconds"),
}


def test_list_begins_with_the_newest_and_may_be_one_source(glane):
    declare(glane, air=["1,Air,Atmo"], eau=["1,Eau,ARS"])
    glane("harvest")
    glane("harvest", "air")
    runs = glane("runs", "list", "--json").json["runs"]
    assert [run["source"] for run in runs] == ["air", "eau", "air"]
    assert [run["run"] for run in runs] == sorted((run["run"] for run in runs), reverse=True)
    assert all(name in run for run in runs for name in {*COUNTS, "status", "started_at", "errors"})
    assert [run["source"] for run in glane("runs", "list", "--source", "eau", "--json").json["runs"]] == [
        "eau"
    ]
    assert len(glane("runs", "list", "--limit", 2, "--json").json["runs"]) == 2
    lines = glane("runs", "list").out.splitlines()
    assert len(lines) == 4
    assert "début" in lines[0]


def test_show_tells_every_error_long_after_the_harvest(glane):
    declare(
        glane,
        air=[*(f"{number},Air,Atmo" for number in range(60)), *(f"x{number},,Atmo" for number in range(10))],
    )
    (report,) = glane("harvest", "--json").json["runs"]
    shown = glane("runs", "show", report["run"], "--json")
    assert shown.code == 0
    assert shown.json["rejected"] == 10
    assert {error["remote_id"] for error in shown.json["errors"]} == {f"x{number}" for number in range(10)}
    text = glane("runs", "show", report["run"]).out
    assert "x9" in text
    assert "refus" in text


def test_unknown_run_is_told(glane):
    glane("init")
    answer = glane("runs", "show", 7)
    assert (answer.code, answer.out) == (2, "")
    assert "numéro 7" in answer.err


def test_what_was_rolled_back_says_so(glane):
    declare(glane, air=["1,Air,Atmo"])
    glane("harvest")
    assert glane("runs", "rollback", 1).code == 0
    assert "défaite" in glane("runs", "list").out


def held(glane):
    """A source whose new listing lost nine records of ten, as the store knows it: declared no more."""
    declare(glane, air=[f"{number},Air {number},Atmo" for number in range(10)])
    assert glane("harvest").code == 0
    (glane.folder / "air.csv").write_text("code,titre,producteur\n0,Air 0,Atmo\n", "utf-8")
    assert glane("harvest", "--json").json["runs"][0]["status"] == "held"
    glane.configure("")
    return glane


@pytest.mark.parametrize(("decision", "left"), [("approve", 1), ("refuse", 10)])
def test_a_held_run_of_a_source_that_is_gone_is_decided(glane, decision, left):
    answer = held(glane)("runs", decision, 2)
    assert answer.code == 0, answer.err
    assert len(glane("export").lines) == left
    assert len(glane("search", "air", "--limit", 20, "--json").json["hits"]) == left
    assert glane("source", "list", "--json").json["sources"][0]["declared"] is False


def test_a_run_of_a_source_that_is_gone_is_rolled_back(glane):
    assert held(glane)("runs", "refuse", 2).code == 0
    for run in (2, 1):
        answer = glane("runs", "rollback", run)
        assert answer.code == 0, answer.err
    assert glane("export").lines == []


def test_one_record_or_several_are_put_back(glane):
    declare(glane, air=["1,Air,Atmo"], eau=["1,Eau,ARS", "2,Pluie,ARS"])
    glane("harvest")
    assert "1 fiche de « air » est revenue à son état d'avant" in glane("runs", "rollback", 1).out
    assert "2 fiches de « eau » sont revenues à leur état d'avant" in glane("runs", "rollback", 2).out


def test_a_source_that_is_named_twice_is_read_once(glane):
    declare(glane, air=["1,Air,Atmo"])
    assert [run["source"] for run in glane("harvest", "air", "air", "--json").json["runs"]] == ["air"]
    assert [run["source"] for run in glane("renormalise", "air", "air", "--json").json["runs"]] == ["air"]
