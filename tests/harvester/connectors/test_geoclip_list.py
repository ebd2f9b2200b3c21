"""Whole lists: their total, their pages, and where they go on."""

import json

import pytest

from harvester.connector import Wanted
from harvester.connectors import geoclip_list
from tests.harvester import replay
from tests.harvester.replay_geoclip import Habits, indicator, observatory, workbook
from tests.harvester.samples import recording

INDICS = [indicator(str(number)) for number in range(7)]
LINES = [["Code", "Dataset", "Libellé"], ["a", "jeu", "A"], ["b", "jeu", "B"]]
FILES = {
    "csv": "\n".join(";".join(line) for line in LINES).encode(),
    "xlsx": workbook(Feuille=LINES),
    "json": json.dumps([dict(zip(LINES[0], line, strict=True)) for line in LINES[1:]]).encode(),
    "the front end's own answer": json.dumps(
        {"content": {"indics": [indicator("a"), indicator("b")]}}
    ).encode(),
}


@pytest.fixture
def harvest(listing):
    def fetch(indics=INDICS, wanted=None, **options):
        with replay.serve(observatory(indics, Habits())) as running:
            keys = {"url": running.url, "options": {"strategy": "list"} | options}
            return listing("geoclip", wanted or Wanted(), **keys)

    return fetch


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(geoclip_list, "PAGE_ITEMS", 3)


def ids(listed):
    return [item.remote_id for item in listed.items]


def test_the_length_of_the_list_is_its_total(harvest, small_pages):
    listed = harvest()
    assert [len(page.items) for page in listed.pages] == [3, 3, 1]
    assert {page.announced for page in listed.pages} == {7}


def test_what_is_left_out_is_not_announced(harvest):
    listed = harvest(exclude=["jeu.6"])
    assert (len(listed.items), listed.announced) == (6, 6)


def test_f24_a_repeated_id_counts_once(harvest):
    listed = harvest([*INDICS, indicator("0", c_lib_indicateur="Autre")])
    assert (len(listed.items), listed.announced) == (8, 7)


def test_what_is_no_entry_counts_and_is_named_once(harvest, small_pages):
    listed = harvest([*INDICS, "x"])
    assert (len(listed.items), len(listed.rejected), listed.announced) == (7, 1, 8)


def test_a_cut_listing_goes_on_where_it_is_still_the_same(harvest, small_pages):
    whole = harvest()
    rest = harvest(wanted=Wanted(cursor=whole.pages[0].cursor))
    assert ids(rest) == ids(whole)[3:]
    assert rest.announced == 7


def test_a_list_that_changed_meanwhile_is_begun_again(harvest, small_pages):
    cursor = harvest().pages[0].cursor
    assert len(harvest(INDICS[1:], wanted=Wanted(cursor=cursor)).items) == 6


def test_a_listing_that_was_read_to_its_end_gives_nothing_more(harvest, small_pages):
    cursor = harvest().pages[-1].cursor
    assert harvest(wanted=Wanted(cursor=cursor)).items == []


@pytest.mark.parametrize("name", FILES)
def test_a_local_file_of_the_operator(listing, tmp_path, name):
    (tmp_path / "liste").write_bytes(FILES[name])
    listed = listing("geoclip", url="https://obs.example.fr", path="liste", options={"strategy": "file"})
    assert (ids(listed), listed.announced, listed.error) == (["jeu.a", "jeu.b"], 2, None)
    assert listed.items[0].remote_url.startswith("https://obs.example.fr/#c=indicator&i=jeu.a")


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_operator_by_its_address(listing, name):
    with replay.serve(replay.files({"/liste": FILES[name]}, "application/octet-stream")) as running:
        options = {"strategy": "file", "file": f"{running.url}/liste"}
        listed = listing("geoclip", url="https://obs.example.fr", options=options)
    assert (ids(listed), listed.error) == (["jeu.a", "jeu.b"], None)


def test_a_file_with_other_headings(listing, tmp_path):
    (tmp_path / "liste.csv").write_bytes(b"x;y\n1;Un\n")
    options = {"strategy": "file", "columns": {"code": "x", "label": "y"}}
    listed = listing("geoclip", url="https://obs.example.fr", path="liste.csv", options=options)
    assert ids(listed) == ["1"]


FAULTS = {
    "a file that is not there": ({"path": "nothing.csv"}, None, "file-missing"),
    "a web page": ({"path": "l"}, replay.HTML, "not-a-catalogue"),
    "json without a list": ({"path": "l"}, b'{"a": 1}', "unexpected-answer"),
    "cut json": ({"path": "l"}, b'[{"a":', "bad-json"),
    "a table of something else": ({"path": "l"}, b"nom commune;population\nLyon;1\n", "missing-column"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_f08_what_is_no_list_is_named(listing, tmp_path, name):
    keys, content, kind = FAULTS[name]
    if content is not None:
        (tmp_path / "l").write_bytes(content)
    listed = listing("geoclip", url="https://obs.example.fr", options={"strategy": "file"}, **keys)
    assert (listed.items, listed.error.kind) == ([], kind)


def test_a_line_of_the_file_becomes_an_indicator(listing, declare, mapped, tmp_path):
    (tmp_path / "liste.csv").write_bytes(recording("geoclip/indicateurs.csv"))
    keys = {"url": "https://obs.example.fr", "path": "liste.csv", "options": {"strategy": "file"}}
    record, other = mapped(declare("geoclip", **keys), listing("geoclip", **keys).items)
    assert record.title == "Part des salariés en emploi précaire (%)"
    assert (record.publisher.name, record.indicator.definition) == ("Insee", "Salariés en contrat court.")
    assert (record.granularities, other.themes) == (("commune", "departement"), ("Offre de soins",))
