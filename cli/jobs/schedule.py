"""When a job runs: five fields of cron, read as cron reads them, in the time of Paris.

APScheduler does the arithmetic; here is what it reads otherwise than cron (crontab(5)): Sunday is 0 and 7, a
day of the month and a day of the week are alternatives, and an hour that comes twice counts once.
"""

from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

PARIS = ZoneInfo("Europe/Paris")
NEVER = "never"
NO_SPREAD = timedelta(0)
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = ("minute", "hour", "day", "month", "day_of_week")
_RANDOM = SystemRandom()


class ScheduleInvalid(ValueError):
    """A text that is no schedule."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Schedule(BaseTrigger):
    """A schedule, as APScheduler asks it for the next time.

    Each time is put off by chance, by `spread` at most and by half the time until the following one.
    """

    __slots__ = ("_triggers", "spread", "text")

    def __init__(self, text: str, spread: timedelta = NO_SPREAD) -> None:
        """Read the text; raises `ScheduleInvalid`, for a day that never comes too."""
        self.text = text
        self.spread = spread
        try:
            self._triggers = [CronTrigger(**fields, timezone=PARIS) for fields in _alternatives(text)]
        except (ValueError, LookupError) as error:
            raise ScheduleInvalid(text) from error
        self.next_after(datetime.now(UTC))

    def __str__(self) -> str:
        """Return the text."""
        return self.text

    def next_after(self, moment: datetime) -> datetime:
        """Return the first time (UTC) after a moment, without chance."""
        return min(self._next_of(trigger, moment) for trigger in self._triggers)

    def next_spread(self, moment: datetime) -> datetime:
        """Return the first time after a moment, put off by chance."""
        usual = self.next_after(moment)
        return by_chance(usual, min(self.spread, (self.next_after(usual) - usual) / 2))

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the next time: what was missed meanwhile is one time, which has been rung."""
        del previous_fire_time
        return self.next_spread(now)

    def _next_of(self, trigger: Any, moment: datetime) -> datetime:
        after = moment
        while True:
            later = after.astimezone(UTC) + timedelta(microseconds=1)  # in Paris, adding forgets the fold
            found: datetime | None = trigger.get_next_fire_time(None, later.astimezone(PARIS))
            if found is None:
                raise ScheduleInvalid(self.text)
            if found.fold == 0 or self._is_hourly():
                return found.astimezone(UTC)
            after = found

    def _is_hourly(self) -> bool:
        return self.text.split()[1].startswith("*")


def by_chance(moment: datetime, most: timedelta) -> datetime:
    """Return the moment, put off by chance."""
    return moment + _RANDOM.random() * most


def _alternatives(text: str) -> list[dict[str, str]]:
    """Return the fields; twice where the day may be of the month or of the week."""
    values = text.split()
    if len(values) != len(_FIELDS):
        raise ValueError(text)
    fields = dict(zip(_FIELDS, values, strict=True)) | {"day_of_week": _to_weekdays(values[-1].lower())}
    if fields["day"].startswith("*") or fields["day_of_week"] == "*":
        return [fields]
    return [fields | {"day": "*"}, fields | {"day_of_week": "*"}]


def _to_weekdays(field: str) -> str:
    """Return the days by name: APScheduler counts them from Monday."""
    numbers = {number % 7 for part in field.split(",") for number in _list_weekdays(part)}
    return "*" if len(numbers) == 7 else ",".join(WEEKDAYS[number] for number in sorted(numbers))


def _list_weekdays(part: str) -> range:
    days, _, step = part.partition("/")
    first, dash, last = ("0", "-", "6") if days == "*" else days.partition("-")
    low = _weekday(first)
    high = _weekday(last) if dash else (6 if step else low)
    return range(low, high + 1 if high >= low else high + 8, int(step or 1))


def _weekday(text: str) -> int:
    number = WEEKDAYS.index(text) if text in WEEKDAYS else int(text)
    if not 0 <= number <= 7:
        raise ValueError(text)
    return number
