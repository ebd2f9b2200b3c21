"""Values for tests, as short as what a test is about: everything else has a default."""

from datetime import UTC, datetime, timedelta

from catalogue import record_json
from catalogue.record import Record
from catalogue.record_parts import Agent
from catalogue.source import Source
from catalogue.store import Database, migrate
from catalogue.store.leases import stamp
from catalogue.store.originals import digest
from catalogue.store.publishing import publish
from catalogue.store.resolving import resolve
from catalogue.store.runs import drop_staged, start_run
from catalogue.store.sources import register_sources
from catalogue.store.staging import StagedRecord, list_known, stage_outcome, stage_records

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def a_record(title="Qualité de l'air à Lyon", publisher="Atmo Auvergne-Rhône-Alpes", **fields):
    """A record that says what is given."""
    return Record(title=title, publisher=Agent(name=publisher) if publisher else None, **fields)


def a_source(name="air", kind="dcat", **fields):
    """A source whose address is its name."""
    url = f"http://127.0.0.1:8101/{name}"
    return Source(**{"id": name, "kind": kind, "title": name.title(), "url": url, **fields})


def a_store(url, *sources):
    """A migrated database that knows the sources."""
    database = Database(url)
    migrate(database)
    with database.writing() as connection:
        register_sources(connection, sources, "file")
    return database


def publish_items(database, source, items, *, complete=True, now=NOW, between=None):
    """Publish what a listing of `{remote_id: (record, keys)}` brings, as a run does.

    `between` is called after the resolution and before the publication.
    """
    with database.writing() as connection:
        run_id = start_run(connection, source.id, stamp(now))
        known = list_known(connection, source.id, list(items))
        staged, unchanged = [], []
        for remote_id, (record, keys) in items.items():
            found = record_json.content_hash(record)
            before = known.get(remote_id)
            if before is not None and before.content_hash == found:
                unchanged.append(remote_id)
                continue
            staged.append(a_staged_record(remote_id, record, keys, "changed" if before else "added", now))
        originals = {item.original: item.remote_id.encode() for item in staged}
        stage_records(connection, run_id, source.id, staged, originals)
        stage_outcome(connection, run_id, "unchanged", unchanged)
    with database.writing() as connection:
        resolution = resolve(connection, run_id, source)
    if between:
        between()
    with database.writing() as connection:
        published = publish(connection, run_id, source, resolution, now, complete=complete)
    with database.writing() as connection:
        drop_staged(connection, run_id)
    return published


def a_staged_record(remote_id, record, keys=(), outcome="added", now=NOW):
    """A record ready to be staged, whose original is its remote id."""
    return StagedRecord(
        remote_id=remote_id,
        original=digest(remote_id.encode()),
        media_type="application/json",
        remote_url=f"https://portail.example.org/{remote_id}",
        mapping="m",
        record=record_json.dumps(record),
        content_hash=record_json.content_hash(record),
        first_seen=stamp(now),
        keys=tuple(keys),
        evidence="[]",
        outcome=outcome,
    )


def days(count):
    """So many days."""
    return timedelta(days=count)
