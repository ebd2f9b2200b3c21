"""The hours in which the schedule may read a source, in the time of Paris."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cli.jobs.schedule import PARIS


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From `opens` to `closes`, the latter not included; it may lie over midnight."""

    opens: time
    closes: time

    def contains(self, moment: datetime) -> bool:
        """Say whether the window is open."""
        clock = moment.astimezone(PARIS).time()
        if self.opens < self.closes:
            return self.opens <= clock < self.closes
        return clock >= self.opens or clock < self.closes

    def next_opening(self, moment: datetime) -> datetime:
        """Return when it opens next (UTC), after a moment."""
        return _next(self.opens, moment)

    def next_closing(self, moment: datetime) -> datetime:
        """Return when it closes next (UTC), after a moment."""
        return _next(self.closes, moment)

    def fit(self, moment: datetime) -> datetime:
        """Return the moment where the window is open, else when it opens."""
        return moment if self.contains(moment) else self.next_opening(moment)


def parse_window(text: str | None) -> Window | None:
    """Return the window of `HH:MM-HH:MM`; None without a text."""
    if text is None:
        return None
    opens, closes = (time.fromisoformat(part) for part in text.split("-"))
    return Window(opens=opens, closes=closes)


def _next(clock: time, moment: datetime) -> datetime:
    day = moment.astimezone(PARIS).date()
    times = (_at(day + timedelta(days=later), clock) for later in range(3))
    return next(found for found in times if found > moment)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, PARIS).astimezone(UTC)
