import pytest

from tests.cli.commands.test_harvest import declare

CSW = ("--kind", "csw", "--url", "https://catalogue.example.org/srv/fre/csw")


def test_list_shows_declared_and_added_sources_with_their_records(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    glane("harvest")
    assert glane("source", "add", "geo", *CSW, "--title", "Géo", "--territory", "fr:region:32").code == 0
    listed = {one["id"]: one for one in glane("source", "list", "--json").json["sources"]}
    assert (listed["air"]["origin"], listed["air"]["records"]) == ("file", 2)
    assert listed["air"]["last_status"] == "complete"
    assert (listed["geo"]["origin"], listed["geo"]["records"], listed["geo"]["last_run"]) == (
        "store",
        0,
        None,
    )
    assert listed["geo"]["territories"] == ["fr:region:32"]
    text = glane("source", "list").out
    assert "complète" in text
    assert "Géo" in text


def test_added_source_is_kept_beside_the_file(glane):
    declare(glane, air=["1,Air,Atmo"])
    before = (glane.folder / "glane.toml").read_bytes()
    glane("source", "add", "geo", *CSW)
    added = glane("source", "add", "eau", *CSW, "--json").json
    assert (added["id"], added["kind"], added["rank"]) == ("eau", "csw", 100)
    assert [one["id"] for one in glane("source", "list", "--json").json["sources"]] == ["air", "eau", "geo"]
    assert (glane.folder / "glane.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Géo", *CSW], "« Géo »"),
        (["geo", "--kind", "csw", "--url", "ftp://example.org/"], "ftp://example.org/"),
        (["geo", "--kind", "table", "--url", "https://example.org/a.csv"], "options.columns"),
    ],
)
def test_unfit_source_is_refused_with_its_faults(glane, arguments, told):
    glane("init")
    answer = glane("source", "add", *arguments)
    assert answer.code == 2
    assert told in answer.err
    assert glane("source", "list", "--json").json == {"sources": []}


def test_clashing_ids_stop_the_start(glane):
    declare(glane, air=["1,Air,Atmo"])
    answer = glane("source", "add", "air", *CSW)
    assert answer.code == 2
    assert "deux fois" in answer.err
    assert "air" in answer.err
    glane("source", "add", "geo", *CSW)
    declared = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(declared.replace('id = "air"', 'id = "geo"'))
    for verb in (["search"], ["harvest"], ["source", "list"], ["init"], ["doctor"]):
        answer = glane(*verb)
        assert answer.code == 2
        assert "geo" in answer.err


def test_one_id_twice_in_the_file_stops_the_start(glane):
    declare(glane, air=["1,Air,Atmo"])
    text = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(text + text)
    answer = glane("search")
    assert answer.code == 2
    assert "deux fois" in answer.err


def test_unknown_option_of_a_source_stops_the_start_with_the_nearest(glane):
    declare(glane, air=["1,Air,Atmo"])
    text = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(
        text.replace(
            "[sources.options.columns]", '[sources.options]\nseparater = "|"\n[sources.options.columns]'
        )
    )
    answer = glane("search")
    assert answer.code == 2
    assert "separater" in answer.err
    assert "« separator »" in answer.err


def test_check_tells_what_a_source_answers_and_writes_nothing(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"], eau=["1,Eau,ARS"])
    answer = glane("source", "check", "air", "--json")
    assert answer.code == 0
    (found,) = answer.json["sources"]
    assert (found["id"], found["reachable"], found["listed"]) == ("air", True, 2)
    assert found["titles"] == ["Air", "Ozone"]
    assert glane("export").out == ""
    assert glane("runs", "list", "--json").json == {"runs": []}
    (glane.folder / "eau.csv").unlink()
    answer = glane("source", "check", "--all", "--json")
    assert answer.code == 1
    assert {one["id"]: one["reachable"] for one in answer.json["sources"]} == {"air": True, "eau": False}
    assert glane("source", "check", "eau").code == 2
    assert "Ozone" in glane("source", "check", "air").out


def test_check_says_why_a_table_does_not_fit(glane):
    declare(glane, air=["1,Air,Atmo"])
    (glane.folder / "air.csv").write_text("code,intitule\n1,Air\n", "utf-8")
    answer = glane("source", "check", "air")
    assert answer.code == 2
    assert "titre" in answer.out


def test_source_that_is_no_longer_declared_is_marked(glane):
    declare(glane, air=["1,Air,Atmo"])
    glane("harvest")
    glane.configure("")
    (listed,) = glane("source", "list", "--json").json["sources"]
    assert (listed["declared"], listed["records"]) == (False, 1)
    assert "plus déclarée" in glane("source", "list").out
    assert len(glane("export").lines) == 1
