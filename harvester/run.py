"""A run: one source is listed, mapped, normalised and staged, then published or held, in that order.

Everything a reader could see happens in one transaction at the end; a run that dies before it leaves what it
staged, which the next run of the source goes on with or throws away.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from catalogue.errors import LeaseLost, StoreUnavailable, StoreUnwritable
from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.leases import Lease, find_lease, release_lease, stamp
from catalogue.store.pages import KnownPages
from catalogue.store.runs import ItemError, RunReport, interrupt_run, keep_cursor, put_errors, start_run
from harvester.beginning import FULL_EVERY, Beginning, begin
from harvester.conclusion import conclude
from harvester.connector import Connector, FetchTools, Page
from harvester.connectors import CONNECTORS
from harvester.errors import RunStopped, SourceMisbehaved, SourceUnavailable
from harvester.heartbeat import Heartbeat, Limits, beating
from harvester.normalise import NormaliseContext
from harvester.overlap import ahead, closable, mapped
from harvester.page_memory import remembering
from harvester.progress import Progress
from harvester.staging import PreparedPage, StagedPage, Stager, fingerprint
from harvester.verdict import Listing
from harvester.wording import opened, sentence

PAGES_AHEAD = 2
"""Pages that are fetched, and prepared, before they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvester:
    """What runs share: the store, the way to open tools for a source, its context, who watches, the clock.

    The event given to `open_tools` ends every waiting of the tools once it is set.
    """

    database: Database
    open_tools: Callable[[Source, threading.Event], AbstractContextManager[FetchTools]]
    context_of: Callable[[Source], NormaliseContext]
    progress: Progress
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    full_every: timedelta = FULL_EVERY
    limits: Limits = field(default_factory=Limits)


def harvest(source: Source, harvester: Harvester, *, full: bool = False) -> RunReport:
    """Harvest a source and return what happened; nothing that was published before is lost whatever happens.

    A source that can tell what changed is asked for that alone, unless `full`. Raises
    `SourceUnavailable(kind="source-busy")` while another worker harvests it, and where one took it over. A
    run that breaks off, by Ctrl-C or by a fault of ours, is `interrupted`; so is one that meets a full disk,
    which raises `StoreUnwritable`.
    """
    mapping = fingerprint(source)
    with harvester.database.writing() as connection:
        lease = find_lease(connection, f"source/{source.id}", harvester.now)
        if lease is None:
            raise SourceUnavailable("source-busy", source=source.title)
        run_id = start_run(connection, source.id, stamp(harvester.now()), mapping=mapping)
    try:
        return _Run(source=source, run_id=run_id, mapping=mapping, lease=lease, harvester=harvester).work(
            full
        )
    except LeaseLost as error:
        _break_off(run_id, harvester)
        raise SourceUnavailable("source-busy", source=source.title) from error
    except StoreUnwritable as error:
        kind = f"store-{error.reason}"
        _break_off(run_id, harvester, ItemError(kind=kind, message=sentence(kind, {"source": source.title})))
        raise
    except BaseException:
        _break_off(run_id, harvester)
        raise
    finally:
        with harvester.database.writing() as connection:
            release_lease(connection, lease)


