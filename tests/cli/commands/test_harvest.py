import rdflib

INVENTORY = """\
[[sources]]
id = "gd4h"
kind = "table"
path = "{path}"
[sources.options]
separator = "|"
[sources.options.columns]
id = ["name", "acronym"]
title = "name"
acronym = "acronym"
description = "description"
publisher = "organizations"
keywords = ["subthematic", "exposure_factor"]
licence = "license_name"
territories = "administrative_territory_coverage"
granularities = "geographical_information_level"
temporal = "year"
frequency = "update_frequency"
landing_page = "url"
"""
TABLE = """\
[[sources]]
id = "{id}"
kind = "table"
path = "{id}.csv"
[sources.options.columns]
id = "code"
title = "titre"
publisher = "producteur"
"""


def declare(glane, **tables):
    """Declare a source per table, whose rows are the values `code,titre,producteur`."""
    glane.configure("\n".join(TABLE.format(id=name) for name in tables))
    for name, rows in tables.items():
        text = "\n".join(["code,titre,producteur", *rows]) + "\n"
        (glane.folder / f"{name}.csv").write_text(text, "utf-8")
    assert glane("init").code == 0


def test_inventory_of_gd4h_is_harvested_whole(glane, real_files):
    (path,) = real_files("data/gd4h/datasets_fr.csv")
    glane.configure(INVENTORY.format(path=path))
    glane("init")
    answer = glane("harvest", "--json")
    assert answer.code == 0, answer.err
    (report,) = answer.json["runs"]
    assert (report["listed"], report["added"], report["rejected"]) == (116, 116, 0)
    exported = glane("export", "--format", "jsonl").lines
    assert len({record["id"] for record in exported}) == 116
    assert [
        record["id"] for record in exported if not record["title"] or not record["publisher"]["name"]
    ] == []
    source_records = glane("export", "--source-records").lines
    assert len({line["remote_id"] for line in source_records}) == 116
    for record in exported[:3]:
        shown = glane("show", record["id"], "--format", "ttl")
        graph = rdflib.Graph().parse(data=shown.out, format="turtle")
        titles = {str(title) for title in graph.objects(None, rdflib.DCTERMS.title)}
        assert record["title"] in titles
    again = glane("harvest", "gd4h", "--full", "--json").json["runs"][0]
    assert (again["unchanged"], again["added"], again["changed"]) == (116, 0, 0)


def test_named_sources_are_harvested_and_no_other(glane):
    declare(glane, air=["1,Air,Atmo"], eau=["1,Eau,ARS"])
    answer = glane("harvest", "eau", "--json")
    assert answer.code == 0
    assert [report["source"] for report in answer.json["runs"]] == ["eau"]
    assert [record["title"] for record in glane("export").lines] == ["Eau"]


def test_without_a_name_every_enabled_source_is_harvested(glane):
    declare(glane, air=["1,Air,Atmo"], eau=["1,Eau,ARS"])
    path = glane.folder / "glane.toml"
    path.write_text(path.read_text("utf-8").replace('id = "eau"\n', 'id = "eau"\nenabled = false\n'), "utf-8")
    assert [report["source"] for report in glane("harvest", "--json").json["runs"]] == ["air"]
    assert [report["source"] for report in glane("harvest", "eau", "--json").json["runs"]] == ["eau"]


def test_rejected_row_ends_with_1_and_is_named(glane):
    declare(glane, air=[f"{number},Air {number},Atmo" for number in range(9)] + ["9,,Atmo"])
    answer = glane("harvest", "--json")
    assert answer.code == 1
    (report,) = answer.json["runs"]
    assert (report["added"], report["rejected"]) == (9, 1)
    assert report["errors"][0]["remote_id"] == "9"
    assert report["errors"][0]["message"]
    assert answer.err.count("air / 9 : La fiche n'a pas de titre") == 1


def test_source_that_fails_alone_ends_with_2_and_beside_another_with_1(glane):
    declare(glane, air=["1,Air,Atmo"], eau=["1,Eau,ARS"])
    (glane.folder / "eau.csv").unlink()
    assert glane("harvest", "eau").code == 2
    answer = glane("harvest", "--json")
    assert answer.code == 1
    assert {report["source"]: report["status"] for report in answer.json["runs"]} == {
        "air": "complete",
        "eau": "failed",
    }
    assert "eau" in answer.err


def test_unknown_source_is_told_with_the_known_ones(glane):
    declare(glane, air=["1,Air,Atmo"])
    answer = glane("harvest", "aire")
    assert (answer.code, answer.out) == (2, "")
    assert "« aire »" in answer.err
    assert "air." in answer.err


def test_nothing_declared_is_told_with_the_file_to_edit(glane):
    glane("init")
    answer = glane("harvest")
    assert answer.code == 2
    assert str(glane.folder / "glane.toml") in answer.err


def test_people_read_a_table_and_messages_apart(glane):
    declare(glane, air=["1,Air,Atmo"])
    answer = glane("harvest")
    assert "inchangées" in answer.out
    assert "complète" in answer.out
    assert "air : publication" in answer.err
