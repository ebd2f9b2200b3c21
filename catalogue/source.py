"""A source of the federation, as declared: what is harvested, how, and how far it is trusted.

Values only; `harvester.sources` checks a declaration and builds one, `catalogue.store.sources` keeps them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDefaults:
    """What stands in where a record of the source is silent."""

    licence: str | None = None
    publisher: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAuth:
    """How to sign in to a source: `kind` is `basic` (HTTP Basic), `bearer` or `header` (in header `name`).

    `secret` is a reference (`env:NAME`), never the secret itself; for `basic` without `user` it holds
    `user:password`. Credentials go to the source's own origin alone.
    """

    kind: str
    secret: str
    user: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One declared source; `rank` decides between sources that disagree (lower wins).

    `territories` are zone ids, the coverage of records that say nothing. `options` are those that the kind
    declares. `loss_threshold` is the share of records (0–1) whose absence is held for a person.

    `pace` is the least time between two requests (seconds) where the source wants more patience than the
    others; `window` the hours in which the schedule may read it (`"22:00-06:00"`, time of Paris);
    `confidence` how sure its declaration is (`sûre`, `probable`, `à confirmer`), where it was not tried.
    """

    id: str
    kind: str
    title: str
    url: str | None = None
    path: str | None = None
    territories: tuple[str, ...] = ()
    schedule: str | None = None
    rank: int = 100
    enabled: bool = True
    restricted: bool = False
    feed: bool | None = None
    allow_private: bool = False
    loss_threshold: float = 0.1
    pace: float | None = None
    window: str | None = None
    confidence: str | None = None
    auth: SourceAuth | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    defaults: SourceDefaults = SourceDefaults()

    @property
    def in_feeds(self) -> bool:
        """Whether its records may reach public feeds: `feed` overrides `restricted`."""
        return not self.restricted if self.feed is None else self.feed

    @property
    def namespace(self) -> str:
        """What remote ids are unique in: `kind:host/path`, never a port, or `file:name` for a local file that
        is no mere list of what a portal has.
        """
        if self.path is not None and self.url is None:
            return f"file:{self.path.replace(chr(92), '/').rsplit('/', 1)[-1]}"
        address = urlsplit(self.url or "")
        return f"{self.kind}:{address.hostname or ''}{address.path}"
