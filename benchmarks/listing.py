"""A long listing of small records: how fast it goes, and how much memory parent and child hold meanwhile."""

import threading
from statistics import linear_regression, mean
from typing import Self

import psutil

from benchmarks.comparing import Results, seconds
from benchmarks.replay import replayed
from benchmarks.stations import a_station
from cli.progress import watching

PAGE_SIZE = 500
MEGABYTE = 1_000_000
MOST = 400
"""Resident megabytes that parent and child together may hold."""


class Watch:
    """Looks at the resident memory of this process and its children, twice a second."""

    def __init__(self) -> None:
        self.samples: list[float] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.5):
            self.samples.append(resident_megabytes())


def resident_megabytes() -> float:
    """Return what this process and the parsers that it started hold; pages they share count once."""
    mine = psutil.Process()
    parsers = (one for one in mine.children(recursive=True) if "benchmarks.replay" not in one.cmdline())
    family = [mine, *parsers]
    return sum(process.memory_full_info().pss for process in family) / MEGABYTE


def measure_listing(count: int, results: Results) -> None:
    """Harvest so many small records once; print the rate, the highest memory and its slope."""
    with (
        replayed("--invented", str(count)) as root,
        watching() as progress,
        a_station(f"{root}/invented", PAGE_SIZE, progress) as station,
        Watch() as watch,
    ):
        took = seconds(lambda: results.facts.update(listed=station.harvest_and_index().listed))
    half = watch.samples[len(watch.samples) // 2 :]
    slope = linear_regression(range(len(half)), half).slope if len(half) > 1 else 0.0
    results.facts |= {
        "seconds": round(took, 1),
        "records_per_second": round(count / took),
        "highest_megabytes": round(max(watch.samples), 1),
        "mean_megabytes": round(mean(watch.samples), 1),
        "slope_megabytes_per_1000_records": round(slope * len(watch.samples) / count * 1000, 4),
        "samples_megabytes": [round(one, 1) for one in watch.samples],
    }
    said = "" if max(watch.samples) < MOST else f"   ABOVE {MOST} MB"
    print(
        f"{count:,} records listed in {took:.1f} s, {count / took:,.0f}/s; parent and child hold "
        f"{max(watch.samples):.0f} MB at most{said}"
    )
