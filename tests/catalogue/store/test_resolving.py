"""Which dataset a source record belongs to, on SQLite and on PostgreSQL."""

import itertools

import pytest

from catalogue.errors import RecordGone
from catalogue.identity import mint_id
from tests.builders import a_record, a_source, a_store, publish_items

AIR = a_source("air", rank=20)
EAU = a_source("eau", rank=10)
SOL = a_source("sol", rank=30)
URI = "uri:https://donnees.example.org/jeu/1"


@pytest.fixture
def database(database_url):
    opened = a_store(database_url, AIR, EAU, SOL)
    yield opened
    opened.close()


def ids(database):
    with database.reading() as reading:
        return {
            record.id: [item.source for item in record.provenance] for record in reading.iterate_records()
        }


def test_an_id_is_minted_from_the_resource_uri(database):
    publish_items(database, AIR, {"1": (a_record(), [URI])})
    assert ids(database) == {mint_id(URI): ["air"]}


def test_without_a_uri_an_id_is_minted_from_the_remote_id_and_no_port(database):
    publish_items(database, AIR, {"1": (a_record(), ["file:1"])})
    assert ids(database) == {mint_id("dcat:127.0.0.1/air:1"): ["air"]}


def test_twins_of_a_uri_in_one_source_stay_two(database):
    publish_items(database, AIR, {"1": (a_record(), [URI]), "2": (a_record(), [URI])})
    assert set(ids(database)) == {mint_id("dcat:127.0.0.1/air:1"), mint_id("dcat:127.0.0.1/air:2")}


def test_a_later_twin_takes_the_second_form(database):
    publish_items(database, AIR, {"1": (a_record(), [URI])})
    publish_items(database, AIR, {"1": (a_record(), [URI]), "2": (a_record(), [URI])})
    assert set(ids(database)) == {mint_id(URI), mint_id("dcat:127.0.0.1/air:2")}


@pytest.mark.parametrize("key", [URI, "file:fr-1", "code:fr-120066022/1"])
def test_an_equal_key_shares_the_dataset(database, key):
    publish_items(database, AIR, {"1": (a_record(title="air"), [key])})
    publish_items(database, EAU, {"9": (a_record(title="eau"), [key])})
    (sources,) = ids(database).values()
    assert sources == ["eau", "air"]


@pytest.mark.parametrize("order", list(itertools.permutations([0, 1, 2])))
def test_the_order_of_harvests_decides_nothing(database, order):
    listings = [
        (AIR, {"1": (a_record(title="air"), ["uri:http://a.example.org/1", "file:x"])}),
        (EAU, {"2": (a_record(title="eau"), ["uri:http://e.example.org/2", "file:x"])}),
        (SOL, {"3": (a_record(title="sol"), ["uri:http://s.example.org/3", "file:x"])}),
    ]
    for number in order:
        publish_items(database, *listings[number])
    assert ids(database) == {mint_id("uri:http://e.example.org/2"): ["eau", "air", "sol"]}
    with database.reading() as reading:
        (record,) = reading.iterate_records()
    assert (record.title, record.field_sources["title"]) == ("eau", "eau")


def test_what_was_merged_says_where_it_went(database):
    publish_items(database, AIR, {"1": (a_record(), ["uri:http://a.example.org/1", "file:x"])})
    publish_items(database, EAU, {"2": (a_record(), ["uri:http://e.example.org/2", "file:x"])})
    with database.reading() as reading:
        with pytest.raises(RecordGone) as gone:
            reading.get_record(mint_id("uri:http://a.example.org/1"))
        assert gone.value.moved_to == mint_id("uri:http://e.example.org/2")
        assert sorted(change.change for change in reading.list_changes(1, 9)) == ["added", "merged"]


def test_two_records_of_one_source_never_merge_by_themselves(database):
    publish_items(database, AIR, {"1": (a_record(), ["file:x"]), "2": (a_record(), ["file:y"])})
    publish_items(database, EAU, {"3": (a_record(), ["file:x", "file:y"])})
    shared = sorted(ids(database).values())
    assert shared == [["air"], ["eau", "air"]]


def test_a_key_that_is_not_unique_in_its_source_merges_nothing(database):
    publish_items(database, AIR, {"1": (a_record(), ["file:x"])})
    publish_items(database, EAU, {"2": (a_record(), ["file:x"]), "3": (a_record(), ["file:x"])})
    assert sorted(ids(database).values()) == [["air"], ["eau"], ["eau"]]


def test_a_key_learnt_later_merges_then(database):
    publish_items(database, AIR, {"1": (a_record(), ["file:x"])})
    publish_items(database, EAU, {"2": (a_record(title="v1"), ["file:other"])})
    assert len(ids(database)) == 2
    publish_items(database, EAU, {"2": (a_record(title="v2"), ["file:other", "file:x"])})
    assert list(ids(database).values()) == [["eau", "air"]]


def test_a_publication_in_between_is_seen(database):
    def be_overtaken():
        publish_items(database, EAU, {"9": (a_record(title="eau"), ["file:x"])})

    publish_items(database, AIR, {"1": (a_record(title="air"), ["file:x"])}, between=be_overtaken)
    assert list(ids(database).values()) == [["eau", "air"]]
