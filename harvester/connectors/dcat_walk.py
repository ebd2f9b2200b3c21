"""The way through a DCAT catalogue: its pages, the catalogues within it, then the documents it links to.

What was read is remembered, so that no ring of pages is walked twice. Only the pages of the catalogue itself
can be gone on with; what comes after them is found by reading them all.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalogue.source import Source
from harvester.connector import FetchTools, Page, RawItem, RejectedItem
from harvester.connectors.dcat_document import DcatDocument, at_home, fetch_document, is_at_home
from harvester.errors import SourceMisbehaved

MAX_PAGES = 2_000
FOLLOW = 1_000
LINKS_PER_PAGE = 20
FAILURES_IN_A_ROW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The page that comes next, how many datasets and services came before it, how many of them services."""

    next: str
    listed: int
    services: int

    def to_text(self) -> str:
        """Return the text that `parse_cursor` reads back."""
        return json.dumps({"next": self.next, "listed": self.listed, "services": self.services})


def parse_cursor(text: str | None) -> Cursor | None:
    """Return the cursor, None for one that cannot be read."""
    try:
        said = json.loads(text or "null")
        return Cursor(next=str(said["next"]), listed=int(said["listed"]), services=int(said["services"]))
    except (ValueError, TypeError, KeyError):
        return None


