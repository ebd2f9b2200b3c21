"""What would become of the first records of a source: told, and nothing written; on both databases."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import update

from catalogue.store.tables import source_record
from harvester.connector import Page, RawItem, RejectedItem
from harvester.errors import RecordRejected, SourceUnavailable
from harvester.http import GuardedSession
from harvester.preview import LOOKED_THROUGH, Previewer, UnmappedValue, preview, preview_record
from tests.harvester.runs.fakes import DECLARATION, a_page, an_item


@pytest.fixture
def looking(stop):
    """A function that looks at a source of the station."""

    @contextmanager
    def opened(source) -> Iterator[Previewer]:
        with stop.harvester.open_tools(source, Event()) as tools:
            yield Previewer(tools=tools, database=stop.database, context=stop.harvester.context_of(source))

    def look(limit=20, source=stop.source):
        with opened(source) as previewer:
            return preview(source, previewer, limit)

    def look_at(remote_id, source=stop.source):
        with opened(source) as previewer:
            return preview_record(source, previewer, remote_id)

    look.at = look_at
    return look


def states(found):
    return {one.remote_id: one.state for one in found.records}


def test_each_record_is_new_changed_or_unchanged_and_nothing_is_written(stop, listing, looking):
    listing(a_page("a", "b", announced=2))
    stop.harvest()
    listing(a_page("a", "c", announced=3, b="autre titre"))
    before = stop.rows()
    found = looking()
    assert states(found) == {"a": "unchanged", "b": "changed", "c": "new"}
    assert (found.announced, found.rejected, found.ended_early) == (3, (), None)
    changed = next(one for one in found.records if one.remote_id == "b")
    assert [(one.field, one.before, one.after) for one in changed.differences] == [
        ("title", "b", "autre titre")
    ]
    assert stop.rows() == before


def test_a_source_that_was_never_harvested_is_all_new(listing, looking):
    listing(a_page("a", "b", announced=2))
    assert states(looking()) == {"a": "new", "b": "new"}


def test_no_more_is_read_than_is_wanted(listing, looking):
    seen = []

    def pages():
        for number, names in enumerate(("ab", "cd", "ef")):
            seen.append(number)
            yield a_page(*names, announced=6)

    listing(make=pages)
    found = looking(limit=3)
    assert list(states(found)) == ["a", "b", "c"]
    assert (found.announced, seen) == (6, [0, 1])


def test_what_cannot_be_mapped_is_told_with_its_reason(stop, listing, looking):
    unusable = RejectedItem(remote_id="x", kind="unreadable", message="Illisible.", content=b"?")
    page = Page(items=(an_item("a"), an_item("b", "")), rejected=(unusable,), announced=3)
    listing(page)
    found = looking()
    assert states(found) == {"a": "new"}
    assert [(one.remote_id, one.kind) for one in found.rejected] == [("x", "unreadable"), ("b", "no-title")]
    assert found.rejected[1].message != ""


def test_values_that_no_step_knows_are_counted(stop, listing, looking):
    items = tuple(
        RawItem(
            remote_id=str(number),
            content=json.dumps({"id": str(number), "titre": "t", "resume": word}).encode(),
            media_type="application/json",
        )
        for number, word in enumerate(["parfois", "parfois", "souvent"])
    )
    listing(Page(items=items, announced=3))
    columns = {**stop.source.options["columns"], "frequency": ("resume",)}
    found = looking(source=replace(stop.source, options={"columns": columns}))
    assert found.unmapped == (
        UnmappedValue(field="frequency", value="parfois", records=2),
        UnmappedValue(field="frequency", value="souvent", records=1),
    )
    seen = [one for one in found.records[0].evidence if one.field == "frequency"]
    assert [(one.seen, one.made) for one in seen] == [("parfois", None)]


def test_a_record_that_is_archived_would_come_back(stop, listing, looking):
    listing(a_page("a", "b", announced=2))
    stop.harvest()
    with stop.database.writing() as connection:
        gone = update(source_record).where(source_record.c.remote_id == "b")
        connection.execute(gone.values(status="archived"))
    listing(a_page("a", "b", announced=2))
    assert states(looking()) == {"a": "unchanged", "b": "restored"}


def test_a_listing_that_breaks_off_tells_what_came_and_why(listing, looking):
    def broken():
        yield a_page("a", announced=5)
        raise SourceUnavailable("http-status", url="http://127.0.0.1/", status=503)

    listing(make=broken)
    found = looking()
    assert states(found) == {"a": "new"}
    assert found.ended_early.kind == "http-status"
    assert str(found.ended_early).startswith("Source Portail d'essai : ")


def test_a_source_that_brings_nothing_is_an_error(listing, looking):
    def broken():
        raise SourceUnavailable("http-status", url="http://127.0.0.1/", status=503)
        yield

    listing(make=broken)
    with pytest.raises(SourceUnavailable) as error:
        looking()
    assert error.value.facts["source"] == "Portail d'essai"


def test_a_robots_txt_that_closes_the_source_is_told(listing, looking, monkeypatch):
    listing(a_page("a", announced=1))
    assert looking().remarks == ()
    monkeypatch.setattr(GuardedSession, "disallows", lambda _session, url: url == DECLARATION["url"])
    assert ["robots.txt" in remark for remark in looking().remarks] == [True]


def test_an_id_that_comes_twice_is_told_once(listing, looking):
    listing(a_page("a", "a", "b", announced=3))
    assert states(looking()) == {"a": "new", "b": "new"}


def test_one_record_is_made_of_its_kept_original_without_asking_the_source(stop, listing, looking):
    listing(a_page("a", "b", announced=2))
    stop.harvest()
    connector = listing(a_page("a", announced=1))
    found = looking.at("b")
    assert states(found) == {"b": "unchanged"}
    assert (connector.wanted, found.announced) == ([], None)


def test_one_record_that_is_not_kept_is_looked_for_at_the_source(listing, looking):
    listing(a_page("a", "b", announced=4), a_page("c", "d", announced=4))
    found = looking.at("c")
    assert (states(found), found.announced) == ({"c": "new"}, 4)
    listing(Page(items=(), rejected=(RejectedItem(remote_id="x", kind="unreadable", message="?"),)))
    assert [one.remote_id for one in looking.at("x").rejected] == ["x"]


def test_one_record_that_nobody_has_is_told(listing, looking):
    connector = listing(*(a_page(*(f"{page}-{n}" for n in range(100))) for page in range(20)))
    with pytest.raises(RecordRejected) as error:
        looking.at("nobody")
    assert (error.value.kind, error.value.facts["count"]) == ("record-not-found", LOOKED_THROUGH)
    assert len(connector.wanted) == 1
