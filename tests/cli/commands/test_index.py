import shutil

from tests.cli.commands.test_harvest import declare
from web.legal_documents import LegalDocuments

LAW = len(LegalDocuments().digests())
"""What every index holds beside records."""


def test_status_compares_the_index_with_the_catalogue(demo):
    answer = demo("index", "status", "--json")
    assert answer.code == 0
    assert (answer.json["name"], answer.json["lag"], answer.json["healthy"]) == ("tantivy", 0, True)
    assert answer.json["position"] == answer.json["store_position"] > 0
    assert answer.json["documents"] == len(demo("export").lines) + LAW
    assert "tantivy" in demo("index", "status").out


def test_lost_index_lags_until_it_is_synced(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    glane("harvest")
    shutil.rmtree(glane.folder / "index")
    lagging = glane("index", "status", "--json")
    assert (lagging.code, lagging.json["lag"]) == (1, LAW + 2)
    assert glane("doctor").code == 1
    synced = glane("index", "sync", "--json")
    assert synced.code == 0
    assert synced.json["documents"] == synced.json["position"] == LAW + 2
    assert glane("index", "status").code == 0
    assert glane("index", "sync", "--json").json["documents"] == 0


def test_rebuild_indexes_everything_again(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    glane("harvest")
    answer = glane("index", "rebuild", "--json")
    assert (answer.json["documents"], answer.json["rebuilt"]) == (LAW + 2, True)
    assert f"{LAW + 2} fiches" in glane("index", "rebuild").out
    assert glane("search", "ozone", "--json").json["total"] == 1


def test_unreachable_engine_is_told(glane, monkeypatch):
    declare(glane, air=["1,Air,Atmo"])
    monkeypatch.setenv("GLANE_SEARCH__ENGINE", "elasticsearch")
    monkeypatch.setenv("GLANE_SEARCH__ELASTICSEARCH__URLS", "http://127.0.0.1:9")
    harvest = glane("harvest", "--json")
    assert harvest.code == 1
    assert harvest.json["runs"][0]["status"] == "complete"
    assert "glane index sync" in harvest.err
    search = glane("search", "air")
    assert (search.code, search.out) == (2, "")
    assert "glane index status" in search.err
    status = glane("index", "status", "--json")
    assert (status.code, status.json["healthy"]) == (1, False)
