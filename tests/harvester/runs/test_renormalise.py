"""Stored originals mapped anew: what changed is published, what cannot be mapped stays; on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from catalogue.store.leases import find_lease
from catalogue.store.runs import ask_to_stop
from catalogue.store.tables import lease, record_version, run, source_record, staged_item, version_key
from harvester import renormalise as module
from harvester.decisions import roll_back
from harvester.errors import SourceUnavailable
from harvester.heartbeat import Limits
from harvester.progress import NoProgress
from harvester.renormalise import Renormaliser, rehearse, renormalise
from harvester.run import harvest
from harvester.staging import fingerprint
from tests.builders import NOW
from tests.harvester.runs.fakes import DECLARATION, a_page

WRITTEN = ("lease", "run")
"""Tables that tell of the work itself."""


@pytest.fixture
def stop(station, database_url, clock):
    return station(database_url, DECLARATION, now=clock)


@pytest.fixture
def renormaliser(stop, parser):
    """New mappings of the station."""
    return Renormaliser(
        database=stop.database,
        gateway=parser,
        context_of=stop.harvester.context_of,
        progress=NoProgress(),
        now=stop.harvester.now,
        limits=Limits(look_every=0.01),
    )


@pytest.fixture
def three(stop, listing):
    """Three published records, which name no publisher: the title of the source stands in."""
    listing(a_page("a", "b", "c", announced=3), incremental=True)
    assert stop.harvest().status == "complete"
    return stop


def renamed(source):
    """Return the source under another title: every record that names no publisher changes."""
    return replace(source, title="Nouveau nom")


def with_columns(source, **columns):
    """Return the source with other columns."""
    named = {field: (column,) for field, column in columns.items()}
    return replace(source, options={"columns": {**source.options["columns"], **named}})


def without_titles(source):
    """Return the source with a declaration by which no original has a title any more."""
    return with_columns(source, title="resume")


def publishers(stop):
    with stop.database.reading() as reading:
        return {record.title: record.publisher.name for record in reading.iterate_records()}


def statuses(stop):
    with stop.database.snapshot() as connection:
        query = select(source_record.c.remote_id, source_record.c.status, source_record.c.absent_runs)
        return {row.remote_id: (row.status, row.absent_runs) for row in connection.execute(query)}


def position(stop):
    with stop.database.reading() as reading:
        return reading.position()


def test_what_a_new_declaration_changes_is_published_and_told_field_by_field(three, renormaliser):
    done = renormalise(renamed(three.source), renormaliser)
    report = done.report
    assert (report.status, report.listed, report.changed, report.unchanged) == ("complete", 3, 3, 0)
    assert (report.requests, report.bytes, report.added, report.absent) == (0, 0, 0, 0)
    (change,) = done.changes
    assert (change.field, change.records, len(change.examples)) == ("publisher", 3, 3)
    first = change.examples[0]
    assert (first.remote_id, first.before, first.after) == (
        "a",
        {"name": "Portail d'essai"},
        {"name": "Nouveau nom"},
    )
    assert set(publishers(three).values()) == {"Nouveau nom"}
    with three.database.reading() as reading:
        kept = reading.find_run(report.run)
        changed = [change.change for change in reading.list_changes(3, 10)]
    assert (kept.kind, kept.published, kept.report) == ("renormalise", True, report)
    assert changed == ["changed"] * 3
    three.assert_whole()


def test_where_nothing_changes_nothing_is_written(three, renormaliser):
    before = three.rows(*WRITTEN)
    done = renormalise(three.source, renormaliser)
    assert (done.report.status, done.report.unchanged, done.changes) == ("complete", 3, ())
    assert three.rows(*WRITTEN) == before
    with three.database.reading() as reading:
        assert reading.find_run(done.report.run).published is False


def test_only_what_changed_is_written(stop, listing, renormaliser):
    listing(a_page("a", "b", announced=2))
    stop.harvest()
    spoken = with_columns(stop.source, publisher="titre")
    renormalise(spoken, renormaliser)
    with stop.database.snapshot() as connection:
        count = len(connection.scalars(select(record_version.c.id)).all())
    assert count == 4
    at = position(stop)
    listing(a_page("a", "b", announced=2))
    report = harvest(spoken, stop.harvester)
    assert (report.unchanged, report.changed, position(stop)) == (2, 0, at)
    with stop.database.snapshot() as connection:
        assert len(connection.scalars(select(record_version.c.id)).all()) == 4


def test_what_stays_as_it_is_holds_under_the_new_declaration_without_a_new_version(three, renormaliser):
    other = replace(three.source, options={**three.source.options, "separator": "|"})
    at = position(three)
    done = renormalise(other, renormaliser)
    assert (done.report.unchanged, done.report.changed) == (3, 0)
    with three.database.snapshot() as connection:
        mappings = connection.scalars(select(record_version.c.mapping)).all()
    assert mappings == [fingerprint(other)] * 3
    assert position(three) == at


def test_a_rehearsal_writes_nothing_and_tells_the_same(three, renormaliser):
    before = three.rows()
    told = rehearse(renamed(three.source), renormaliser)
    assert (told.report.run, told.report.listed, told.report.changed) == (0, 3, 3)
    assert three.rows() == before
    done = renormalise(renamed(three.source), renormaliser)
    assert done.changes == told.changes


def test_originals_that_can_no_longer_be_mapped_keep_their_record_and_are_told(three, renormaliser):
    before = three.rows(*WRITTEN, "run_error")
    rehearsed = rehearse(without_titles(three.source), renormaliser)
    done = renormalise(without_titles(three.source), renormaliser)
    assert (done.report.status, done.report.rejected, done.report.changed) == ("complete", 3, 0)
    assert [(error.remote_id, error.kind) for error in done.report.errors] == [
        ("a", "no-title"),
        ("b", "no-title"),
        ("c", "no-title"),
    ]
    assert [error.remote_id for error in rehearsed.report.errors] == ["a", "b", "c"]
    assert three.titles() == ["a", "b", "c"]
    assert three.rows(*WRITTEN, "run_error") == before


def test_a_new_mapping_can_be_rolled_back(three, renormaliser, clock):
    before = publishers(three)
    done = renormalise(renamed(three.source), renormaliser)
    assert publishers(three) != before
    assert roll_back(three.database, three.source, done.report.run, clock) == 3
    assert publishers(three) == before
    three.assert_whole()


def test_absences_stay_as_they_were_and_archived_records_stay_archived(stop, listing, renormaliser, clock):
    listing(a_page("a", "b", "c", announced=3))
    stop.harvest()
    for _run in range(4):
        clock.wait(days=4)
        listing(a_page("a", "b", announced=2))
        assert stop.harvest().status == "complete"
    clock.wait(days=4)
    listing(a_page("a", announced=1))
    stop.harvest()
    before = statuses(stop)
    assert before == {"a": ("active", 0), "b": ("active", 1), "c": ("archived", 3)}
    done = renormalise(renamed(stop.source), renormaliser)
    assert (done.report.listed, done.report.changed) == (3, 3)
    assert statuses(stop) == before
    assert publishers(stop) == {"a": "Nouveau nom", "b": "Nouveau nom"}
    with stop.database.snapshot() as connection:
        records = connection.scalars(
            select(record_version.c.record)
            .join(source_record, source_record.c.version_id == record_version.c.id)
            .where(source_record.c.remote_id == "c")
        ).all()
    assert "Nouveau nom" in records[0]
    stop.assert_whole()


def test_keys_that_are_new_are_kept_though_the_record_says_the_same(three, renormaliser):
    with three.database.writing() as connection:
        connection.execute(version_key.delete())
        first = select(record_version.c.id).order_by(record_version.c.id).limit(1).scalar_subquery()
        connection.execute(version_key.insert().values(version_id=first, position=0, key="uri:old"))
    done = renormalise(three.source, renormaliser)
    assert (done.report.unchanged, done.report.changed) == (3, 0)
    with three.database.snapshot() as connection:
        current = select(version_key.c.key).join(
            source_record, source_record.c.version_id == version_key.c.version_id
        )
        assert "uri:old" not in connection.scalars(current).all()
    three.assert_whole()


def test_nobody_renormalises_what_somebody_harvests(three, renormaliser, clock):
    with three.database.writing() as connection:
        assert find_lease(connection, "source/portail", clock)
    with pytest.raises(SourceUnavailable) as busy:
        renormalise(three.source, renormaliser)
    assert busy.value.kind == "source-busy"
    with three.database.reading() as reading:
        assert len(reading.list_runs()) == 1


class Stopping(NoProgress):
    """Somebody who asks for a stop as soon as the first page is mapped, and waits until that is heard."""

    def __init__(self, database):
        self._database = database

    def listed(self, source_id, _listed, _announced):
        with self._database.reading() as reading:
            running = reading.list_runs(1, source_id)[0]
        with self._database.writing() as connection:
            assert ask_to_stop(connection, running.id)


def test_a_run_that_is_told_to_stop_publishes_nothing(three, renormaliser, monkeypatch):
    monkeypatch.setattr(module, "iterate_remapped", repeated(module.iterate_remapped))
    before = three.rows(*WRITTEN, "run_error")
    done = renormalise(renamed(three.source), replace(renormaliser, progress=Stopping(three.database)))
    assert (done.report.status, done.report.changed, done.changes) == ("interrupted", 0, ())
    assert [error.kind for error in done.report.errors] == ["replay-stopped"]
    assert three.rows(*WRITTEN, "run_error") == before


def repeated(iterate):
    """Return an iteration whose empty pages never end after the first real one: until it is stopped."""

    def forever(*arguments):
        yield from iterate(*arguments)
        while True:
            yield []

    return forever


def test_a_run_that_breaks_off_leaves_nothing(three, renormaliser, monkeypatch):
    def broken(*arguments):
        yield from iterate(*arguments)
        raise KeyboardInterrupt

    iterate = module.iterate_remapped
    monkeypatch.setattr(module, "iterate_remapped", broken)
    before = three.rows(*WRITTEN)
    with pytest.raises(KeyboardInterrupt):
        renormalise(renamed(three.source), renormaliser)
    assert three.rows(*WRITTEN) == before
    with three.database.reading() as reading:
        assert reading.list_runs()[0].status == "interrupted"
    three.assert_whole()


def test_what_a_killed_run_staged_is_swept_by_the_next(three, renormaliser, monkeypatch):
    monkeypatch.setattr(module._Replay, "_publish", raise_system_exit)
    monkeypatch.setattr(module._Replay, "break_off", lambda _self: None)
    with pytest.raises(SystemExit):
        renormalise(renamed(three.source), renormaliser)
    with three.database.snapshot() as connection:
        assert len(connection.execute(staged_item.select()).all()) == 3
    monkeypatch.undo()
    renormalise(three.source, renormaliser)
    with three.database.snapshot() as connection:
        assert connection.execute(staged_item.select()).all() == []
        assert len(connection.execute(record_version.select()).all()) == 3


def raise_system_exit(_self):
    raise SystemExit


def test_two_workers_never_publish_both(three, renormaliser, monkeypatch, clock):
    def robbed(*arguments):
        yield from iterate(*arguments)
        clock.wait(days=1)
        with three.database.writing() as connection:
            connection.execute(update(lease).values(owner="elsewhere/1/1"))

    iterate = module.iterate_remapped
    monkeypatch.setattr(module, "iterate_remapped", robbed)
    with pytest.raises(SourceUnavailable) as busy:
        renormalise(renamed(three.source), renormaliser)
    assert busy.value.kind == "source-busy"
    assert set(publishers(three).values()) == {"Portail d'essai"}


def test_after_a_changed_declaration_the_next_harvest_reads_in_full(three, listing, clock):
    clock.wait(days=1)
    connector = listing(a_page("a", "b", "c", announced=3), incremental=True)
    assert harvest(renamed(three.source), three.harvester).full is True
    assert connector.wanted[0].since is None


def test_after_a_new_mapping_the_next_harvest_reads_what_changed_since_the_last(
    three, renormaliser, listing, clock
):
    clock.wait(days=1)
    renormalise(renamed(three.source), renormaliser)
    clock.wait(days=1)
    connector = listing(a_page(announced=3, present=("a", "b", "c")), incremental=True)
    report = harvest(renamed(three.source), three.harvester)
    assert (report.status, report.full, report.unchanged) == ("complete", False, 3)
    assert connector.wanted[0].since == NOW


@pytest.mark.parametrize("reason", ["asks otherwise", "rejected before", "rolled back", "too old", "stopped"])
def test_a_new_mapping_that_does_not_hold_for_all_lets_the_next_harvest_read_in_full(
    stop, listing, renormaliser, clock, reason
):
    names = {"a": "A", "b": "" if reason == "rejected before" else "B"}
    more = {str(number): str(number) for number in range(8)}
    listing(a_page(**names, **more, announced=10), incremental=True)
    stop.harvest()
    source = renamed(stop.source)
    if reason == "asks otherwise":
        source = replace(source, options={**source.options, "separator": "|"})
    clock.wait(days=8 if reason == "too old" else 1)
    done = renormalise(source, renormaliser)
    if reason == "rolled back":
        roll_back(stop.database, source, done.report.run, clock)
    if reason == "stopped":
        with stop.database.writing() as connection:
            connection.execute(update(run).where(run.c.id == done.report.run).values(status="interrupted"))
    connector = listing(a_page(**names, **more, announced=10), incremental=True)
    assert harvest(source, stop.harvester).full is True
    assert connector.wanted[0].since is None


def test_a_harvest_that_was_cut_before_it_published_begins_again(stop, listing, renormaliser, clock):
    listing(a_page("a", announced=1))
    stop.harvest()

    def interrupted():
        yield a_page("b", announced=2, cursor="2")
        raise KeyboardInterrupt

    listing(make=interrupted)
    with pytest.raises(KeyboardInterrupt):
        stop.harvest()
    source = renamed(stop.source)
    renormalise(source, renormaliser)
    connector = listing(a_page("a", "b", announced=2))
    report = harvest(source, stop.harvester)
    assert connector.wanted[0].cursor is None
    assert (report.status, report.continues, report.added, report.unchanged) == ("complete", None, 1, 1)
    stop.assert_whole()
