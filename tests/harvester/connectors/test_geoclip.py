"""An observatory by whichever way it opens, and the ids that all ways share."""

import json
from dataclasses import replace

import pytest

from catalogue.record_json import to_json
from cli.portals.geoclip_app import PORTAL, build_geoclip_app
from cli.portals.samples import load_samples
from cli.portals.server import serve as serve_app
from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import SourceInvalid, SourceMisbehaved, SourceUnavailable
from harvester.sources import parse_source
from tests.harvester import replay
from tests.harvester.replay_geoclip import Habits, indicator, observatory
from tests.harvester.samples import GOLDEN, recording

INDICS = [indicator(code) for code in ("a", "b", "c")]


def with_csw(*records, root="", **habits):
    """An observatory whose catalogue is switched on."""
    catalogue, lists = replay.csw(records), observatory(INDICS, Habits(**habits), root)
    return lambda asked: catalogue(asked) if asked.path == f"{root}/services/csw/" else lists(asked)


@pytest.fixture
def harvest(listing):
    def fetch(portal, wanted=None, below="/", **keys):
        with replay.serve(portal) as running:
            return listing("geoclip", wanted or Wanted(), url=running.url + below, **keys), running

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def test_auto_reads_the_catalogue_where_there_is_one(harvest):
    listed, running = harvest(with_csw(recording("geoclip/record.xml")))
    assert (ids(listed), listed.announced) == (["emp_act.pt_pxx_ouv1564"], 1)
    assert {asked.path for asked in running.asked} == {"/services/csw/"}


def test_auto_reads_the_list_where_there_is_none(harvest):
    listed, _ = harvest(observatory(INDICS))
    assert (ids(listed), listed.announced, listed.error) == (["jeu.a", "jeu.b", "jeu.c"], 3, None)


def test_auto_reads_the_list_where_the_catalogue_is_empty(harvest):
    listed, _ = harvest(with_csw())
    assert ids(listed) == ["jeu.a", "jeu.b", "jeu.c"]


def test_auto_reads_the_file_where_nothing_else_opens(listing, tmp_path):
    (tmp_path / "liste.csv").write_bytes(recording("geoclip/indicateurs.csv"))
    with replay.serve(observatory(INDICS, Habits(list_obs=()))) as running:
        listed = listing("geoclip", url=running.url, path="liste.csv")
    assert (ids(listed), listed.announced) == (["pop_active_sal.tx_emploiprec", "prox.dist"], 2)


def test_without_a_file_the_list_says_why_it_did_not_open(harvest):
    listed, _ = harvest(observatory(INDICS, Habits(list_obs=())))
    assert listed.error.kind == "service-off"


def test_a_portal_that_is_away_is_not_tried_in_three_ways(listing):
    listed = listing("geoclip", url="http://127.0.0.1:9/")
    assert isinstance(listed.error, SourceUnavailable)
    assert listed.error.kind == "unreachable"


def test_an_observatory_below_a_path(harvest):
    listed, running = harvest(observatory(INDICS, root="/outils/carte"), below="/outils/carte/#c=home")
    assert len(listed.items) == 3
    assert listed.items[0].remote_url == f"{running.url}/outils/carte/#c=indicator&i=jeu.a"


def test_every_way_gives_the_same_ids(listing, tmp_path):
    sample = load_samples("geoclip")
    app = replace(PORTAL, build_app=lambda: build_geoclip_app(sample, has_csw=True))
    lines = [f"{each.identifier};{each.title}" for each in sample.samples]
    (tmp_path / "liste.csv").write_text("\n".join(["code;libelle", *lines]), "utf-8")
    with serve_app([app], {app.id: 0}) as (running,):
        found = {
            way: set(ids(listing("geoclip", url=running.url, options={"strategy": way}, **more)))
            for way, more in (("csw", {}), ("list", {}), ("file", {"path": "liste.csv"}))
        }
    assert found["csw"] == found["list"] == found["file"] == {each.identifier for each in sample.samples}


def test_a_cut_listing_goes_on_by_the_way_it_began(harvest):
    cursor = json.dumps({"way": "list", "at": None})
    listed, running = harvest(with_csw(recording("geoclip/record.xml")), Wanted(cursor=cursor))
    assert ids(listed) == ["jeu.a", "jeu.b", "jeu.c"]
    assert "/services/csw/" not in {asked.path for asked in running.asked}


