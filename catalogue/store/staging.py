"""Staging: what a run brings is written in short batches that no reader sees, until it is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from catalogue.store.originals import put_originals
from catalogue.store.tables import record_version, source_record, staged_item, version_key
from catalogue.store.texts import storable

CHUNK = 1_000
Outcome = Literal["added", "changed", "unchanged", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVersion:
    """What is published of an item: digests of its original, of its mapping and of its content."""

    version_id: int
    original: str
    mapping: str
    content_hash: str
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedRecord:
    """A record mapped and normalised from an item of this run; `keys` are its identity keys.

    `record` is the text of `catalogue.record_json.dumps`, `evidence` what the steps of normalisation saw, as
    JSON text: both are kept as they come. `first_seen` is the UTC time at which this very content was first
    seen. A record that is `unchanged` is
    staged only where its original or its mapping is new.
    """

    remote_id: str
    original: str
    media_type: str
    remote_url: str | None
    mapping: str
    record: str
    content_hash: str
    first_seen: str
    keys: tuple[str, ...]
    evidence: str
    outcome: Outcome


def list_known(connection: Connection, source_id: str, remote_ids: Sequence[str]) -> dict[str, KnownVersion]:
    """Return what is published of these items, by remote id."""
    version = record_version
    columns = (version.c.original, version.c.mapping, version.c.content_hash, version.c.created_at)
    query = select(source_record, *columns).join(version, version.c.id == source_record.c.version_id)
    query = query.where(source_record.c.source_id == source_id, source_record.c.remote_id.in_(remote_ids))
    return {
        row.remote_id: KnownVersion(
            version_id=row.version_id,
            original=row.original,
            mapping=row.mapping,
            content_hash=row.content_hash,
            created_at=row.created_at,
        )
        for row in connection.execute(query)
    }


def list_active(connection: Connection, source_id: str, remote_ids: Sequence[str]) -> frozenset[str]:
    """Return those of these ids that are published and active."""
    mine = (source_record.c.source_id == source_id) & (source_record.c.status == "active")
    found: set[str] = set()
    for start in range(0, len(remote_ids), CHUNK):
        query = select(source_record.c.remote_id).where(mine)
        chunk = list(remote_ids[start : start + CHUNK])
        found.update(connection.scalars(query.where(source_record.c.remote_id.in_(chunk))))
    return frozenset(found)


def stage_records(
    connection: Connection,
    run_id: int,
    source_id: str,
    records: Sequence[StagedRecord],
    originals: Mapping[str, bytes],
) -> None:
    """Write new and changed records with their originals, unseen by readers."""
    if not records:
        return
    put_originals(connection, originals)
    rows = [_version_row(run_id, source_id, item) for item in records]
    ids = _insert_versions(connection, rows)
    keys = [
        {"version_id": version_id, "position": position, "key": key}
        for version_id, item in zip(ids, records, strict=True)
        for position, key in enumerate(item.keys)
    ]
    if keys:
        connection.execute(insert(version_key), keys)
    staged = [(item.remote_id, item.outcome, number) for item, number in zip(records, ids, strict=True)]
    _stage(connection, run_id, staged)


def stage_outcome(connection: Connection, run_id: int, outcome: Outcome, remote_ids: Iterable[str]) -> None:
    """Write that the run saw these items and has nothing to publish of them."""
    _stage(connection, run_id, [(remote_id, outcome, None) for remote_id in remote_ids])


def count_staged(connection: Connection, run_id: int) -> dict[str, int]:
    """Return how many items of the run had each outcome."""
    query = select(staged_item.c.outcome, func.count().label("items"))
    query = query.where(staged_item.c.run_id == run_id).group_by(staged_item.c.outcome)
    return {row.outcome: row.items for row in connection.execute(query)}


def _stage(connection: Connection, run_id: int, items: Sequence[tuple[str, str, int | None]]) -> None:
    rows = [
        {"run_id": run_id, "remote_id": remote_id, "outcome": outcome, "version_id": version_id}
        for remote_id, outcome, version_id in items
    ]
    if rows:
        connection.execute(insert(staged_item), rows)


def _insert_versions(connection: Connection, rows: Sequence[dict[str, object]]) -> Sequence[int]:
    """Insert the rows and return their ids, in order.

    SQLite would be asked for each row alone; its writers come one after the other, so that the next ids are
    known: the ones that it would give.
    """
    if connection.dialect.name == "sqlite":
        first = (connection.scalar(select(func.max(record_version.c.id))) or 0) + 1
        numbered = [{"id": first + place, **row} for place, row in enumerate(rows)]
        connection.execute(insert(record_version), numbered)
        return range(first, first + len(rows))
    statement = insert(record_version).returning(record_version.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))


def _version_row(run_id: int, source_id: str, item: StagedRecord) -> dict[str, object]:
    return {
        "source_id": source_id,
        "remote_id": item.remote_id,
        "run_id": run_id,
        "original": item.original,
        "media_type": item.media_type,
        "remote_url": item.remote_url,
        "mapping": item.mapping,
        "content_hash": item.content_hash,
        "record": item.record,
        "evidence": storable(item.evidence),
        "created_at": item.first_seen,
    }
