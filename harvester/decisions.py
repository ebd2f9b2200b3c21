"""A person's decisions on runs: approve or refuse what was held, roll back what was published.

Each takes the lease of the source first, so that no harvest publishes meanwhile.
"""

from catalogue.source import Source
from catalogue.store import Database, deciding
from catalogue.store.leases import Now
from catalogue.store.runs import RunReport
from harvester.holding import holding


def approve(database: Database, source: Source, run_id: int, now: Now) -> RunReport:
    """Publish or withdraw what a held run waited for.

    Raises `RunUnknown`, `RunNotDecidable`, or `SourceUnavailable(kind="source-busy")`.
    """
    with holding(database, source, now), database.writing() as connection:
        return deciding.approve(connection, run_id, source, now())


def refuse(database: Database, source: Source, run_id: int, now: Now) -> RunReport:
    """Forget what a held run waited for; nothing is withdrawn. Raises as `approve`."""
    with holding(database, source, now), database.writing() as connection:
        return deciding.refuse(connection, run_id, now())


def roll_back(database: Database, source: Source, run_id: int, now: Now) -> int:
    """Put back what a run published and return how many source records that touched. Raises as `approve`."""
    with holding(database, source, now), database.writing() as connection:
        return deciding.roll_back(connection, run_id, now())
