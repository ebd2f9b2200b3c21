"""Taking away what nobody will need: what dead runs left, what is kept for sources that are gone.

Nothing that readers see, no run and no record is touched.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from catalogue.store.leases import find_lease, release_lease, stamp
from catalogue.store.resuming import clear_leftovers, find_cut_run
from catalogue.store.runs import interrupt_run
from catalogue.store.tables import http_answer, known_page, run

AFTER_ALL_RUNS = 2**31 - 1


def clear_source(connection: Connection, source_id: str, mapping: str, now: datetime) -> bool:
    """Mark the runs of a source that died, and forget what they staged unless it can be gone on with.

    `mapping` is the digest that the next harvest will have. False, and nothing is done, where somebody works
    on the source.
    """
    lease = find_lease(connection, f"source/{source_id}", lambda: now)
    if lease is None:
        return False
    dead = select(run.c.id).where(run.c.source_id == source_id, run.c.status == "running")
    for run_id in connection.scalars(dead).all():
        interrupt_run(connection, run_id, stamp(now))
    cut = find_cut_run(connection, source_id, AFTER_ALL_RUNS, mapping, now)
    clear_leftovers(connection, source_id, keep=cut.run_id if cut else None)
    release_lease(connection, lease)
    return True


def forget_answers_of(connection: Connection, source_id: str) -> None:
    """Forget the answers and pages of a source that is no longer declared; its records stay."""
    connection.execute(delete(http_answer).where(http_answer.c.source_id == source_id))
    connection.execute(delete(known_page).where(known_page.c.source_id == source_id))
