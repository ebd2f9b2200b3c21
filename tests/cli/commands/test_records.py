import csv
import io
import json

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from cli.portals import PORTALS

SYNTAXES = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
CATALOGUE = "http://localhost/donnees/"


@pytest.fixture
def some_ids(demo):
    return [hit["id"] for hit in demo("search", "air", "--json", "--limit", 3).json["hits"]]


def test_show_gives_the_record(demo, some_ids):
    for record_id in some_ids:
        record = demo("show", record_id).json
        assert record["id"] == record_id
        assert record["title"]
        assert record["publisher"]["name"]
        assert demo("show", record_id, "--json").json == record


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD reader uses it
def test_show_says_the_same_in_every_rdf_syntax(demo, some_ids):
    for record_id in some_ids:
        graphs = []
        for name, syntax in SYNTAXES.items():
            answer = demo("show", record_id, "--format", name)
            assert answer.code == 0
            graphs.append(rdflib.Graph().parse(data=answer.out, format=syntax))
        assert len(graphs[0]) > 5
        assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


def test_show_of_an_unknown_record_is_told(demo):
    answer = demo("show", "no-such-id", "--format", "ttl")
    assert (answer.code, answer.out) == (2, "")
    assert "no-such-id" in answer.err


def test_export_gives_back_every_record_as_show_does(demo):
    exported = demo("export").lines
    assert len(exported) == demo("search", "--json").json["total"] >= 150
    for record in exported[::40]:
        assert record == demo("show", record["id"]).json


def test_source_records_name_their_dataset(demo):
    lines = demo("export", "--source-records").lines
    datasets = {record["id"] for record in demo("export").lines}
    assert {line["dataset"] for line in lines} == datasets
    assert len(lines) > len(datasets)  # one dataset stands in two portals
    assert {line["source"] for line in lines} == {portal.id for portal in PORTALS}
    assert all(line["record"]["title"] and line["remote_id"] for line in lines)


def test_csv_opens_in_a_spreadsheet(demo):
    text = demo("export", "--format", "csv").out
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    records = demo("export").lines
    assert [row["id"] for row in rows] == [record["id"] for record in records]
    assert [row["title"] for row in rows] == [record["title"] for record in records]


@pytest.mark.parametrize("name", ["nt", "ttl", "jsonld"])
def test_rdf_exports_hold_every_record(demo, name):
    text = demo("export", "--format", name).out
    store = pyoxigraph.Store()
    syntax = {"nt": "N_TRIPLES", "ttl": "TURTLE", "jsonld": "JSON_LD"}[name]
    store.load(text.encode(), format=getattr(pyoxigraph.RdfFormat, syntax))
    subjects = {quad.subject.value for quad in store if quad.subject.value.startswith(CATALOGUE)}
    ids = {record["id"] for record in demo("export").lines}
    assert {subject.removeprefix(CATALOGUE).partition("#")[0] for subject in subjects} == ids


def test_output_is_a_file_that_is_whole_or_not_there(demo, tmp_path):
    target = tmp_path / "catalogue.jsonl"
    answer = demo("export", "--output", target)
    assert (answer.code, answer.out) == (0, "")
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == demo("export").lines
    answer = demo("export", "--output", tmp_path / "nowhere/catalogue.jsonl")
    assert answer.code == 2
    assert "nowhere/catalogue.jsonl ne peut pas être écrit (introuvable)" in answer.err
    assert list(tmp_path.glob("*.part")) == []


def test_subjects_begin_with_the_public_address(demo, monkeypatch):
    monkeypatch.setenv("GLANE_WEB__PUBLIC_URL", "https://catalogue.example.org/sante/")
    text = demo("export", "--format", "nt").out
    assert "<https://catalogue.example.org/sante/donnees/" in text
    assert "<http://localhost/" not in text
