"""What would become of the first records of a source, compared with what is published; nothing is written."""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal

from catalogue import record_json
from catalogue.differences import Difference, list_differences
from catalogue.json_form import decoder_of
from catalogue.record import Record
from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.replaying import KeptRecord, list_kept_of
from catalogue.store.texts import storable
from harvester.connector import FetchTools, RawItem, RejectedItem, Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import HarvestError, RecordRejected
from harvester.making import MadeRecord, make_records
from harvester.normalise import UNMAPPED, Evidence, NormaliseContext
from harvester.probing import list_remarks
from harvester.remapping import to_item

State = Literal["new", "changed", "unchanged", "restored"]
LOOKED_THROUGH = 1_000
"""One record that is asked for is looked for among so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedRecord:
    """A record as a harvest would keep it; `differences` from what is published of it.

    `state` is `restored` where what is published is archived: a harvest would bring it back.
    """

    remote_id: str
    record: Record
    state: State
    differences: tuple[Difference, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmappedValue:
    """A value that no step could turn into a code, and how many of the records say it."""

    field: str
    value: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first records of a source; `announced` is the total that it names, `ended_early` why its listing
    broke off before as many as were wanted.
    """

    source: str
    announced: int | None
    records: tuple[PreviewedRecord, ...]
    rejected: tuple[RejectedItem, ...]
    remarks: tuple[str, ...] = ()
    ended_early: HarvestError | None = None

    @property
    def unmapped(self) -> tuple[UnmappedValue, ...]:
        """What could not be read, the most frequent first."""
        counted = Counter(
            (str(name), str(value))
            for one in self.records
            for name, value in one.record.extras.get(UNMAPPED, ())
        )
        return tuple(
            UnmappedValue(field=name, value=value, records=count)
            for (name, value), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewer:
    """What previews need: the tools of one source, the store, what the steps know of the source."""

    tools: FetchTools
    database: Database
    context: NormaliseContext


@dataclass(slots=True, kw_only=True)
class _Taken:
    """What was read of a listing."""

    items: dict[str, RawItem]
    rejected: list[RejectedItem]
    announced: int | None = None
    ended_early: HarvestError | None = None

    def count(self) -> int:
        return len(self.items) + len(self.rejected)


def preview(source: Source, previewer: Previewer, limit: int) -> Preview:
    """Read the first `limit` records of a source and tell what would become of them.

    Raises `SourceUnavailable` or `SourceMisbehaved` where the source gives none.
    """
    taken = _take(source, previewer.tools, limit)
    if taken.ended_early is not None and taken.count() == 0:
        raise taken.ended_early
    records, rejected = _make(source, previewer, list(taken.items.values()))
    return Preview(
        source=source.id,
        announced=taken.announced,
        records=records,
        rejected=(*taken.rejected, *rejected),
        remarks=list_remarks(source, previewer.tools),
        ended_early=taken.ended_early,
    )


def preview_record(source: Source, previewer: Previewer, remote_id: str) -> Preview:
    """Tell what would become of one record: of its original where that is kept, else as the source gives it.

    Raises `RecordRejected(kind="record-not-found")` where it is not kept and not among the first of the
    source, and what `preview` raises.
    """
    kept = _find_kept(previewer.database, source, [remote_id]).get(remote_id)
    announced = None
    if kept is not None:
        item = to_item(kept)
    else:
        taken = _take(source, previewer.tools, LOOKED_THROUGH, until=remote_id)
        announced = taken.announced
        refused = tuple(one for one in taken.rejected if one.remote_id == remote_id)
        if refused:
            return Preview(source=source.id, announced=announced, records=(), rejected=refused)
        if remote_id not in taken.items:
            raise taken.ended_early or RecordRejected(
                "record-not-found", source=source.title, record=remote_id, count=taken.count()
            )
        item = taken.items[remote_id]
    records, rejected = _make(source, previewer, [item])
    return Preview(source=source.id, announced=announced, records=records, rejected=rejected)


def _take(source: Source, tools: FetchTools, limit: int, until: str | None = None) -> _Taken:
    """Read pages until there are `limit` items, or the one with the id `until`."""
    taken = _Taken(items={}, rejected=[])
    listing = CONNECTORS[source.kind].fetch(source, tools, Wanted())
    try:
        with closing(page for page in listing) as pages:
            for page in pages:
                if page.announced is not None:
                    taken.announced = page.announced
                taken.rejected += page.rejected[: limit - taken.count()]
                for item in page.items:
                    if taken.count() < limit:
                        taken.items.setdefault(storable(item.remote_id), item)
                if taken.count() >= limit or until in taken.items:
                    break
    except HarvestError as error:
        taken.ended_early = error.with_facts(source=source.title)
    return taken


def _make(
    source: Source, previewer: Previewer, items: Sequence[RawItem]
) -> tuple[tuple[PreviewedRecord, ...], tuple[RejectedItem, ...]]:
    items = [replace(item, remote_id=storable(item.remote_id)) for item in items]
    made = make_records(previewer.tools.gateway, source, previewer.context, items)
    kept = _find_kept(previewer.database, source, [item.remote_id for item in items])
    records = tuple(
        _compare(item.remote_id, one, kept.get(item.remote_id))
        for item, one in zip(items, made, strict=True)
        if isinstance(one, MadeRecord)
    )
    return records, tuple(one for one in made if isinstance(one, RejectedItem))


def _find_kept(database: Database, source: Source, remote_ids: Sequence[str]) -> dict[str, KeptRecord]:
    with database.snapshot() as connection:
        return list_kept_of(connection, source.id, remote_ids)


def _compare(remote_id: str, made: MadeRecord, kept: KeptRecord | None) -> PreviewedRecord:
    evidence: tuple[Evidence, ...] = decoder_of(tuple[Evidence, ...])(json.loads(made.evidence), "evidence")
    found = PreviewedRecord(
        remote_id=remote_id, record=record_json.loads(made.record), state="new", evidence=evidence
    )
    if kept is None:
        return found
    differences = tuple(list_differences(kept.record, made.record))
    state: State = "changed" if differences else "unchanged"
    return replace(found, state="restored" if kept.status == "archived" else state, differences=differences)
