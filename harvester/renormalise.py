"""A new mapping of stored originals, without the network: what changed is published like a harvest.

For after a declaration, a vocabulary or this software changed. Nothing is listed, so nobody becomes absent
and nobody comes back; what can no longer be mapped keeps what is published of it.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from catalogue.errors import LeaseLost
from catalogue.source import Source
from catalogue.store import Connection, Database
from catalogue.store.leases import Lease, renew_lease, stamp
from catalogue.store.publishing import publish
from catalogue.store.replaying import (
    ConfirmedVersion,
    abandon_cut_runs,
    confirm_versions,
    count_kept,
    forget_dead_replays,
)
from catalogue.store.resolving import resolve
from catalogue.store.runs import (
    ItemError,
    drop_staged,
    finish_run,
    interrupt_run,
    list_errors,
    put_errors,
    start_run,
)
from catalogue.store.staging import StagedRecord, stage_records
from catalogue.store.texts import storable
from harvester.errors import RunStopped, SourceUnavailable
from harvester.gateway import ParserGateway
from harvester.heartbeat import Heartbeat, Limits, beating
from harvester.holding import holding
from harvester.making import MadeRecord
from harvester.normalise import NormaliseContext
from harvester.progress import Progress
from harvester.remapping import Remapped, iterate_remapped, keys_of
from harvester.replay_count import Renormalised, ReplayCount
from harvester.staging import fingerprint
from harvester.wording import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Renormaliser:
    """What new mappings share: the store, the parser child, a source's context, who watches, the clock."""

    database: Database
    gateway: ParserGateway
    context_of: Callable[[Source], NormaliseContext]
    progress: Progress
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    limits: Limits = field(default_factory=Limits)


def rehearse(source: Source, renormaliser: Renormaliser) -> Renormalised:
    """Say what a new mapping would do; nothing is written."""
    count = ReplayCount()
    database, progress = renormaliser.database, renormaliser.progress
    with database.snapshot() as connection:
        total = count_kept(connection, source.id)
    progress.phase(source.id, "remapping")
    context = renormaliser.context_of(source)
    for page in iterate_remapped(database, source, renormaliser.gateway, context):
        count.add(page)
        progress.listed(source.id, count.listed, total)
    return count.sum_up(0, source)


