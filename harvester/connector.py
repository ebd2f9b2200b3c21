"""What a kind of source must offer: `fetch`, which talks and interprets nothing, and `to_record`, which maps.

`fetch` runs in the harvesting process and yields pages of raw items. `to_record` is a pure function of one
item (no network, no store, no clock) and runs in the guarded parser child, so that any stored original can
be mapped again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from marshmallow import Schema

from catalogue.record import Record
from catalogue.source import Source
from harvester.gateway import ParserGateway
from harvester.http import GuardedSession

IDENTITY_KEYS = "identity_keys"
"""Key of `Record.extras` under which a mapper leaves the identity keys (see `catalogue.identity`), strongest
first; the run takes them out before the record is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One record as the source gave it: `content` are the original bytes that are kept for ever."""

    remote_id: str
    content: bytes
    media_type: str
    remote_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedItem:
    """An item that could not even be split from its page; `kind` and `message` as in `harvester.errors`."""

    remote_id: str
    kind: str
    message: str
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of the listing: its items, and the total that the source announces where it does."""

    items: tuple[RawItem, ...]
    announced: int | None = None
    rejected: tuple[RejectedItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchTools:
    """What `fetch` may use: the guarded session and the parser child, both of this run."""

    session: GuardedSession
    gateway: ParserGateway


Mapper = Callable[[RawItem, Mapping[str, Any]], Record]
"""`to_record(item, options)`: pure; raises `RecordRejected`. `options` are those of the source, checked."""


class Connector(Protocol):
    """A kind of source; `options` is the schema of what its declaration may set."""

    kind: ClassVar[str]
    options: ClassVar[type[Schema]]

    def fetch(self, source: Source, tools: FetchTools) -> Iterator[Page]:
        """Yield the listing page by page.

        Raises `SourceUnavailable` or `SourceMisbehaved` where it ends early: what was yielded before stays
        good, and the run becomes partial.
        """
        ...

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:
        """Map one item: no network, no store, no clock; raises `RecordRejected`."""
        ...
