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


def test_a_source_that_is_named_twice_is_read_once(glane):
    declare(glane, air=["1,Air,Atmo"])
    assert [run["source"] for run in glane("harvest", "air", "air", "--json").json["runs"]] == ["air"]
    assert [run["source"] for run in glane("renormalise", "air", "air", "--json").json["runs"]] == ["air"]
