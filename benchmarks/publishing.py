"""How long the one transaction of a publication takes: N new records, then the same N changed.

    python benchmarks/publishing.py [--records 100000] [--url sqlite:///… | postgresql+psycopg://…]

Staging is timed beside it: that is the long part, and no reader or other writer waits for it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from catalogue.store.publishing import publish
from catalogue.store.resolving import resolve
from catalogue.store.runs import drop_staged, start_run
from catalogue.store.staging import stage_records
from tests.builders import NOW, a_record, a_source, a_staged_record, a_store

BATCH = 500
DESCRIPTION = (
    "Mesures quotidiennes des concentrations de polluants dans l'air, par station et par commune. " * 8
)


def main() -> None:
    """Publish twice and print what each part took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--url")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.url or f"sqlite:///{folder}/glane.db"
        source = a_source()
        database = a_store(url, source)
        print(f"{database.dialect}, {arguments.records} records")
        for outcome in ("added", "changed"):
            run(database, source, arguments.records, outcome)


def run(database, source, count, outcome) -> None:
    """Stage, resolve and publish `count` records, and print the seconds of each."""
    started = time.perf_counter()
    with database.writing() as connection:
        run_id = start_run(connection, source.id, "2026-11-24T12:00:00Z")
    for batch in batches(count, outcome):
        originals = {item.original: item.remote_id.encode() for item in batch}
        with database.writing() as connection:
            stage_records(connection, run_id, source.id, batch, originals)
    staged = time.perf_counter()
    with database.writing() as connection:
        resolution = resolve(connection, run_id, source)
    resolved = time.perf_counter()
    with database.writing() as connection:
        published = publish(connection, run_id, source, resolution, NOW, complete=True)
    done = time.perf_counter()
    with database.writing() as connection:
        drop_staged(connection, run_id)
    cleaned = time.perf_counter()
    print(
        f"{outcome}: {published.changes} changes · staging {staged - started:.1f} s · resolving "
        f"{resolved - staged:.1f} s · publishing transaction {done - resolved:.2f} s · cleaning "
        f"{cleaned - done:.1f} s"
    )


def batches(count, outcome) -> Iterator[list]:
    """Yield staged records with a resource URI each."""
    for start in range(0, count, BATCH):
        yield [
            a_staged_record(
                f"r{n}",
                a_record(title=f"Qualité de l'air, station {n}, {outcome}", description=DESCRIPTION),
                [f"uri:http://donnees.example.org/jeu/{n}"],
                outcome,
            )
            for n in range(start, min(start + BATCH, count))
        ]


if __name__ == "__main__":
    main()
