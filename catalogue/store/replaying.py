"""What the records of a source were made of, read page by page, so that they can be made again.

Owns the reading of originals beside what is published of them, and the writing of what a new mapping finds
unchanged. What it finds changed is staged and published as in a harvest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, update

from catalogue.store.originals import list_originals
from catalogue.store.runs import drop_staged, keep_cursor
from catalogue.store.tables import record_version, run, source_record, staged_item, version_key

PAGE = 200
_VERSION = (
    "original",
    "media_type",
    "remote_url",
    "mapping",
    "content_hash",
    "record",
    "evidence",
    "created_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """What is published of an item, and what it was made of: `content` are the bytes of its original.

    `number` orders the records of a source; `record` and `evidence` are the texts that were kept; `keys` are
    the identity keys, strongest first; `status` is `active` or `archived`.
    """

    number: int
    remote_id: str
    status: str
    version_id: int
    original: str
    content: bytes
    media_type: str
    remote_url: str | None
    mapping: str
    content_hash: str
    record: str
    evidence: str
    created_at: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedVersion:
    """A version whose original gave the same record again: under which mapping, and what the steps saw."""

    version_id: int
    mapping: str
    evidence: str


def list_kept_sources(connection: Connection) -> list[str]:
    """Return the ids of the sources that have records, archived ones too."""
    held = select(source_record.c.source_id).distinct().order_by(source_record.c.source_id)
    return list(connection.scalars(held))


def count_kept(connection: Connection, source_id: str) -> int:
    """Return how many records of a source are kept, archived ones too."""
    mine = source_record.c.source_id == source_id
    return connection.scalar(select(func.count()).select_from(source_record).where(mine)) or 0


def list_kept(connection: Connection, source_id: str, after: int = 0, limit: int = PAGE) -> list[KeptRecord]:
    """Return the next records of a source in the order of their numbers, archived ones too."""
    page = (source_record.c.source_id == source_id) & (source_record.c.id > after)
    return _read(connection, _kept(page).order_by(source_record.c.id).limit(limit))


def list_kept_of(connection: Connection, source_id: str, remote_ids: Sequence[str]) -> dict[str, KeptRecord]:
    """Return what is kept of these items, by remote id."""
    found: dict[str, KeptRecord] = {}
    for start in range(0, len(remote_ids), PAGE):
        some = source_record.c.remote_id.in_(remote_ids[start : start + PAGE])
        rows = _read(connection, _kept((source_record.c.source_id == source_id) & some))
        found |= {kept.remote_id: kept for kept in rows}
    return found


def confirm_versions(connection: Connection, confirmed: Iterable[ConfirmedVersion]) -> None:
    """Write under which mapping these versions hold; nothing that readers see changes."""
    rows = [{"held": one.version_id, "by": one.mapping, "seen": one.evidence} for one in confirmed]
    if rows:
        statement = update(record_version).where(record_version.c.id == bindparam("held"))
        connection.execute(statement.values(mapping=bindparam("by"), evidence=bindparam("seen")), rows)


def forget_dead_replays(connection: Connection, source_id: str) -> None:
    """Forget what earlier mappings of the source staged and did not publish: they died."""
    mine = (run.c.source_id == source_id) & (run.c.kind == "renormalise")
    staged = select(staged_item.c.run_id).join(run, run.c.id == staged_item.c.run_id)
    for run_id in connection.scalars(staged.where(mine).distinct()).all():
        drop_staged(connection, run_id)


def abandon_cut_runs(connection: Connection, source_id: str) -> None:
    """Let no harvest go on with one that was cut before it published.

    What it staged was compared with records that have been made anew since.
    """
    cut = (run.c.source_id == source_id) & (run.c.kind == "harvest")
    cut &= run.c.cursor.is_not(None) & ~run.c.published
    for run_id in connection.scalars(select(run.c.id).where(cut)).all():
        keep_cursor(connection, run_id, None)
        drop_staged(connection, run_id)


def _kept(condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    version = record_version.c
    query = select(source_record, *(version[name] for name in _VERSION))
    return query.join(record_version, version.id == source_record.c.version_id).where(condition)


def _read(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[KeptRecord]:
    rows = connection.execute(query).all()
    contents = list_originals(connection, {row.original for row in rows})
    keys = _read_keys(connection, [row.version_id for row in rows])
    return [
        KeptRecord(
            number=row.id,
            remote_id=row.remote_id,
            status=row.status,
            version_id=row.version_id,
            content=contents[row.original],
            keys=tuple(keys.get(row.version_id, ())),
            **{name: getattr(row, name) for name in _VERSION},
        )
        for row in rows
    ]


def _read_keys(connection: Connection, versions: Sequence[int]) -> dict[int, list[str]]:
    query = select(version_key).where(version_key.c.version_id.in_(versions))
    keys: dict[int, list[str]] = {}
    for row in connection.execute(query.order_by(version_key.c.version_id, version_key.c.position)):
        keys.setdefault(row.version_id, []).append(row.key)
    return keys
