import sqlite3

import pytest

from cli.main import run


def test_init_makes_a_catalogue_and_may_run_twice(glane):
    first = glane("init", "--json")
    assert first.code == 0
    assert first.json == {
        "data_dir": str(glane.folder),
        "config": str(glane.folder / "glane.toml"),
        "written": True,
    }
    assert (glane.folder / "glane.db").exists()
    (glane.folder / "glane.toml").write_text('[web]\ntitle = "Le nôtre"\n', "utf-8")
    second = glane("init", "--json")
    assert (second.code, second.json["written"]) == (0, False)
    assert "Le nôtre" in (glane.folder / "glane.toml").read_text("utf-8")


def test_init_leaves_a_named_configuration_alone(glane, tmp_path, monkeypatch):
    named = tmp_path / "site.toml"
    named.write_text("", "utf-8")
    monkeypatch.setenv("GLANE_CONFIG", str(named))
    assert glane("init", "--json").json["config"] == str(named)
    assert named.read_text("utf-8") == ""
    assert not (glane.folder / "glane.toml").exists()


def test_init_tells_what_comes_next(glane):
    answer = glane("init")
    assert f"{glane.folder / 'glane.toml'}, puis lancez « glane harvest »" in answer.out


def test_without_options_the_folder_is_in_the_current_one(tmp_path, capsys):
    assert run(["init"]) == 0
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["glane-data"]


def test_with_a_data_folder_the_current_one_is_never_looked_at(glane, tmp_path):
    (tmp_path / "here/glane.toml").write_text("not even TOML", "utf-8")
    (tmp_path / "here/glane-data").mkdir()
    (tmp_path / "here/glane-data/glane.toml").write_text("not even TOML", "utf-8")
    before = sorted((tmp_path / "here").rglob("*"))
    for arguments in (["init"], ["doctor"], ["source", "list"], ["search"], ["export"]):
        assert glane(*arguments).code == 0
    assert sorted((tmp_path / "here").rglob("*")) == before


@pytest.mark.parametrize(
    "verb", ["doctor", "harvest", "search", "export", "serve", "source list", "index sync"]
)
def test_missing_catalogue_is_told_and_nothing_is_made(glane, verb):
    answer = glane(*verb.split())
    assert (answer.code, answer.out) == (2, "")
    assert f"glane --data-dir {glane.folder} init" in answer.err
    assert not glane.folder.exists()


def test_migrate_tells_the_revision_and_may_run_twice(glane):
    revisions = [glane("migrate", "--json").json["revision"] for _time in range(2)]
    assert revisions[0] == revisions[1]
    assert revisions[0] in glane("migrate").out


def test_older_tables_are_told_until_they_are_migrated(glane):
    glane("init")
    (glane.folder / "glane.db").unlink()
    sqlite3.connect(glane.folder / "glane.db").close()
    answer = glane("search")
    assert answer.code == 2
    assert "glane migrate" in answer.err
    failing = glane("doctor", "--json")
    assert failing.code == 1
    assert [(check["name"], check["passed"]) for check in failing.json["checks"]] == [("tables", False)]
    assert glane("migrate").code == 0
    assert glane("doctor").code == 0


def test_doctor_passes_where_all_is_well(demo):
    answer = demo("doctor", "--json")
    assert answer.code == 0
    assert answer.json["passed"] is True
    names = {check["name"] for check in answer.json["checks"]}
    assert names == {"tables", "integrity", "references", "change-log", "datasets", "index"}
    assert demo("doctor").out.count("✓") == len(names)


def test_doctor_finds_a_gap_in_the_change_log(glane):
    glane("demo", "--no-serve", "--portals-port", 0)
    database = sqlite3.connect(glane.folder / "glane.db")
    database.execute("DELETE FROM change_log WHERE number = 7")
    database.commit()
    database.close()
    answer = glane("doctor", "--json")
    assert answer.code == 1
    assert [check["name"] for check in answer.json["checks"] if not check["passed"]] == ["change-log"]
    assert "✗" in glane("doctor").out
