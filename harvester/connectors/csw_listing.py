"""The listing of a CSW: what changed and a proof of the whole where that can be had, else the whole."""

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from catalogue.source import Source
from harvester.connector import Page, Wanted
from harvester.connectors.csw_ahead import reading_ahead
from harvester.connectors.csw_changes import Changes
from harvester.connectors.csw_client import CswQuery
from harvester.connectors.csw_items import Handover
from harvester.connectors.csw_reader import CswReader, answered
from harvester.connectors.csw_walk import Step, Walk

PAGE_SIZE = 50
MAX_PAGES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a sorted listing goes on, and what it announced when it was cut."""

    start: int
    announced: int

    def to_text(self) -> str:
        """Return the text that `parse_cursor` reads back."""
        return json.dumps({"start": self.start, "announced": self.announced})


def parse_cursor(text: str | None) -> Cursor | None:
    """Return the cursor, None for one that cannot be read."""
    try:
        said = json.loads(text or "null")
        cursor = Cursor(start=int(said["start"]), announced=int(said["announced"]))
    except (ValueError, TypeError, KeyError):
        return None
    return cursor if cursor.start > 0 else None


def list_pages(source: Source, reader: CswReader, wanted: Wanted) -> Iterator[Page]:
    """Yield the pages of one harvest; a listing that was cut goes on where it was, as long as the source
    announces what it did then.
    """
    size = int(source.options.get("page_size", PAGE_SIZE))
    max_pages = int(source.options.get("max_pages", MAX_PAGES))
    handover = Handover(source=source)
    changes = Changes(reader=reader, handover=handover, wanted=wanted, page_size=size, max_pages=max_pages)
    if wanted.since is not None and wanted.cursor is None:
        is_proven = yield from changes.pages(wanted.since)
        if is_proven:
            return
    cursor = _find_cursor(reader, wanted.cursor)
    if cursor is not None and cursor.start > cursor.announced:
        yield Page(items=(), announced=cursor.announced, cursor=wanted.cursor)
        return
    query = CswQuery(start=cursor.start if cursor else 1, count=size)
    walk = Walk(reader=reader, read=reader.read_records, query=query, max_pages=max_pages)
    with reading_ahead(reader.client, size) as reader.ahead:
        totals = yield from _walk_through(walk, reader, handover)
    reader.ahead = None
    if len(totals) > 1:
        yield from changes.catch_up(totals[0], totals[-1])


def _walk_through(walk: Walk, reader: CswReader, handover: Handover) -> Generator[Page, None, list[int]]:
    """Yield the pages of a walk, and return the totals that were announced, each once. Records that are
    deleted meanwhile move the others up, past the cursor.
    """
    totals: list[int] = []
    for step in walk.steps():
        items = handover.to_items(step.answer.records)
        if step.announced is not None and step.announced not in totals:
            totals.append(step.announced)
        cursor = _cursor_after(reader, step) if len(totals) == 1 else None
        yield handover.to_page(items, step.rejected, step.announced, cursor)
    return totals


def _find_cursor(reader: CswReader, text: str | None) -> Cursor | None:
    cursor = parse_cursor(text)
    if cursor is None or reader.sort is None:
        return None
    said = answered(reader.read_hits, CswQuery(count=1))
    return cursor if said is not None and said.matched == cursor.announced else None


def _cursor_after(reader: CswReader, step: Step) -> str | None:
    """Return the cursor after a page; a listing without order or total can only be begun again."""
    if reader.sort is None or step.announced is None:
        return None
    return Cursor(start=step.start, announced=step.announced).to_text()
