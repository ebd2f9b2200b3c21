"""How a run begins: what it asks of the source, and what earlier runs of the same listing had brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from catalogue.source import Source
from catalogue.store import Connection, Database
from catalogue.store.originals import get_original
from catalogue.store.resuming import (
    Adopted,
    CutRun,
    adopt,
    clear_leftovers,
    find_cut_run,
    find_resume_time,
    find_watermark,
)
from catalogue.store.runs import describe_run, keep_cursor
from catalogue.store.staging import list_active, list_known
from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import SourceParked

FULL_EVERY = timedelta(days=7)
"""A source that can tell what changed is read in full again after so long: what it tells may be wrong."""
NOTHING = Adopted(seen=frozenset(), rejected=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """`wanted` is asked of the connector; `parked` says that the source asked not to be asked yet."""

    wanted: Wanted
    full: bool = True
    continues: int | None = None
    adopted: Adopted = NOTHING
    parked: SourceParked | None = None


def begin(
    database: Database,
    source: Source,
    run_id: int,
    mapping: str,
    now: datetime,
    *,
    full: bool,
    full_every: timedelta = FULL_EVERY,
) -> Beginning:
    """Decide how a run begins and write it down; `full` asks for everything, from the beginning."""
    with database.writing() as connection:
        since = None
        if CONNECTORS[source.kind].incremental and not full:
            since = find_watermark(connection, source.id, mapping, now - full_every)
        cut = _find_cut(connection, source.id, run_id, mapping, now, full=full, since=since)
        clear_leftovers(connection, source.id, keep=cut.run_id if cut else None)
        adopted = adopt(connection, cut, run_id) if cut else NOTHING
        if cut is not None:
            keep_cursor(connection, run_id, cut.cursor)
        parked = None if full else _find_parked(connection, source, run_id, now)
        reads_all = cut.full if cut else since is None
        describe_run(connection, run_id, full=reads_all, continues=cut.run_id if cut else None)
    cursor = cut.cursor if cut else None
    return Beginning(
        wanted=Wanted(
            since=None if reads_all else since,
            cursor=cursor,
            find_known=partial(_find_known, database, source.id),
            find_originals=partial(_find_originals, database, source.id, full),
        ),
        full=reads_all,
        continues=cut.run_id if cut else None,
        adopted=adopted,
        parked=parked,
    )


def _find_known(database: Database, source_id: str, remote_ids: Sequence[str]) -> frozenset[str]:
    with database.snapshot() as connection:
        return list_active(connection, source_id, remote_ids)


def _find_originals(
    database: Database, source_id: str, full: bool, remote_ids: Sequence[str]
) -> Mapping[str, bytes]:
    """Return the bytes kept of these ids; nothing where everything is to be read anew."""
    if full:
        return {}
    with database.snapshot() as connection:
        known = list_known(connection, source_id, remote_ids)
        return {name: get_original(connection, version.original) for name, version in known.items()}


def _find_cut(
    connection: Connection,
    source_id: str,
    run_id: int,
    mapping: str,
    now: datetime,
    *,
    full: bool,
    since: datetime | None,
) -> CutRun | None:
    """Return the cut run to go on with: one that read in the way that this one should."""
    cut = find_cut_run(connection, source_id, run_id, mapping, now)
    if cut is None or (full and not cut.full) or (not cut.full and since is None):
        return None
    return cut


def _find_parked(connection: Connection, source: Source, run_id: int, now: datetime) -> SourceParked | None:
    resume_at = find_resume_time(connection, source.id, run_id)
    if resume_at is None or resume_at <= now:
        return None
    return SourceParked(resume_at=resume_at, url=source.url, source=source.title)
