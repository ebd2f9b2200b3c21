"""Harvest a DCAT catalogue: Turtle, RDF/XML, JSON-LD or N-Triples, in one document or paged by hydra."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import SplitResult, urljoin, urlsplit

from marshmallow import Schema

from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import FetchTools, Page, Probe, RawItem, Wanted
from harvester.declared import DeclaredSchema, whole
from harvester.errors import SourceMisbehaved
from harvester.formats.dcat_record import to_record
from harvester.http import Fetched

TASK = "dcat.page"
MEDIA_TYPE = "application/n-triples"
MAX_PAGES = 2_000
ACCEPT = (
    "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.7,"
    " */*;q=0.1"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class DcatOptions(DeclaredSchema):
    """What a `dcat` source may set. `max_pages`: where a listing is given up (2 000)."""

    max_pages = whole(1, 100_000)


class DcatConnector:
    """Datasets, series and data services of a catalogue, each kept as its description in N-Triples."""

    kind: ClassVar[str] = "dcat"
    options: ClassVar[type[Schema]] = DcatOptions
    incremental: ClassVar[bool] = False

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:  # noqa: ARG002 -- the protocol
        """Yield the pages of the catalogue, following hydra on the source's own server.

        Raises `SourceMisbehaved`: `paging-loop`, `foreign-next`, `too-many-pages`, `no-record-found`, and
        what the session and the parser raise.
        """
        walk = _Walk(source=source)
        url: str | None = source.url or ""
        while url is not None:
            answer = tools.session.fetch_bytes("GET", url, accept=ACCEPT)
            walk.note_body(answer)
            options = {"url": answer.url, "media_type": answer.content_type}
            head, *described = tools.gateway.run(TASK, answer.content, options, where=answer.url)
            if not (described or head["catalogue"]):
                raise SourceMisbehaved("no-record-found", url=answer.url)
            new = walk.note_items(described)
            yield Page(items=tuple(_to_item(one) for one in described), announced=walk.announced(head))
            url = walk.next_after(answer.url, head["next"], new)

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the first page; raises what `fetch` raises."""
        with closing(self.fetch(source, tools, Wanted())) as pages:  # type: ignore[type-var]
            page = next(pages)
        return Probe(software="DCAT", announced=page.announced)

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:  # noqa: ARG002 -- the protocol
        """Map one description; raises `RecordRejected`."""
        return to_record(item.content, item.remote_id)


def _to_item(described: Mapping[str, Any]) -> RawItem:
    subject = described["subject"]
    return RawItem(
        remote_id=described["remote_id"],
        content=described["content"].encode(),
        media_type=MEDIA_TYPE,
        remote_url=subject if subject and subject.startswith(("http://", "https://")) else None,
    )


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The way through the pages: what was read, so that no ring of pages is walked twice."""

    source: Source
    services: int = 0
    pages: int = 0
    ids: set[str] = field(default_factory=set)
    _urls: set[str] = field(default_factory=set)
    _bodies: set[str] = field(default_factory=set)

    def note_body(self, answer: Fetched) -> None:
        """Raise `paging-loop` when a page says the same, byte for byte, as an earlier one."""
        body = sha256(answer.content).hexdigest()
        if body in self._bodies:
            raise SourceMisbehaved("paging-loop", url=answer.url)
        self._bodies.add(body)
        self._urls |= {answer.url, *answer.redirects}
        self.pages += 1

    def note_items(self, described: Sequence[Mapping[str, Any]]) -> int:
        """Return how many ids are new."""
        new = {one["remote_id"]: one for one in described if one["remote_id"] not in self.ids}
        self.ids |= new.keys()
        self.services += sum(one["service"] for one in new.values())
        return len(new)

    def next_after(self, url: str, next_url: str | None, new: int) -> str | None:
        """Return the address of the next page, None at the end."""
        if next_url is None:
            return None
        following = self._at_home(urljoin(url, next_url))
        if not new or following in self._urls:
            raise SourceMisbehaved("paging-loop", url=following)
        if self.pages >= self.source.options.get("max_pages", MAX_PAGES):
            raise SourceMisbehaved("too-many-pages", limit=self.pages)
        return following

    def announced(self, head: Mapping[str, Any]) -> int | None:
        """Return the total that the source announces. Without one, the last page proves what was listed. Some
        portals count datasets only and list their services beside: then both are counted.
        """
        listed, is_last = len(self.ids), head["next"] is None
        total: int | None = head["total"]
        if total is None:
            return listed if is_last else None
        return listed if is_last and self.services and total == listed - self.services else total

    def _at_home(self, url: str) -> str:
        """Return the address with the scheme of the source; `foreign-next` for another server."""
        home, there = urlsplit(self.source.url or ""), urlsplit(url)
        if there.hostname != home.hostname or (
            _port(there) != _port(home) and not _both_default(there, home)
        ):
            raise SourceMisbehaved("foreign-next", url=url)
        return (
            there._replace(scheme=home.scheme, netloc=home.netloc).geturl() if home.scheme == "https" else url
        )


def _port(address: SplitResult) -> int | None:
    return address.port or _DEFAULT_PORTS.get(address.scheme)


def _both_default(one: SplitResult, other: SplitResult) -> bool:
    return all(_port(address) == _DEFAULT_PORTS.get(address.scheme) for address in (one, other))
