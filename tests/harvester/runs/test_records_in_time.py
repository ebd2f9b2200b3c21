"""What becomes of a record over many runs: away for a night, renamed, dated by a source that lies."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from catalogue.errors import RecordGone
from catalogue.store.tables import source_record
from harvester.connector import Page, RawItem
from tests.builders import NOW
from tests.harvester.http.loopback import say
from tests.harvester.runs.fakes import DECLARATION, a_page
from tests.harvester.runs.portal import COLUMNS, portal_of


@pytest.fixture
def clock():
    """A clock that stands at `day` days after the first run."""

    class Clock:
        day = 0

        def __call__(self):
            return NOW + timedelta(days=self.day)

    return Clock()


@pytest.fixture
def stop(station, database_url, clock):
    """A station on either database."""
    return station(database_url, DECLARATION, now=clock)


@pytest.fixture
def dated(station, database_url, clock):
    """The same, of a source that says when a record was modified."""
    options = {"columns": {**COLUMNS, "modified": "modifie"}}
    return station(database_url, DECLARATION | {"options": options}, now=clock)


def harvest_on(stop, clock, day):
    clock.day = day
    report = stop.harvest()
    assert report.status == "complete"
    return report


def ids(stop):
    with stop.database.snapshot() as connection:
        query = select(source_record.c.remote_id, source_record.c.dataset_id)
        return {row.remote_id: row.dataset_id for row in connection.execute(query)}


def test_f11_what_is_away_for_a_night_is_not_missed(stop, listing, clock):
    for day in range(12):
        listing(a_page("a", "b", announced=2) if day % 3 else a_page("a", announced=1))
        report = harvest_on(stop, clock, day)
        assert report.archived == 0
    assert stop.titles() == ["a", "b"]


def test_f11_what_is_away_for_good_leaves_a_page_and_comes_back_to_it(stop, listing, clock):
    listing(a_page("a", "b", announced=2))
    harvest_on(stop, clock, 0)
    address = ids(stop)["b"]
    listing(a_page("a", announced=1))
    assert [harvest_on(stop, clock, day).archived for day in (1, 2, 4, 9)] == [0, 0, 0, 1]
    with stop.database.reading() as reading, pytest.raises(RecordGone):
        reading.get_record(address)
    listing(a_page("a", "b", announced=2))
    harvest_on(stop, clock, 10)
    with stop.database.reading() as reading:
        assert reading.get_record(address).title == "b"


def test_f28_a_new_title_changes_no_address(stop, listing, clock):
    listing(a_page("a", "b", announced=2))
    harvest_on(stop, clock, 0)
    before = ids(stop)
    listing(a_page("b", announced=2, a="Un tout autre titre"))
    assert harvest_on(stop, clock, 1).changed == 1
    assert ids(stop) == before
    with stop.database.reading() as reading:
        assert reading.get_record(before["a"]).title == "Un tout autre titre"


def a_dated_page(title, modified):
    """A page of one row that says when it was modified."""
    row = {"id": "a", "titre": title, "resume": "", "modifie": modified}
    content = json.dumps(row, sort_keys=True).encode()
    item = RawItem(remote_id="a", content=content, media_type="application/json")
    return Page(items=(item,), announced=1)


def feed(stop, since):
    """Return title, date of change and date as shown of what the feed gives since a day of the test."""
    at = (NOW + timedelta(days=since)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with stop.database.reading() as reading:
        entries = reading.list_feed_page(0, 10, at)
    return [(entry.record.title, entry.changed_at[:10], entry.record.modified) for entry in entries]


@pytest.mark.parametrize("lie", ["2999-01-01", "1970-01-01T00:00:00Z", "hier"])
def test_f30_our_own_date_of_change_decides_whatever_the_source_says(dated, listing, clock, lie):
    listing(a_dated_page("Avant", lie))
    harvest_on(dated, clock, 0)
    assert feed(dated, 0) == [("Avant", "2026-11-24", None)]
    assert harvest_on(dated, clock, 1).unchanged == 1
    assert feed(dated, 1) == []
    listing(a_dated_page("Après", lie))
    assert harvest_on(dated, clock, 2).changed == 1
    assert feed(dated, 1) == [("Après", "2026-11-26", None)]


def test_f30_a_date_that_may_be_true_is_shown(dated, listing, clock):
    listing(a_dated_page("Avant", "2026-11-20"))
    harvest_on(dated, clock, 0)
    assert feed(dated, 0) == [("Avant", "2026-11-24", "2026-11-20")]


REMEMBERED = ("run", "run_error", "lease", "http_answer", "known_page")
"""Tables that tell of runs and of answers, not of records."""
PREFIXES = b"""@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""
ONE_WAY = (
    b"<https://p.example/1> a dcat:Dataset ; dct:title 'Air' ; dct:publisher _:p ; dcat:contactPoint _:c .\n"
    b"_:p a foaf:Organization ; foaf:name 'Atmo' . _:c a vcard:Group ; vcard:fn 'Accueil' .\n"
)
ANOTHER_WAY = (
    b"# le 25 novembre 2026\n[] a vcard:Kind .\n"
    b"_:p a vcard:Group ; vcard:fn 'Accueil' . _:b9 foaf:name 'Atmo' ; a foaf:Organization .\n"
    b"<https://p.example/1> dcat:contactPoint _:p ; dct:publisher _:b9 ; dct:title 'Air' ; a dcat:Dataset .\n"
)


def test_f29_the_same_graph_in_other_words_is_no_change(station, database_url):
    with portal_of("dcat", {}) as portal:
        stop = station(database_url, portal.declaration)
        portal.faults[1] = say(PREFIXES + ONE_WAY, headers={"Content-Type": "text/turtle"})
        assert stop.harvest().added == 1
        before = stop.rows(*REMEMBERED)
        portal.faults[1] = say(PREFIXES + ANOTHER_WAY, headers={"Content-Type": "text/turtle"})
        report = stop.harvest()
        assert (report.unchanged, report.changed) == (1, 0)
        assert stop.rows(*REMEMBERED) == before
