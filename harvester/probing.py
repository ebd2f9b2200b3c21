"""Asking sources what they are, without writing anything: what each says of itself, and its first titles.

Hosts are asked side by side, the sources of one host in turn, and each source only for a bounded time: a
federation half of which does not answer is looked over in a minute or two.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from threading import Event, Timer
from urllib.parse import urlsplit

from catalogue.language import gettext as _
from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import FetchTools, Page, Probe, Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import HarvestError, RunStopped, SourceUnavailable
from harvester.http import HttpPolicy
from harvester.http.urls import shown_url
from harvester.mapping import map_items

OpenTools = Callable[[Source, Event], AbstractContextManager[FetchTools]]
"""Opens tools for a source; the event given ends every waiting once it is set."""

TITLES = 3
THREADS = 8
LONGEST = 60.0
"""Seconds that a source is asked for."""

NO_CONNECTION = frozenset({"unknown-host", "unreachable", "time-out", "tls"})
SILENCES = 2
"""After so many sources of a host in a row that could not be reached, its other ones are not tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a source answered; `error` says why it did not, or not to the end. `listed` counts what its first
    page holds, `titles` are the first of them as the source writes them.
    """

    source: Source
    probe: Probe | None = None
    announced: int | None = None
    listed: int = 0
    titles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    error: HarvestError | None = None


def brief(policy: HttpPolicy) -> HttpPolicy:
    """Return how patient a look is: one try, and short waits."""
    return replace(
        policy,
        attempts=1,
        connect_timeout=min(policy.connect_timeout, 5.0),
        read_timeout=min(policy.read_timeout, 20.0),
        total_timeout=min(policy.total_timeout, 40.0),
        max_wait_in_run=min(policy.max_wait_in_run, 35.0),
    )


def probe_sources(
    sources: Sequence[Source], open_tools: OpenTools, *, longest: float = LONGEST
) -> Iterator[Finding]:
    """Yield what each source answered, as soon as it did; raises nothing that a source can cause.

    `longest` are the seconds after which a source is no longer waited for.
    """
    looks = [_Look(source=source, open_tools=open_tools, longest=longest) for source in sources]
    hosts = _by_host(looks)
    findings: SimpleQueue[Finding | None] = SimpleQueue()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="probing") as pool:
        try:
            work = [pool.submit(copy_context().run, _look_in_turn, host, findings.put) for host in hosts]
            for _each in hosts:
                yield from iter(findings.get, None)
            for done in work:
                done.result()
        finally:
            for look in looks:
                look.stop.set()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One source to be asked; `stop` ends that at once."""

    source: Source
    open_tools: OpenTools
    longest: float
    stop: Event = field(default_factory=Event)

    @property
    def host(self) -> str:
        """The server that is asked; a local file has one of its own."""
        return urlsplit(self.source.url).netloc if self.source.url else f"file:{self.source.id}"

    def find(self) -> Finding:
        """Ask the source, for as long as that may take."""
        timer = Timer(self.longest, self.stop.set)
        timer.daemon = True
        timer.start()
        try:
            found = self._ask_within()
        finally:
            timer.cancel()
        if found.error is None:
            return found
        if isinstance(found.error, RunStopped):
            late = SourceUnavailable("look-too-long", seconds=round(self.longest))
            found = replace(found, error=late)
        return replace(found, error=found.error and found.error.with_facts(source=self.source.title))

    def _ask_within(self) -> Finding:
        found = Finding(source=self.source)
        try:
            with self.open_tools(self.source, self.stop) as tools:
                try:
                    found = _with_probe(found, tools)
                    found = _with_titles(found, tools)
                except HarvestError as error:
                    found = replace(found, error=error)
                return _with_remarks(found, tools)
        except HarvestError as error:
            return replace(found, error=error)


def _by_host(looks: Sequence[_Look]) -> list[list[_Look]]:
    groups: dict[str, list[_Look]] = defaultdict(list)
    for look in looks:
        groups[look.host].append(look)
    return list(groups.values())


def _look_in_turn(looks: Sequence[_Look], put: Callable[[Finding | None], None]) -> None:
    """Ask the sources of one host, until it has shown that no connection comes about; None says the end."""
    silences = 0
    error: HarvestError | None = None
    try:
        for look in looks:
            if silences >= SILENCES and error is not None:
                url = shown_url(look.source.url or "")
                put(Finding(source=look.source, error=error.with_facts(source=look.source.title, url=url)))
                continue
            found = look.find()
            put(found)
            error = found.error
            is_silent = found.probe is None and error is not None and error.kind in NO_CONNECTION
            silences = silences + 1 if is_silent else 0
    finally:
        put(None)


def _with_probe(found: Finding, tools: FetchTools) -> Finding:
    probe = CONNECTORS[found.source.kind].probe(found.source, tools)
    return replace(found, probe=probe, announced=probe.announced, remarks=probe.remarks)


def _with_titles(found: Finding, tools: FetchTools) -> Finding:
    """Add what the first page holds; one that is slow at listing was reached all the same."""
    source = found.source
    try:
        with closing(page for page in CONNECTORS[source.kind].fetch(source, tools, Wanted())) as pages:
            page = next(pages, Page(items=()))
        results = map_items(tools.gateway, source, page.items[:TITLES])
    except RunStopped:
        slow = _("La liste des fiches tarde à venir ; la moisson sera longue.")
        return replace(found, remarks=(*found.remarks, slow))
    return replace(
        found,
        announced=page.announced if found.announced is None else found.announced,
        listed=len(page.items),
        titles=tuple(result.title for result in results if isinstance(result, Record)),
    )


def _with_remarks(found: Finding, tools: FetchTools) -> Finding:
    """Add what the session has to tell, each remark once."""
    if found.probe is None:
        return found
    told = (*found.remarks, *list_remarks(found.source, tools))
    return replace(found, remarks=tuple(dict.fromkeys(told)))


def list_remarks(source: Source, tools: FetchTools) -> tuple[str, ...]:
    """Return what is worth telling of the server of a source that answered: that it moved, or that its
    robots.txt closes the address.
    """
    remarks = tuple(remark.message for remark in tools.session.remarks)
    if not source.url or not tools.session.disallows(source.url):
        return remarks
    closed = _(
        "Le fichier robots.txt de ce serveur ferme cette adresse aux robots. Glane la lit parce "
        "qu'elle est déclarée : vérifiez que le gestionnaire de la source est d'accord."
    )
    return (*remarks, closed)
