"""Runs as a person watches them: a bar with a rate on a terminal, a line per phase elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from catalogue.language import gettext as _
from cli.output import say
from harvester.progress import Phase
from harvester.progress import Progress as HarvestProgress


class LineProgress:
    """A line on standard error for each phase: for logs, pipes and tests."""

    def phase(self, source_id: str, phase: Phase) -> None:
        """Say which phase a source enters."""
        say(_("{source} : {phase}").format(source=source_id, phase=_words(phase)))

    def listed(self, source_id: str, listed: int, announced: int | None) -> None:
        """Say nothing: a line per page would drown the rest."""


class BarProgress:
    """A bar per source."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def phase(self, source_id: str, phase: Phase) -> None:
        """Show the phase beside the bar; a published source's bar is full."""
        task = self._task(source_id)
        self._bars.update(task, phase=_words(phase))
        if phase == "published":
            done = self._bars.tasks[task].completed
            self._bars.update(task, total=done or 1, completed=done or 1)

    def listed(self, source_id: str, listed: int, announced: int | None) -> None:
        """Move the bar."""
        self._bars.update(self._task(source_id), completed=listed, total=announced)

    def _task(self, source_id: str) -> TaskID:
        if source_id not in self._tasks:
            self._tasks[source_id] = self._bars.add_task(source_id, total=None, phase="")
        return self._tasks[source_id]


class RateColumn(ProgressColumn):
    """Records per second."""

    def render(self, task: Task) -> Text:
        """Return the rate, empty before the first page."""
        speed = task.finished_speed or task.speed
        return Text(_("{rate:.0f} fiches/s").format(rate=speed) if speed else "", style="dim")


@contextmanager
def watching() -> Iterator[HarvestProgress]:
    """Give bars on a terminal, else lines."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield LineProgress()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[phase]}"),
    )
    with Progress(*columns, console=console) as bars:
        yield BarProgress(bars)


def _words(phase: Phase) -> str:
    return {
        "fetching": _("lecture de la source"),
        "remapping": _("relecture des originaux"),
        "publishing": _("publication"),
        "published": _("fini"),
    }[phase]
