import sqlite3

from tests.cli.commands.test_harvest import declare

KEYS = {
    "source",
    "announced",
    "read",
    "new",
    "changed",
    "unchanged",
    "restored",
    "rejected",
    "records",
    "errors",
    "unmapped",
    "remarks",
    "ended_early",
}


def dump(folder):
    """Every row of the catalogue."""
    with sqlite3.connect(folder / "glane.db") as connection:
        return list(connection.iterdump())


def test_preview_tells_what_a_harvest_would_do_and_writes_nothing(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    glane("harvest")
    (glane.folder / "air.csv").write_text(
        "code,titre,producteur\n1,Air,ARS\n2,Ozone,Atmo\n3,Bruit,Atmo\n", "utf-8"
    )
    before = dump(glane.folder)
    answer = glane("source", "preview", "air", "--json")
    assert answer.code == 0
    found = answer.json
    assert set(found) == KEYS
    assert (found["announced"], found["read"], found["new"], found["changed"], found["unchanged"]) == (
        3,
        3,
        1,
        1,
        1,
    )
    changed = found["records"][0]
    assert (changed["remote_id"], changed["state"], changed["title"]) == ("1", "changed", "Air")
    assert changed["changes"] == [
        {"field": "publisher", "before": {"name": "Atmo"}, "after": {"name": "ARS"}}
    ]
    assert changed["record"]["publisher"] == {"name": "ARS"}
    assert dump(glane.folder) == before
    text = glane("source", "preview", "air").out
    assert "~ Air [1]" in text
    assert "    ~ Producteur : Atmo → ARS" in text
    assert "+ Bruit [3]" in text
    assert "+ nouvelles : 1 · ~ modifiées : 1 · = inchangées : 1" in text


def test_preview_of_a_disabled_source_that_was_never_harvested(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    text = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(text.replace('kind = "table"', 'kind = "table"\nenabled = false'))
    found = glane("source", "preview", "air", "--limit", "1", "--json").json
    assert (found["announced"], found["read"], found["new"]) == (2, 1, 1)


def test_preview_tells_what_could_not_be_mapped(glane):
    declare(glane, air=["1,Air,Atmo", "2,,Atmo"])
    text = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(f'{text}frequency = "producteur"\n')
    answer = glane("source", "preview", "air", "--json")
    assert answer.code == 1
    assert [(error["remote_id"], error["kind"]) for error in answer.json["errors"]] == [("2", "no-title")]
    assert answer.json["unmapped"] == [{"field": "frequency", "value": "Atmo", "records": 1}]
    text = glane("source", "preview", "air").out
    assert "✗ 2\n" in text
    assert "Rythme de mise à jour : « Atmo » (fiches : 1)" in text


def test_preview_where_nothing_can_be_mapped_ends_with_2(glane):
    declare(glane, air=["1,,Atmo"])
    assert glane("source", "preview", "air", "--json").code == 2
    (glane.folder / "air.csv").unlink()
    answer = glane("source", "preview", "air", "--json")
    assert (answer.code, answer.out) == (2, "")
    assert "air.csv" in answer.err


def test_one_record_is_shown_with_what_every_step_saw(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    text = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(f'{text}licence = "producteur"\n')
    glane("harvest")
    (found,) = glane("source", "preview", "air", "--record", "2", "--json").json["records"]
    assert (found["title"], found["state"]) == ("Ozone", "unchanged")
    assert {"field": "licence", "seen": "Atmo", "made": None}.items() <= next(
        seen for seen in found["evidence"] if seen["field"] == "licence"
    ).items()
    text = glane("source", "preview", "air", "--record", "2").out
    assert text.startswith("= Ozone [2]\n    Elle est telle que dans le catalogue.\n")
    assert "    Producteur : Atmo" in text
    answer = glane("source", "preview", "air", "--record", "3")
    assert answer.code == 2
    assert "fiche 3" in answer.err
