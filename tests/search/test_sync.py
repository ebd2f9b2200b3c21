from dataclasses import replace

from catalogue.record import Record
from catalogue.selection import Selection
from search.document import from_record
from search.query import SearchQuery
from search.sync import SyncReport, catch_up, rebuild
from tests.builders import a_record, a_source, a_store, publish_items
from tests.search.fakes import FewZones, MemoryFeed
from tests.search.test_engine import FICHE

ZONES = FewZones()


class OneFiche:
    """A provider of one document, which the change log calls by its id."""

    def list_documents(self, ids):
        return [FICHE] if FICHE.id in ids else []

    def iterate_documents(self):
        return [FICHE]


def feed_of(*titles):
    feed = MemoryFeed()
    feed.put(*(Record(id=f"r{number}", title=title) for number, title in enumerate(titles)))
    return feed


def state_of(engine):
    """Everything that a reader can get."""
    results = engine.search(SearchQuery(sort="title", limit=100, facets=("kind", "publisher")))
    return results.total, results.hits, dict(results.facets), engine.position()


def test_a_new_index_is_built(engine):
    report = catch_up(feed_of("Air", "Bruit"), engine, ZONES)
    assert report == SyncReport(position=2, documents=2, rebuilt=True)
    assert list(engine.iterate_ids(Selection())) == ["r0", "r1"]


def test_changes_are_followed(engine):
    feed = feed_of("Air", "Bruit", "Chaleur")
    catch_up(feed, engine, ZONES)
    feed.put(Record(id="r0", title="Air intérieur"), Record(id="r9", title="Sols"))
    feed.put(Record(id="r0", title="Air extérieur"))
    feed.withdraw("r1")
    report = catch_up(feed, engine, ZONES)
    assert report == SyncReport(position=7, documents=2, deleted=1)
    assert [hit.title for hit in state_of(engine)[1]] == ["Air extérieur", "Chaleur", "Sols"]


def test_following_the_log_and_rebuilding_give_the_same_index(engine, make_engine):
    feed = feed_of("Air", "Bruit", "Chaleur")
    catch_up(feed, engine, ZONES)
    feed.put(Record(id="r5", title="Éléments", keywords=("eau",)), Record(id="r0", title="Zones"))
    feed.withdraw("r2")
    catch_up(feed, engine, ZONES)
    other = make_engine("tantivy")
    assert rebuild(feed, other, ZONES) == SyncReport(position=feed.position(), documents=3, rebuilt=True)
    assert state_of(other) == state_of(engine)


def test_nothing_new_writes_nothing(engine, monkeypatch):
    feed = feed_of("Air")
    catch_up(feed, engine, ZONES)
    monkeypatch.setattr(type(engine), "apply", None)
    monkeypatch.setattr(type(engine), "rebuild", None)
    assert catch_up(feed, engine, ZONES) == SyncReport(position=1)


def test_an_index_ahead_of_the_store_is_rebuilt(engine):
    catch_up(feed_of("Air", "Bruit", "Chaleur"), engine, ZONES)
    report = catch_up(feed_of("Sols"), engine, ZONES)
    assert report == SyncReport(position=1, documents=1, rebuilt=True)
    assert [hit.title for hit in state_of(engine)[1]] == ["Sols"]


def test_what_is_not_active_is_in_no_index(engine):
    feed = feed_of("Air", "Bruit")
    catch_up(feed, engine, ZONES)
    feed.put(replace(feed.records["r0"], status="archived"))
    assert catch_up(feed, engine, ZONES).deleted == 1
    rebuild(feed, engine, ZONES)
    assert list(engine.iterate_ids(Selection())) == ["r1"]


def test_an_empty_store_is_an_empty_index(engine):
    assert catch_up(MemoryFeed(), engine, ZONES) == SyncReport(position=0)
    assert engine.status().documents == 0


def test_other_kinds_come_from_their_providers(engine):
    feed = feed_of("Air")
    catch_up(feed, engine, ZONES, [OneFiche()])
    fiches = SearchQuery(selection=Selection(values={"kind": ("fiche",)}))
    assert engine.search(fiches).total == 1
    feed.log.append(FICHE.id)
    assert catch_up(feed, engine, ZONES, [OneFiche()]) == SyncReport(position=2, documents=1)
    feed.log.append(FICHE.id)
    assert catch_up(feed, engine, ZONES) == SyncReport(position=3, deleted=1)
    assert engine.search(fiches).total == 0


def test_the_store_is_followed(engine, database_url, make_engine):
    source = a_source("air")
    database = a_store(database_url, source)
    items = {str(number): (a_record(title=f"Mesure {number}"), ()) for number in range(5)}
    publish_items(database, source, items)
    with database.reading() as reading:
        assert catch_up(reading, engine, ZONES) == SyncReport(position=5, documents=5, rebuilt=True)
    items["1"] = (a_record(title="Autre mesure"), ())
    items["7"] = (a_record(title="Mesure 7"), ())
    publish_items(database, source, items)
    with database.reading() as reading:
        assert catch_up(reading, engine, ZONES) == SyncReport(position=7, documents=2)
        expected = [from_record(record, zones=ZONES).id for record in reading.iterate_records()]
        assert list(engine.iterate_ids(Selection())) == expected
        other = make_engine("tantivy")
        rebuild(reading, other, ZONES)
    assert state_of(other) == state_of(engine)
    database.close()