@dataclass(slots=True, kw_only=True)
class DcatWalk:
    """One walk; `listed`, `services` and `total` count what the pages of the catalogue itself hold."""

    source: Source
    tools: FetchTools
    listed: int = 0
    services: int = 0
    total: int | None = None
    pages_read: int = 0
    _elsewhere: int = 0
    _ids: set[str] = field(default_factory=set)
    _subjects: set[str] = field(default_factory=set)
    _addresses: set[str] = field(default_factory=set)
    _bodies: set[bytes] = field(default_factory=set)
    _links: dict[str, None] = field(default_factory=dict)
    _catalogues: dict[str, None] = field(default_factory=dict)

    def pages(self, cursor: Cursor | None) -> Iterator[Page]:
        """Yield the pages, from the beginning or from a cursor.

        Raises `SourceMisbehaved`: `paging-loop`, `foreign-next`, `too-many-pages`, `too-many-links`,
        `no-record-found`, `described-elsewhere`, and what the session and the parser raise.
        """
        url = self.source.url or ""
        if cursor is not None:
            self.listed, self.services = cursor.listed, cursor.services
            url = at_home(cursor.next, url)
        for document, new in self._chain(url):
            self._count(document, new)
            is_last = document.next_url is None and not self._has_more()
            yield Page(
                items=document.items,
                announced=self._announced() if is_last else self.total,
                cursor=self._cursor_after(document),
            )
        yield from self._read_catalogues()
        yield from self._read_links()

    def _chain(self, url: str | None) -> Iterator[tuple[DcatDocument, int]]:
        """Yield the documents from an address on, as hydra leads, each with its number of new ids."""
        while url is not None:
            document = fetch_document(self.tools, url)
            if document.body in self._bodies:
                raise SourceMisbehaved("paging-loop", url=document.url)
            if not (document.items or document.is_catalogue):
                raise SourceMisbehaved("no-record-found", url=document.url)
            new, is_news = self._note(document)
            yield document, new
            url = self._next_after(document, is_news=is_news)

    def _note(self, document: DcatDocument) -> tuple[int, bool]:
        """Remember a document; return how many ids are new, and whether it brings an id or a link at all."""
        known, linked = len(self._ids), len(self._links)
        self.pages_read += 1
        self._bodies.add(document.body)
        self._addresses |= document.addresses
        self._subjects |= document.subjects
        self._links |= dict.fromkeys(document.links)
        self._catalogues |= dict.fromkeys(document.catalogues)
        self._ids.update(item.remote_id for item in document.items)
        new = len(self._ids) - known
        return new, new > 0 or len(self._links) > linked

    def _next_after(self, document: DcatDocument, *, is_news: bool) -> str | None:
        if document.next_url is None:
            return None
        following = at_home(document.next_url, self.source.url or "")
        if not is_news or following in self._addresses:
            raise SourceMisbehaved("paging-loop", url=following)
        if self.pages_read >= self.source.options.get("max_pages", MAX_PAGES):
            raise SourceMisbehaved("too-many-pages", limit=self.pages_read)
        return following

    def _count(self, document: DcatDocument, new: int) -> None:
        self.listed += new
        self.services += document.services
        self.total = document.total if document.total is not None else self.total

    def _announced(self) -> int:
        """Return the total of the source once all was read; without one, the last page proves what was
        listed. Some portals count datasets only and list their services beside: then both are counted. What
        lies elsewhere may be counted, or not.
        """
        everything = self.listed + self._elsewhere
        if self.total is None or self.total in (self.listed - self.services, everything):
            return everything
        return everything if self.listed > self.total else self.total + self._elsewhere

    def _cursor_after(self, document: DcatDocument) -> str | None:
        if document.next_url is None or self._links or self._catalogues:
            return None
        following = Cursor(next=document.next_url, listed=self.listed, services=self.services)
        return following.to_text()

    def _has_more(self) -> bool:
        return bool(self._own(self._catalogues) or self._missing())

    def _own(self, urls: Sequence[str] | dict[str, None]) -> list[str]:
        """Return the addresses on the server of the source that were not read."""
        own = (url for url in urls if is_at_home(url, self.source.url or ""))
        return [url for url in own if url not in self._addresses]

    def _missing(self) -> list[str]:
        """Return the links to what no page described."""
        return [url for url in self._own(self._links) if url not in self._subjects]

    def _read_catalogues(self) -> Iterator[Page]:
        """Yield the catalogues within the catalogue, and those within them; one that cannot be read is
        rejected by its address, and the others go on.
        """
        while catalogues := self._own(self._catalogues):
            url = at_home(catalogues[0], self.source.url or "")
            self._addresses |= {catalogues[0], url}
            try:
                for document, new in self._chain(url):
                    self._elsewhere += new
                    yield Page(items=document.items, announced=self._announced_so_far())
            except SourceMisbehaved as error:
                self._elsewhere += 1
                yield Page(items=(), rejected=(_rejected(url, error),), announced=self._announced_so_far())

    def _announced_so_far(self) -> int | None:
        return self.total if self._has_more() else self._announced()

    def _read_links(self) -> Iterator[Page]:
        """Yield the datasets that are listed and described in documents of their own."""
        missing = self._missing()
        if not missing:
            self._refuse_foreign()
            return
        limit = int(self.source.options.get("follow", FOLLOW))
        wanted = missing[:limit]
        failures = 0
        for first in range(0, len(wanted), LINKS_PER_PAGE):
            items: list[RawItem] = []
            rejected: list[RejectedItem] = []
            for url in wanted[first : first + LINKS_PER_PAGE]:
                try:
                    items += self._fetch_linked(url)
                    failures = 0
                except SourceMisbehaved as error:
                    failures += 1
                    if failures >= FAILURES_IN_A_ROW:
                        raise
                    rejected.append(_rejected(url, error))
            self._elsewhere += len(rejected)
            is_last = first + LINKS_PER_PAGE >= len(missing)
            yield Page(
                items=tuple(items),
                rejected=tuple(rejected),
                announced=self._announced() if is_last else self.total,
            )
        if len(missing) > limit:
            raise SourceMisbehaved("too-many-links", limit=limit)

    def _fetch_linked(self, url: str) -> list[RawItem]:
        """Return what a linked document describes: the dataset that was asked for, else all it has."""
        document = fetch_document(self.tools, at_home(url, self.source.url or ""))
        named = [item for item in document.items if item.remote_url == url] or list(document.items)
        fresh = [item for item in named if item.remote_id not in self._ids]
        if not named:
            raise SourceMisbehaved("no-record-found", url=document.url)
        self._ids.update(item.remote_id for item in fresh)
        self._subjects |= document.subjects
        self._elsewhere += len(fresh)
        return fresh

    def _refuse_foreign(self) -> None:
        """Name a catalogue that describes nothing and lists what another server describes."""
        foreign = [url for url in self._links if not is_at_home(url, self.source.url or "")]
        if foreign and not self._ids:
            url = self.source.url or ""
            raise SourceMisbehaved("described-elsewhere", url=url, count=len(foreign), example=foreign[0])


def _rejected(url: str, error: SourceMisbehaved) -> RejectedItem:
    return RejectedItem(remote_id=url, kind=error.kind, message=error.reason)
