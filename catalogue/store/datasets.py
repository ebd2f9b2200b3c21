"""Datasets as readers see them: members read in one query, assembled in Python."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from catalogue import record_json
from catalogue.assembly import Member, assemble
from catalogue.errors import RecordGone, RecordNotFound
from catalogue.record import Record
from catalogue.store.tables import dataset, record_version, source, source_record
from catalogue.store.texts import storable

CHUNK = 500
_MemberRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A record of a public feed with the UTC time at which it last changed here."""

    record: Record
    changed_at: str


def get_record(connection: Connection, record_id: str) -> Record:
    """Return an active dataset; raises `RecordGone` for one archived or merged, else `RecordNotFound`."""
    if storable(record_id) != record_id:
        raise RecordNotFound(record_id)
    row = connection.execute(select(dataset).where(dataset.c.id == record_id)).one_or_none()
    if row is None:
        raise RecordNotFound(record_id)
    if row.status != "active":
        raise RecordGone(record_id, row.status, row.moved_to)
    return assemble(record_id, "active", list_members(connection, [record_id])[record_id])


def get_tombstone(connection: Connection, record_id: str) -> Record:
    """Return what is still known of an archived dataset; raises `RecordNotFound`."""
    members = list_members(connection, [record_id]).get(record_id)
    if not members:
        raise RecordNotFound(record_id)
    return assemble(record_id, "archived", members)


def changed_at(connection: Connection, record_id: str) -> str:
    """Return the UTC time at which a dataset last changed here; raises `RecordNotFound`."""
    found: str | None = connection.scalar(select(dataset.c.changed_at).where(dataset.c.id == record_id))
    if found is None:
        raise RecordNotFound(record_id)
    return found


def list_records(connection: Connection, record_ids: Sequence[str]) -> Iterator[Record]:
    """Yield the active datasets among these ids, in their order."""
    for start in range(0, len(record_ids), CHUNK):
        chunk = record_ids[start : start + CHUNK]
        query = _members(source_record.c.dataset_id.in_(chunk)).where(dataset.c.status == "active")
        query = query.join(dataset, dataset.c.id == source_record.c.dataset_id)
        rows: dict[str, list[_MemberRow]] = defaultdict(list)
        for row in connection.execute(query):
            rows[row.dataset_id].append(row)
        yield from (assemble(one, "active", map(_to_member, rows[one])) for one in chunk if one in rows)


def iterate_records(connection: Connection, after: str = "", limit: int | None = None) -> Iterator[Record]:
    """Yield the active datasets in the order of their ids, from after the id `after`."""
    left = limit
    while left is None or left > 0:
        size = CHUNK if left is None else min(CHUNK, left)
        query = select(dataset.c.id).where(dataset.c.status == "active", dataset.c.id > after)
        ids = list(connection.scalars(query.order_by(dataset.c.id).limit(size)))
        if not ids:
            return
        yield from list_records(connection, ids)
        after = ids[-1]
        left = None if left is None else left - len(ids)


def count_records(connection: Connection) -> int:
    """Return how many datasets are active."""
    return (
        connection.scalar(select(func.count()).select_from(dataset).where(dataset.c.status == "active")) or 0
    )


def list_feed_page(
    connection: Connection, offset: int, limit: int, modified_since: str | None = None
) -> list[FeedEntry]:
    """Return a page of the public feed, in the order of ids; what restricted sources say is left out."""
    query = _feed(modified_since).order_by(dataset.c.id).offset(offset).limit(limit)
    times = {row.id: row.changed_at for row in connection.execute(query)}
    return [entry for entry in list_feed_entries(connection, list(times)) if entry.record.id in times]


def list_feed_entries(connection: Connection, record_ids: Sequence[str]) -> list[FeedEntry]:
    """Return the feed entries of these ids, in their order; those that no feed may show are left out."""
    query = _feed(None).where(dataset.c.id.in_(record_ids))
    times = {row.id: row.changed_at for row in connection.execute(query)}
    shown = {
        one: [m for m in members if m.in_feeds]
        for one, members in list_members(connection, list(times)).items()
    }
    return [
        FeedEntry(record=assemble(one, "active", shown[one]), changed_at=times[one])
        for one in record_ids
        if one in times
    ]


def count_feed(connection: Connection, modified_since: str | None = None) -> int:
    """Return how many datasets the public feed holds."""
    return connection.scalar(select(func.count()).select_from(_feed(modified_since).subquery())) or 0


def list_members(connection: Connection, record_ids: Iterable[str]) -> dict[str, list[Member]]:
    """Return the source records of each dataset, by its id, lowest rank first."""
    members: dict[str, list[Member]] = defaultdict(list)
    ids = list(record_ids)
    for start in range(0, len(ids), CHUNK):
        query = _members(source_record.c.dataset_id.in_(ids[start : start + CHUNK]))
        for row in connection.execute(query):
            members[row.dataset_id].append(_to_member(row))
    return members


def iterate_source_records(connection: Connection) -> Iterator[tuple[str, Member]]:
    """Yield every source record with the id of its dataset, in the order in which they came."""
    query = _members(source_record.c.id > 0).order_by(None).order_by(source_record.c.id)
    for row in connection.execute(query.execution_options(yield_per=CHUNK)):
        yield row.dataset_id, _to_member(row)


def _feed(modified_since: str | None) -> Select[str, str]:
    shown = (
        select(source_record.c.id)
        .join(source, source.c.id == source_record.c.source_id)
        .where(
            source_record.c.dataset_id == dataset.c.id, source_record.c.status == "active", source.c.in_feeds
        )
    )
    query = select(dataset.c.id, dataset.c.changed_at).where(dataset.c.status == "active", shown.exists())
    return query if modified_since is None else query.where(dataset.c.changed_at >= modified_since)


def _members(condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    version = record_version.c
    columns = (version.record, version.media_type, version.remote_url, version.created_at)
    query = select(source_record, source.c.rank, source.c.in_feeds, *columns)
    query = query.join(record_version, version.id == source_record.c.version_id)
    query = query.join(source, source.c.id == source_record.c.source_id).where(condition)
    return query.order_by(source.c.rank, source_record.c.source_id, source_record.c.remote_id)


def _to_member(row: _MemberRow) -> Member:
    return Member(
        source_id=row.source_id,
        rank=row.rank,
        remote_id=row.remote_id,
        record=record_json.loads(row.record),
        in_feeds=row.in_feeds,
        active=row.status == "active",
        remote_url=row.remote_url,
        media_type=row.media_type,
        harvested_at=row.created_at,
    )
