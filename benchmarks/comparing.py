"""Two sides measured in turn in one run, and what is kept of it: raw timings, medians, versions, commit."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

PACKAGES = ("lxml", "OWSLib", "pyoxigraph", "rdflib", "requests", "SQLAlchemy", "tantivy", "zstandard")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The seconds of each side, round by round; `ours` should be `floor` times as fast as `theirs`."""

    title: str
    floor: float
    records: int
    ours: list[float]
    theirs: list[float]
    theirs_name: str

    @property
    def ratio(self) -> float:
        """How many times as fast the median of ours is."""
        return median(self.theirs) / median(self.ours)

    def line(self) -> str:
        """Return what people read."""
        ours, theirs = (self.records / median(times) for times in (self.ours, self.theirs))
        said = "" if self.ratio >= self.floor else "   BELOW THE FLOOR"
        return (
            f"{self.title:46} {ours:9,.0f}/s   {self.theirs_name} {theirs:9,.0f}/s   "
            f"{self.ratio:6.2f} × (floor {self.floor:g}){said}"
        )


@dataclass(slots=True)
class Results:
    """What a run measured; `facts` are the corpus and whatever else explains the figures."""

    comparisons: list[Comparison] = field(default_factory=list)
    stages: dict[str, float] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)

    def add(self, comparison: Comparison) -> None:
        """Keep a comparison and print it."""
        self.comparisons.append(comparison)
        print(comparison.line(), flush=True)

    def write(self, path: Path) -> None:
        """Write everything as JSON."""
        compared = [{**asdict(one), "ratio": round(one.ratio, 3)} for one in self.comparisons]
        content = {
            "comparisons": compared,
            "stages_ms_per_record": self.stages,
            "facts": self.facts,
            "machine": machine(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(f"written: {path}")


def in_turn(rounds: int, ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[list[float], ...]:
    """Return the seconds of both sides, measured one after the other so many times."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def seconds(act: Callable[[], object]) -> float:
    """Return how long an act takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def machine() -> Mapping[str, object]:
    """Return what the figures hold for."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent,
        check=False,
    )
    return {
        "commit": commit.stdout.strip() or None,
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "packages": {name: version(name) for name in PACKAGES},
    }
