"""The sources the store knows: declared by the configuration file, or added to the store itself."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, case, func, insert, select, update

from catalogue.json_form import decoder_of, plain
from catalogue.source import Source
from catalogue.store.tables import run, source, source_record

Origin = Literal["file", "store"]


STALE_AFTER = timedelta(days=30)
LISTED = ("complete", "partial", "held")
"""How a run ends that reached its source and read its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source with what the store knows of it; `records` counts those published and active.

    `fresh_at` is the end of the last harvest that read its list, `failures` counts the failed ones since,
    `waiting` is the run that awaits a decision.
    """

    source: Source
    origin: Origin
    declared: bool
    records: int
    last_run: int | None
    last_status: str | None
    last_finished_at: str | None
    fresh_at: str | None
    failures: int
    waiting: int | None

    def is_stale(self, now: datetime) -> bool:
        """Say whether its records have not been seen at the source for a month; they stay all the same."""
        if self.records == 0:
            return False
        return self.fresh_at is None or datetime.fromisoformat(self.fresh_at) < now - STALE_AFTER


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
    """Return every source with its counts and its runs, by id."""
    counts = select(source_record.c.source_id, func.count().label("records"))
    counts = counts.where(source_record.c.status == "active").group_by(source_record.c.source_id)
    records = {row.source_id: row.records for row in connection.execute(counts)}
    harvests = _read_harvests(connection)
    rows = connection.execute(select(source).order_by(source.c.id))
    return [
        SourceState(
            source=_from_declaration(row.declaration),
            origin=row.origin,
            declared=row.declared,
            records=records.get(row.id, 0),
            **harvests.get(row.id, NEVER_HARVESTED),
        )
        for row in rows
    ]


NEVER_HARVESTED: Mapping[str, Any] = {
    "last_run": None,
    "last_status": None,
    "last_finished_at": None,
    "fresh_at": None,
    "failures": 0,
    "waiting": None,
}


def _read_harvests(connection: Connection) -> dict[str, dict[str, Any]]:
    """Return what the runs of each source tell of it."""
    fresh = case((run.c.status.in_(LISTED), run.c.id))
    undecided = case(((run.c.status == "held") & run.c.decision.is_(None), run.c.id))
    grouped = select(
        run.c.source_id,
        func.max(run.c.id).label("last"),
        func.max(fresh).label("fresh"),
        func.max(undecided).label("waiting"),
    )
    rows = connection.execute(grouped.where(run.c.kind == "harvest").group_by(run.c.source_id)).all()
    named = {number for row in rows for number in (row.last, row.fresh) if number is not None}
    runs = {row.id: row for row in connection.execute(select(run).where(run.c.id.in_(named)))}
    failed = _count_failures(connection)
    return {
        row.source_id: {
            "last_run": row.last,
            "last_status": runs[row.last].status,
            "last_finished_at": runs[row.last].finished_at,
            "fresh_at": runs[row.fresh].finished_at if row.fresh is not None else None,
            "failures": failed.get(row.source_id, 0),
            "waiting": row.waiting,
        }
        for row in rows
    }


def _count_failures(connection: Connection) -> dict[str, int]:
    """Return how many harvests of each source failed since one that did not."""
    good = select(run.c.source_id, func.max(run.c.id).label("id"))
    good = good.where(run.c.kind == "harvest", run.c.status.in_(LISTED)).group_by(run.c.source_id)
    last_good = good.subquery()
    query = select(run.c.source_id, func.count().label("failures"))
    query = query.outerjoin(last_good, last_good.c.source_id == run.c.source_id)
    query = query.where(run.c.status == "failed", run.c.id > func.coalesce(last_good.c.id, 0))
    return {row.source_id: row.failures for row in connection.execute(query.group_by(run.c.source_id))}


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