def renormalise(source: Source, renormaliser: Renormaliser) -> Renormalised:
    """Map all that is kept of a source anew, and publish what changed in one transaction.

    Raises `SourceUnavailable(kind="source-busy")` while another worker holds the source, and where one took
    it over. A run that is told to stop publishes nothing; one that breaks off is `interrupted`.
    """
    database, now = renormaliser.database, renormaliser.now
    with holding(database, source, now) as lease:
        mapping = fingerprint(source)
        with database.writing() as connection:
            forget_dead_replays(connection, source.id)
            run_id = start_run(connection, source.id, stamp(now()), kind="renormalise", mapping=mapping)
        replay = _Replay(
            source=source, run_id=run_id, mapping=mapping, lease=lease, renormaliser=renormaliser
        )
        try:
            return replay.work()
        except LeaseLost as error:
            replay.break_off()
            raise SourceUnavailable("source-busy", source=source.title) from error
        except BaseException:
            replay.break_off()
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Replay:
    """One run that holds its lease."""

    source: Source
    run_id: int
    mapping: str
    lease: Lease
    renormaliser: Renormaliser
    count: ReplayCount = field(default_factory=ReplayCount)

    @property
    def database(self) -> Database:
        """The store."""
        return self.renormaliser.database

    def break_off(self) -> None:
        """Write that the run broke off; what it staged is forgotten."""
        with self.database.writing() as connection:
            interrupt_run(connection, self.run_id, stamp(self.renormaliser.now()))

    def work(self) -> Renormalised:
        """Map, stage and publish."""
        progress = self.renormaliser.progress
        progress.phase(self.source.id, "remapping")
        with beating(self._heartbeat()) as heart:
            try:
                self._remap(heart)
            except RunStopped:
                heart.check_lease()
                return self._stop()
            progress.phase(self.source.id, "publishing")
            done = self._publish()
        progress.phase(self.source.id, "published")
        return done

    def _heartbeat(self) -> Heartbeat:
        return Heartbeat(
            run_id=self.run_id,
            lease=self.lease,
            database=self.database,
            limits=self.renormaliser.limits,
            now=self.renormaliser.now,
            stop=threading.Event(),
        )

    def _remap(self, heart: Heartbeat) -> None:
        renormaliser, source = self.renormaliser, self.source
        with self.database.snapshot() as connection:
            total = count_kept(connection, source.id)
        context = renormaliser.context_of(source)
        for page in iterate_remapped(self.database, source, renormaliser.gateway, context):
            self._stage(page)
            renormaliser.progress.listed(source.id, self.count.listed, total)
            heart.got_on()

    def _stage(self, page: Sequence[Remapped]) -> None:
        """Write what a page brought: of what is as it was, only under which mapping it holds."""
        errors = self.count.add(page)
        staged = [
            self._to_staged(one, one.made)
            for one in page
            if isinstance(one.made, MadeRecord) and one.outcome in ("changed", "rekeyed")
        ]
        confirmed = [
            self._to_confirmed(one, one.made)
            for one in page
            if isinstance(one.made, MadeRecord) and one.outcome == "same"
        ]
        self.count.staged += len(staged)
        with self.database.writing() as connection:
            stage_records(connection, self.run_id, self.source.id, staged, {})
            confirm_versions(connection, [one for one in confirmed if one is not None])
            put_errors(connection, self.run_id, errors)

    def _to_staged(self, one: Remapped, made: MadeRecord) -> StagedRecord:
        kept = one.kept
        changed = one.outcome == "changed"
        return StagedRecord(
            remote_id=kept.remote_id,
            original=kept.original,
            media_type=kept.media_type,
            remote_url=kept.remote_url,
            mapping=self.mapping,
            record=made.record,
            content_hash=made.content_hash,
            first_seen=stamp(self.renormaliser.now()) if changed else kept.created_at,
            keys=keys_of(made),
            evidence=made.evidence,
            outcome="changed" if changed else "unchanged",
        )

    def _to_confirmed(self, one: Remapped, made: MadeRecord) -> ConfirmedVersion | None:
        """Return what is to be written of a record that is as it was; None where that is written already."""
        kept, evidence = one.kept, storable(made.evidence)
        if (kept.mapping, kept.evidence) == (self.mapping, evidence):
            return None
        return ConfirmedVersion(version_id=kept.version_id, mapping=self.mapping, evidence=evidence)

    def _publish(self) -> Renormalised:
        """Publish what was staged, if anything was, and write the report with it."""
        now = self.renormaliser.now
        with self.database.writing() as connection:
            resolution = resolve(connection, self.run_id, self.source)
        done = self.count.sum_up(self.run_id, self.source)
        with self.database.writing() as connection:
            renew_lease(connection, self.lease, now)
            publishes = self.count.staged > 0
            if publishes:
                publish(connection, self.run_id, self.source, resolution, now(), complete=False, listed=False)
                abandon_cut_runs(connection, self.source.id)
            return self._finish(connection, done, published=publishes)

    def _stop(self) -> Renormalised:
        """End a run that was told to."""
        done = self.count.sum_up(self.run_id, self.source, "interrupted")
        kind, facts = "replay-stopped", {"source": self.source.title}
        told = ItemError(kind=kind, message=sentence(kind, facts))
        with self.database.writing() as connection:
            put_errors(connection, self.run_id, [told])
            return self._finish(connection, replace(done, changes=()), published=False)

    def _finish(self, connection: Connection, done: Renormalised, *, published: bool) -> Renormalised:
        report = replace(done.report, errors=tuple(list_errors(connection, self.run_id)))
        finish_run(connection, report, stamp(self.renormaliser.now()), published=published)
        drop_staged(connection, self.run_id)
        return replace(done, report=report)
