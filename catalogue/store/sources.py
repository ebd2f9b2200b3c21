"""The sources the store knows: declared by the configuration file, or added to the store itself."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from catalogue.json_form import decoder_of, plain
from catalogue.source import Source
from catalogue.store.tables import run, source, source_record

Origin = Literal["file", "store"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source with what the store knows of it; `records` counts those published and active."""

    source: Source
    origin: Origin
    declared: bool
    records: int
    last_run: int | None
    last_status: str | None
    last_finished_at: str | None


def register_sources(connection: Connection, sources: Iterable[Source], origin: Origin) -> None:
    """Write the declared sources of one origin; those no longer declared keep their records.

    Nothing is written where nothing changed.
    """
    known = {row.id: row for row in connection.execute(select(source))}
    declared = {item.id: item for item in sources}
    for item in declared.values():
        values = _row(item, origin)
        row = known.get(item.id)
        if row is None:
            connection.execute(insert(source).values(**values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            connection.execute(update(source).where(source.c.id == item.id).values(**values))
    gone = [
        row.id for row in known.values() if row.origin == origin and row.id not in declared and row.declared
    ]
    if gone:
        connection.execute(update(source).where(source.c.id.in_(gone)).values(declared=False))


def list_stored_sources(connection: Connection) -> Sequence[Source]:
    """Return the sources that were added to the store itself."""
    query = select(source.c.declaration).where(source.c.origin == "store", source.c.declared)
    return [_from_declaration(text) for text in connection.scalars(query.order_by(source.c.id))]


def list_source_states(connection: Connection) -> Sequence[SourceState]:
    """Return every source with its counts and its last run, by id."""
    counts = select(source_record.c.source_id, func.count().label("records"))
    counts = counts.where(source_record.c.status == "active").group_by(source_record.c.source_id)
    records = {row.source_id: row.records for row in connection.execute(counts)}
    latest = select(func.max(run.c.id)).group_by(run.c.source_id)
    last = {row.source_id: row for row in connection.execute(select(run).where(run.c.id.in_(latest)))}
    rows = connection.execute(select(source).order_by(source.c.id))
    return [
        SourceState(
            source=_from_declaration(row.declaration),
            origin=row.origin,
            declared=row.declared,
            records=records.get(row.id, 0),
            last_run=last[row.id].id if row.id in last else None,
            last_status=last[row.id].status if row.id in last else None,
            last_finished_at=last[row.id].finished_at if row.id in last else None,
        )
        for row in rows
    ]


def _row(item: Source, origin: Origin) -> dict[str, object]:
    declaration = json.dumps(plain(item), ensure_ascii=False, sort_keys=True)
    return {
        "id": item.id,
        "declaration": declaration,
        "origin": origin,
        "declared": True,
        "rank": item.rank,
        "in_feeds": item.in_feeds,
    }


def _from_declaration(text: str) -> Source:
    item: Source = decoder_of(Source)(json.loads(text), "source")
    return item
