from tests.cli.commands.test_harvest import declare
from tests.cli.commands.test_source_preview import dump

ROWS = ["1,Air,Atmo", "2,Ozone,Atmo"]


def redeclare(glane, old, new):
    """Change the configuration."""
    text = (glane.folder / "glane.toml").read_text("utf-8")
    assert old in text
    glane.configure(text.replace(old, new))


def titles(glane):
    return sorted(hit["title"] for hit in glane("search", "", "--json").json["hits"])


def test_a_new_declaration_takes_effect_without_the_source(glane):
    declare(glane, air=ROWS, eau=["1,Eau,ARS"])
    glane("harvest")
    for name in ("air", "eau"):
        (glane.folder / f"{name}.csv").unlink()
    redeclare(glane, 'title = "titre"', 'title = "producteur"')
    answer = glane("renormalise", "--json")
    assert answer.code == 0
    assert answer.json["dry_run"] is False
    air, eau = answer.json["runs"]
    assert (air["source"], air["status"], air["changed"], air["requests"]) == ("air", "complete", 2, 0)
    assert (eau["source"], eau["changed"]) == ("eau", 1)
    title = next(field for field in air["fields"] if field["field"] == "title")
    assert title == {
        "field": "title",
        "records": 2,
        "examples": [
            {"remote_id": "1", "before": "Air", "after": "Atmo"},
            {"remote_id": "2", "before": "Ozone", "after": "Atmo"},
        ],
    }
    assert titles(glane) == ["ARS", "Atmo", "Atmo"]
    assert glane("doctor").code == 0
    shown = glane("runs", "show", str(air["run"]))
    assert "originaux relus" in shown.out
    assert glane("runs", "show", str(air["run"]), "--json").json["kind"] == "renormalise"
    assert glane("runs", "rollback", str(air["run"])).code == 0
    assert titles(glane) == ["ARS", "Air", "Ozone"]


def test_a_rehearsal_tells_the_same_and_writes_nothing(glane):
    declare(glane, air=ROWS)
    glane("harvest")
    redeclare(glane, 'publisher = "producteur"', 'acronym = "producteur"')
    glane("source", "list")  # every command writes down what is declared
    before = dump(glane.folder)
    answer = glane("renormalise", "air", "--dry-run", "--json")
    assert (answer.code, answer.json["dry_run"]) == (0, True)
    (run,) = answer.json["runs"]
    assert (run["run"], run["changed"]) == (0, 2)
    assert {field["field"] for field in run["fields"]} == {"acronym", "publisher"}
    text = glane("renormalise", "--dry-run")
    assert "air : « Sigle » change (fiches : 2)" in text.out
    assert "    1 : — → Atmo" in text.out
    assert "Rien n'a été écrit" in text.err
    assert dump(glane.folder) == before


def test_what_can_no_longer_be_mapped_stays_and_ends_with_1(glane):
    declare(glane, air=ROWS)
    glane("harvest")
    redeclare(glane, 'title = "titre"', 'title = "vide"')
    answer = glane("renormalise", "--json")
    assert answer.code == 1
    assert (answer.json["runs"][0]["rejected"], len(answer.json["runs"][0]["errors"])) == (2, 2)
    assert titles(glane) == ["Air", "Ozone"]


def test_records_of_a_source_that_is_no_longer_declared_are_made_anew_too(glane):
    declare(glane, air=ROWS)
    glane("harvest")
    glane.configure("")
    (run,) = glane("renormalise", "--json").json["runs"]
    assert (run["source"], run["unchanged"], run["fields"]) == ("air", 2, [])


def test_without_any_record_there_is_nothing_to_do(glane):
    declare(glane, air=ROWS)
    answer = glane("renormalise")
    assert answer.code == 2
    assert "glane harvest" in answer.err
    assert glane("renormalise", "nobody").code == 2
