"""What a kind of source must offer: `fetch`, which talks and interprets nothing, and `to_record`, which maps.

`fetch` runs in the harvesting process and yields pages of raw items. `to_record` is a pure function of one
item (no network, no store, no clock) and runs in the guarded parser child, so that any stored original can
be mapped again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal, Protocol

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
    """One answer of the listing: its items, and the total of the source where it announces one.

    `present` are ids that the source still lists and whose content was not read, because it has not changed
    since `Wanted.since`. `cursor` is opaque text by which a later `fetch` goes on after this page; None where
    the listing can only be begun again.
    """

    items: tuple[RawItem, ...]
    announced: int | None = None
    rejected: tuple[RejectedItem, ...] = ()
    present: tuple[str, ...] = ()
    cursor: str | None = None


def _none_known(remote_ids: Sequence[str]) -> frozenset[str]:
    """Know nothing: the answer for a source that is read for the first time."""
    del remote_ids
    return frozenset()


def _no_originals(remote_ids: Sequence[str]) -> Mapping[str, bytes]:
    """Have kept nothing: the answer for a source that is read for the first time."""
    del remote_ids
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a listing; by default everything, from its beginning.

    `since` (UTC) is given to connectors that are `incremental`: what has not changed at the source since
    then need not be read, only named in `Page.present`. `cursor` is the one of the last page of a listing
    that was cut. `find_known` tells which of these ids are published and active: an id that the source
    lists and that is not known must be read, however old it says it is. `find_originals` gives the bytes
    that are kept of those of these ids that are known, for a connector that completes its items by further
    requests and need not repeat them.
    """

    since: datetime | None = None
    cursor: str | None = None
    find_known: Callable[[Sequence[str]], frozenset[str]] = _none_known
    find_originals: Callable[[Sequence[str]], Mapping[str, bytes]] = _no_originals


Ability = Literal["total", "since", "ids", "resume", "sort"]
"""What a source turned out to offer: it announces its total, tells what changed since a time, lists its ids
alone, lets a cut listing go on, and sorts its listing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a source says of itself: its software as people name it (with a version where it tells one), how
    many records it announces, what it offers, and remarks worth telling (plain sentences).
    """

    software: str
    announced: int | None = None
    abilities: frozenset[Ability] = frozenset()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchTools:
    """What `fetch` may use: the guarded session and the parser child, both of this run."""

    session: GuardedSession
    gateway: ParserGateway


Mapper = Callable[[RawItem, Mapping[str, Any]], Record]
"""`to_record(item, options)`: pure; raises `RecordRejected`. `options` are those of the source, checked."""


class Connector(Protocol):
    """A kind of source; `options` is the schema of what its declaration may set.

    `incremental` says that `fetch` honours `Wanted.since`.
    """

    kind: ClassVar[str]
    options: ClassVar[type[Schema]]
    incremental: ClassVar[bool]

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
        """Yield the listing page by page: every id of the source once, in `items`, `rejected` or `present`.

        Raises `SourceUnavailable` or `SourceMisbehaved` where it ends early: what was yielded before stays
        good, and the run becomes partial.
        """
        ...

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask a source what it is, in a few requests; raises what `fetch` raises."""
        ...

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:
        """Map one item: no network, no store, no clock; raises `RecordRejected`."""
        ...
