"""What the parser gateway costs: medians of calls through the child, beside the same task in this process.

    python -m benchmarks.gateway

The target is about 14 ms or less of overhead a call; a page of a catalogue takes far more to fetch.
"""

import functools
import statistics
import sys
import time
from collections.abc import Callable

from harvester.gateway import ParserGateway
from harvester.gateway.tasks import TASKS

REPEATS = 30

ISO_RECORD = (
    '<r xmlns="urn:iso">' + "<a><b>Qualité de l'air</b><c d='e'>2024-01-01</c></a>" * 60 + "</r>"
)  # about 3 kB, as deep as it is short
DATASET = """
<https://data.example/{0}> a <http://www.w3.org/ns/dcat#Dataset> ;
  <http://purl.org/dc/terms/title> "Qualité des eaux de baignade {0}"@fr ;
  <http://purl.org/dc/terms/description> "Mesures de la saison, par site de baignade, et classement."@fr ;
  <http://www.w3.org/ns/dcat#keyword> "eau", "baignade", "santé" ;
  <http://www.w3.org/ns/dcat#distribution> [
    <http://www.w3.org/ns/dcat#accessURL> <https://data.example/{0}.csv> ;
    <http://purl.org/dc/terms/format> "CSV" ] .
"""

PAGES: tuple[tuple[str, str, bytes], ...] = (
    ("the smallest document", "xml.check", b"<a/>"),
    ("XML, 1 record, 3 kB", "xml.check", ISO_RECORD.encode()),
    ("XML, 100 records, 300 kB", "xml.check", f"<p>{ISO_RECORD * 100}</p>".encode()),
    ("Turtle, 100 datasets, 60 kB", "rdf.triples", "".join(map(DATASET.format, range(100))).encode()),
    ("Turtle, 3 000 datasets, 2 MB", "rdf.triples", "".join(map(DATASET.format, range(3000))).encode()),
)


def main() -> None:
    """Print one line per page: milliseconds through the gateway, without it, and the difference."""
    show("start of fork server and child", milliseconds(start_and_stop, 5))
    with ParserGateway() as gateway:
        for title, task, page in PAGES:
            guarded = milliseconds(functools.partial(gateway.run, task, page, {}, where="x"))
            plain = milliseconds(functools.partial(TASKS[task], page, {}))
            show(title, guarded, plain)


def start_and_stop() -> None:
    """Run one task in a gateway of its own."""
    with ParserGateway() as gateway:
        gateway.run("xml.check", b"<a/>", {}, where="x")


def milliseconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median time of `act`."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def show(title: str, guarded: float, plain: float | None = None) -> None:
    """Write one line."""
    rest = "" if plain is None else f"   in this process {plain:8.2f} ms   overhead {guarded - plain:6.2f} ms"
    sys.stdout.write(f"{title:32} {guarded:8.2f} ms{rest}\n")


if __name__ == "__main__":
    main()