@pytest.mark.parametrize("cursor", ["", "{", "[]", '{"way": "tjs", "at": "x"}', '{"way": "list"}', "3"])
def test_a_cursor_that_says_nothing_means_the_beginning(harvest, cursor):
    listed, _ = harvest(observatory(INDICS), Wanted(cursor=cursor))
    assert len(listed.items) == 3


def test_probe_tells_which_way_opens(tools, declare):
    with replay.serve(observatory(INDICS)) as running:
        probe = CONNECTORS["geoclip"].probe(
            declare("geoclip", url=running.url, options={"sheet": True}), tools
        )
    assert (probe.software, probe.announced) == ("Géoclip", 3)
    assert "« list »" in probe.remarks[0]
    assert probe.abilities == {"total", "resume"}
    assert not any("download" in asked.path for asked in running.asked)


GOLDENS = {
    "geoclip-dataset.json": ({"strategy": "list", "group_by": "dataset"}, {}),
    "geoclip-file.json": ({"strategy": "file"}, {"path": "liste.csv"}),
}


@pytest.mark.parametrize("name", GOLDENS)
def test_each_way_has_its_golden_record(harvest, declare, mapped, tmp_path, name):
    options, keys = GOLDENS[name]
    (tmp_path / "liste.csv").write_bytes(recording("geoclip/indicateurs.csv"))
    answers = {"/GC_listIndics.php": "list.json", "/GC_init.php": "init.json"}
    portal = replay.files({path: recording(f"geoclip/{file}") for path, file in answers.items()}, "text/html")
    listed, running = harvest(portal, options=options, **keys)
    record, *_ = mapped(declare("geoclip", url="https://o.example.fr", options=options, **keys), listed.items)
    said = json.dumps(to_json(record), ensure_ascii=False).replace(running.url, "https://o.example.fr")
    assert json.loads(said) == json.loads((GOLDEN / name).read_text("utf-8"))


OPTIONS = [
    ({"strategy": "tjs"}, "permis : auto, csw, list, file"),
    ({"deep_link_template": "javascript:alert(1)"}, "doit commencer par {base}, http://, https://"),
    ({"deep_link_template": "{base}/{password}"}, "« {password} » n'est pas permis (permis : {base}"),
    ({"report_template": "{base}/{selgeo}"}, "{selgeo2}, {view}) (vouliez-vous dire « {selgeo2} » ?)"),
    ({"strategy": "file"}, "l'adresse de la liste que lit la stratégie file est attendue, ou path"),
    ({"strategy": "file", "file": ""}, "options.file : l'adresse de la liste"),
    ({"columns": {"lable": "x"}}, "options.columns.lable : clé inconnue (vouliez-vous dire « label » ?)"),
    ({"group_by": "dataset", "strategy": "csw"}, "demande la stratégie list ou file"),
    ({"group_by": "dataset", "sheet": True}, "indicateur par indicateur"),
    ({"sheet_limit": 0}, "hors des bornes"),
    ({"csw": {"page_sise": 1}}, "clé inconnue"),
]


@pytest.mark.parametrize(("options", "fault"), OPTIONS)
def test_options_that_do_not_fit_stop_the_start(declare, options, fault):
    with pytest.raises(SourceInvalid) as caught:
        declare("geoclip", url="https://obs.example.fr", options=options)
    assert fault in str(caught.value)


def test_a_file_beside_the_portal_changes_no_namespace(tmp_path):
    declaration = {"id": "o", "kind": "geoclip", "url": "https://obs.example.fr/carte", "path": "liste.csv"}
    source = parse_source(declaration, tmp_path)
    assert source.path == str(tmp_path / "liste.csv")
    assert source.namespace == "geoclip:obs.example.fr/carte"


def test_a_file_without_the_portal_is_refused(tmp_path):
    with pytest.raises(SourceInvalid) as caught:
        parse_source({"id": "o", "kind": "geoclip", "path": "liste.csv"}, tmp_path)
    assert caught.value.faults == ("url : cette clé est obligatoire pour une source de type geoclip",)


def test_every_way_that_fails_is_told_by_the_last(harvest):
    listed, _ = harvest(replay.always(b"<html><body>bonjour</body></html>"))
    assert isinstance(listed.error, SourceMisbehaved)
    assert listed.error.kind == "not-a-catalogue"
