"""From a page of raw items to staged records: what is known is left alone, the rest mapped and normalised."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from catalogue.json_form import plain
from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.leases import stamp
from catalogue.store.originals import digest, put_originals
from catalogue.store.runs import ItemError, put_errors
from catalogue.store.staging import (
    KnownVersion,
    Outcome,
    StagedRecord,
    list_active,
    list_known,
    stage_outcome,
    stage_records,
)
from catalogue.store.texts import storable
from harvester.connector import Page, RawItem, RejectedItem
from harvester.gateway import ParserGateway
from harvester.making import MadeRecord, make_records
from harvester.normalise import NormaliseContext
from harvester.wording import sentence

BATCH = 200
AnyItem = TypeVar("AnyItem", RawItem, RejectedItem)
MAPPING_VERSION = "2"
"""Raised whenever a mapper or a normalisation step changes what it makes of the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedPage:
    """What a page brought: new distinct ids, and how many of them could not be used; with it, what the page
    said of the listing.
    """

    listed: int
    rejected: int
    announced: int | None = None
    cursor: str | None = None


@dataclass(slots=True, kw_only=True)
class _Batch:
    """What became of some items: how many distinct ones, and those that are kept, refused or repeated."""

    listed: int
    repeated: Sequence[RawItem]
    staged: list[StagedRecord] = field(default_factory=list)
    originals: dict[str, bytes] = field(default_factory=dict)
    refused: list[RejectedItem] = field(default_factory=list)
    unchanged: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPage:
    """A page ready to be written: what it could not give, its items in batches, ids that are there still."""

    unusable: Sequence[RejectedItem]
    fresh: Sequence[RejectedItem]
    batches: Sequence[_Batch]
    present: Sequence[str]
    announced: int | None
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stager:
    """Stages the pages of one run; of all that it lists, only the ids stay in memory.

    Preparing and writing may go on in two threads, each page after page. `resumed` are ids that were staged
    before the listing was cut: where the first page comes again, they are no repeats.
    """

    source: Source
    run_id: int
    gateway: ParserGateway
    database: Database
    context: NormaliseContext
    mapping: str
    now: Callable[[], datetime]
    seen: set[str] = field(default_factory=set)
    resumed: frozenset[str] = frozenset()

    def prepare(self, page: Page) -> PreparedPage:
        """Map what a page brought that is not known; the first of two items with the same id is kept.

        Pages are prepared in their order, each before or while the one before is written.
        """
        unusable = [_storable(item) for item in page.rejected]
        fresh, _ = self._first_of_each(unusable)
        batches = [
            self._prepare_batch([_storable(item) for item in page.items[start : start + BATCH]])
            for start in range(0, len(page.items), BATCH)
        ]
        return PreparedPage(
            unusable=unusable,
            fresh=fresh,
            batches=batches,
            present=self._list_present(page.present),
            announced=page.announced,
            cursor=page.cursor,
        )

    def write(self, page: PreparedPage) -> StagedPage:
        """Stage a prepared page, in short transactions; of two items with the same id the second is named."""
        self._quarantine(page.unusable, page.fresh)
        listed = rejected = len(page.fresh)
        for batch in page.batches:
            self._write_batch(batch)
            listed += batch.listed
            rejected += len(batch.refused)
        self._write_present(page.present)
        listed += len(page.present)
        return StagedPage(listed=listed, rejected=rejected, announced=page.announced, cursor=page.cursor)

    def _prepare_batch(self, items: Sequence[RawItem]) -> _Batch:
        fresh, repeated = self._first_of_each(items)
        known = self._list_known([item.remote_id for item in fresh])
        names = {item.remote_id: digest(item.content) for item in fresh}
        new = [item for item in fresh if not self._is_known(names[item.remote_id], known.get(item.remote_id))]
        made = make_records(self.gateway, self.source, self.context, new)
        batch = _Batch(listed=len(fresh), repeated=repeated)
        for item, result in zip(new, made, strict=True):
            if isinstance(result, RejectedItem):
                batch.refused.append(result)
            else:
                name = names[item.remote_id]
                batch.staged.append(self._to_staged(item, name, result, known.get(item.remote_id)))
                batch.originals[name] = item.content
        batch.unchanged = sorted({item.remote_id for item in fresh} - {item.remote_id for item in new})
        return batch

    def _write_batch(self, batch: _Batch) -> None:
        with self.database.writing() as connection:
            stage_records(connection, self.run_id, self.source.id, batch.staged, batch.originals)
            stage_outcome(connection, self.run_id, "unchanged", batch.unchanged)
            put_errors(connection, self.run_id, [_repeated(item) for item in batch.repeated])
        self._quarantine(batch.refused, batch.refused)

    def _list_present(self, remote_ids: Sequence[str]) -> Sequence[str]:
        """Return those of the ids listed without content that are published; others are not counted."""
        fresh = sorted({storable(remote_id) for remote_id in remote_ids} - self.seen)
        if not fresh:
            return ()
        with self.database.snapshot() as connection:
            known = list_active(connection, self.source.id, fresh)
        self.seen.update(known)
        return sorted(known)

    def _write_present(self, remote_ids: Sequence[str]) -> None:
        if remote_ids:
            with self.database.writing() as connection:
                stage_outcome(connection, self.run_id, "unchanged", remote_ids)

    def _quarantine(self, items: Sequence[RejectedItem], fresh: Sequence[RejectedItem]) -> None:
        """Keep unusable items with their bytes; `fresh` are those whose id the run had not seen."""
        if not items:
            return
        errors = [_to_error(item) for item in items]
        contents = {error.original: item.content for error, item in zip(errors, items, strict=True)}
        with self.database.writing() as connection:
            put_originals(connection, {name: content for name, content in contents.items() if name})
            put_errors(connection, self.run_id, errors)
            stage_outcome(connection, self.run_id, "rejected", [item.remote_id for item in fresh])

    def _first_of_each(self, items: Sequence[AnyItem]) -> tuple[list[AnyItem], list[AnyItem]]:
        """Part the items that this run has not seen yet from those whose id came before."""
        fresh: list[AnyItem] = []
        repeated: list[AnyItem] = []
        for item in items:
            if item.remote_id in self.resumed:
                continue
            (repeated if item.remote_id in self.seen else fresh).append(item)
            self.seen.add(item.remote_id)
        return fresh, repeated

    def _list_known(self, remote_ids: Sequence[str]) -> dict[str, KnownVersion]:
        with self.database.snapshot() as connection:
            return list_known(connection, self.source.id, remote_ids)

    def _is_known(self, original: str, known: KnownVersion | None) -> bool:
        return known is not None and known.original == original and known.mapping == self.mapping

    def _to_staged(
        self, item: RawItem, original: str, made: MadeRecord, known: KnownVersion | None
    ) -> StagedRecord:
        """Compare a made record with what is published of it."""
        same = known is not None and known.content_hash == made.content_hash
        outcome: Outcome = "added" if known is None else "unchanged" if same else "changed"
        return StagedRecord(
            remote_id=item.remote_id,
            original=original,
            media_type=item.media_type,
            remote_url=item.remote_url and storable(item.remote_url),
            mapping=self.mapping,
            record=made.record,
            content_hash=made.content_hash,
            first_seen=known.created_at if known is not None and same else stamp(self.now()),
            keys=tuple(dict.fromkeys(map(storable, made.keys))),
            evidence=made.evidence,
            outcome=outcome,
        )


def fingerprint(source: Source) -> str:
    """Return two digests with a stroke between: of what decides how the source is asked, and of all that
    decides, beside its bytes, what an item of it becomes.
    """
    asked = [source.kind, source.options]
    declared = [*asked, source.title, source.territories, source.defaults]
    return f"{_digest_of(asked)}/{_digest_of([MAPPING_VERSION, *declared])}"


def _digest_of(values: Sequence[object]) -> str:
    text = json.dumps(plain(values), ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _storable(item: AnyItem) -> AnyItem:
    """Return the item under an id that both databases can hold: nearly always the item itself."""
    remote_id = storable(item.remote_id)
    return item if remote_id == item.remote_id else replace(item, remote_id=remote_id)


def _repeated(item: RawItem) -> ItemError:
    return ItemError(kind="duplicate-id", message=sentence("duplicate-id", {}), remote_id=item.remote_id)


def _to_error(item: RejectedItem) -> ItemError:
    name = digest(item.content) if item.content else None
    return ItemError(kind=item.kind, message=item.message, remote_id=item.remote_id, original=name)
