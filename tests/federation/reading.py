"""What the tests of the federation read in a store."""

from sqlalchemy import select

from catalogue.store.originals import get_original
from catalogue.store.staging import list_known
from catalogue.store.tables import source_record

HISTORY = ("run", "run_error", "lease", "known_page")


def originals(stop, remote_ids):
    """The originals that are kept of some datasets."""
    with stop.database.snapshot() as connection:
        known = list_known(connection, stop.source.id, remote_ids)
        return {one: get_original(connection, version.original) for one, version in known.items()}


def written(stop):
    """The rows of every table but what tells of runs: their pages, and the bytes of what they rejected."""
    quarantined = {row[-1] for row in stop.rows()["run_error"]}
    rows = stop.rows(*HISTORY)
    return rows | {"original": [row for row in rows["original"] if row[0] not in quarantined]}


def dataset_of(stop, remote_id):
    """The id under which readers find what a portal calls so."""
    with stop.database.snapshot() as connection:
        query = select(source_record.c.dataset_id).where(source_record.c.remote_id == remote_id)
        return connection.scalars(query).one()


def record_of(stop, remote_id):
    with stop.database.reading() as reading:
        return reading.get_record(dataset_of(stop, remote_id))


def news(stop, position):
    """The changes since a position of the change log, as kind and dataset."""
    with stop.database.reading() as reading:
        return [(one.change, one.subject_id) for one in reading.list_changes(position, 1_000)]


def position(stop):
    with stop.database.reading() as reading:
        return reading.position()


def active_ids(stop):
    """What the portal calls the datasets that readers find."""
    with stop.database.snapshot() as connection:
        active = source_record.c.status == "active"
        return sorted(connection.scalars(select(source_record.c.remote_id).where(active)))


def absent_ids(stop):
    """What the portal calls the datasets that are counted as absent."""
    with stop.database.snapshot() as connection:
        absent = source_record.c.absent_runs > 0
        return sorted(connection.scalars(select(source_record.c.remote_id).where(absent)))
