"""What the robots.txt of a host says to us: its crawl-delay is kept, its Disallow is only told.

A source is declared by a person who answers for it, and addresses of APIs are often closed to search engines
alone; see `docs/decisions`. Nothing is fetched here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from threading import Lock
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from harvester.http.clock import Clock
from harvester.http.policy import HttpPolicy

LONGEST_DELAY = 30.0
VALID_FOR = 86_400.0  # RFC 9309 §2.4: not used for more than a day
MAX_BYTES = 512_000  # RFC 9309 §2.5: 500 kibibytes at least
PATIENCE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotRules:
    """`delay` in seconds between two requests, 0 where none is asked; `allows` says whether an address is
    open to robots.
    """

    delay: float = 0.0
    allows: Callable[[str], bool] = field(default=lambda url: True, repr=False)


NO_RULES = RobotRules()


def limits_of(policy: HttpPolicy) -> HttpPolicy:
    """Return how far the look-up goes."""
    return replace(
        policy,
        max_bytes=MAX_BYTES,
        connect_timeout=min(policy.connect_timeout, PATIENCE),
        read_timeout=min(policy.read_timeout, PATIENCE),
        total_timeout=min(policy.total_timeout, 2 * PATIENCE),
    )


def robots_url(url: str) -> str:
    """Return where the rules of the host of this address are (RFC 9309 §2.3)."""
    return urljoin(url, "/robots.txt")


def parse_robots(content: bytes, user_agent: str) -> RobotRules:
    """Return the rules for us, or those for `*`; no rule for what cannot be read."""
    name = user_agent.partition("/")[0]
    parser = RobotFileParser()
    try:
        parser.parse(content.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
    except ValueError:  # digits that are no number to `int`
        return NO_RULES
    delay = min(LONGEST_DELAY, float(parser.crawl_delay(name) or 0))
    return RobotRules(delay=delay, allows=lambda url: parser.can_fetch(name, url))


class RobotsMemory:
    """The rules of each host, for a day; `NO_RULES` while somebody looks them up."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._known: dict[str, tuple[float, RobotRules]] = {}

    def find_or_claim(self, host: str) -> RobotRules | None:
        """Return the rules of a host, or None once a day: it is the caller then who looks them up."""
        with self._lock:
            now = self._clock.monotonic()
            until, rules = self._known.get(host, (now, NO_RULES))
            if now < until:
                return rules
            self._known[host] = (now + VALID_FOR, NO_RULES)
            return None

    def keep(self, host: str, rules: RobotRules) -> None:
        """Keep what was looked up."""
        with self._lock:
            self._known[host] = (self._clock.monotonic() + VALID_FOR, rules)

    def forget(self, host: str) -> None:
        """Let somebody else look the rules up: the one who began did not end."""
        with self._lock:
            self._known.pop(host, None)


@cache
def robots_of(clock: Clock) -> RobotsMemory:
    """Return the memory that all sessions with this clock share."""
    return RobotsMemory(clock)