def _break_off(run_id: int, harvester: Harvester, reason: ItemError | None = None) -> None:
    """Write that a run broke off; where there is no room for that, the next run of the source does it."""
    with suppress(StoreUnavailable), harvester.database.writing() as connection:
        put_errors(connection, run_id, [reason] if reason else [])
        interrupt_run(connection, run_id, stamp(harvester.now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run that holds its lease."""

    source: Source
    run_id: int
    mapping: str
    lease: Lease
    harvester: Harvester
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self, full: bool) -> RunReport:
        """List, stage, judge and publish."""
        started = time.monotonic()
        harvester, source = self.harvester, self.source
        beginning = begin(
            harvester.database,
            source,
            self.run_id,
            self.mapping,
            harvester.now(),
            full=full,
            full_every=harvester.full_every,
        )
        harvester.progress.phase(source.id, "fetching")
        with beating(self._heartbeat()) as heart:
            with harvester.open_tools(source, self.stop) as tools:
                listing = self._remembering(tools, beginning, heart)
                stats = tools.session.stats
            harvester.progress.phase(source.id, "publishing")
            report = RunReport(
                run=self.run_id,
                source=source.id,
                status="running",
                listed=listing.listed,
                announced=listing.announced,
                requests=stats.requests,
                bytes=stats.bytes,
                full=beginning.full,
                continues=beginning.continues,
            )
            seconds = round(time.monotonic() - started, 3)
            report = replace(report, seconds=seconds)
            report = conclude(harvester.database, source, report, listing, self.lease, harvester.now)
        harvester.progress.phase(source.id, "published")
        return report

    def _heartbeat(self) -> Heartbeat:
        return Heartbeat(
            run_id=self.run_id,
            lease=self.lease,
            database=self.harvester.database,
            limits=self.harvester.limits,
            now=self.harvester.now,
            stop=self.stop,
        )

    def _remembering(self, tools: FetchTools, beginning: Beginning, heart: Heartbeat) -> Listing:
        """List, without parsing again the pages that are those of the last time."""
        pages = KnownPages(self.harvester.database, self.source.id)
        with remembering(tools.gateway, pages) as gateway:
            listing = self._list(replace(tools, gateway=gateway), beginning, heart)
        if beginning.full and beginning.continues is None and listing.ended_early is None:
            pages.forget_unused()
            tools.session.answers.forget_unused()
        named = {"source": self.source.title}
        listing.remarks = [
            ItemError(kind=remark.kind, message=opened(remark.message, named))
            for remark in tools.session.remarks
        ]
        return listing

    def _list(self, tools: FetchTools, beginning: Beginning, heart: Heartbeat) -> Listing:
        """Fetch and stage page by page; a listing that ends early keeps what it brought."""
        connector: Connector = CONNECTORS[self.source.kind]
        stager = self._stager(tools, beginning)
        listing = Listing(
            listed=len(beginning.adopted.seen),
            rejected=beginning.adopted.rejected,
            cursor=beginning.wanted.cursor,
            ended_early=beginning.parked,
        )
        if beginning.parked is not None:
            return listing
        try:
            with self._prepared(connector.fetch(self.source, tools, beginning.wanted), stager) as pages:
                for page in pages:
                    self._note(stager.write(page), listing)
                    heart.got_on()
        except (SourceUnavailable, SourceMisbehaved, RunStopped) as error:
            heart.check_lease()
            listing.ended_early = error.with_facts(source=self.source.title)
        if isinstance(listing.ended_early, SourceMisbehaved):
            listing.cursor = listing.cursor if listing.listed > len(beginning.adopted.seen) else None
        return listing

    @contextmanager
    def _prepared(self, pages: Iterator[Page], stager: Stager) -> Iterator[Iterator[PreparedPage]]:
        """Give the pages as the stager prepares them, while others are fetched and written; what breaks that
        off is heard by who fetches.
        """
        fetched = ahead(closable(pages), PAGES_AHEAD, "fetching")
        prepared = ahead(mapped(stager.prepare, fetched), PAGES_AHEAD, "preparing")
        with closing(prepared):
            try:
                yield prepared
            except BaseException:
                self.stop.set()
                raise

    def _note(self, staged: StagedPage, listing: Listing) -> None:
        """Write down how far the listing has come."""
        listing.listed += staged.listed
        listing.rejected += staged.rejected
        listing.cursor = staged.cursor
        if staged.announced is not None:
            listing.announced = staged.announced
        with self.harvester.database.writing() as connection:
            keep_cursor(connection, self.run_id, staged.cursor)
        self.harvester.progress.listed(self.source.id, listing.listed, listing.announced)

    def _stager(self, tools: FetchTools, beginning: Beginning) -> Stager:
        return Stager(
            source=self.source,
            run_id=self.run_id,
            gateway=tools.gateway,
            database=self.harvester.database,
            context=self.harvester.context_of(self.source),
            mapping=self.mapping,
            now=self.harvester.now,
            seen=set(beginning.adopted.seen),
            resumed=beginning.adopted.seen,
        )
