"""The strategies `list` and `file`: every indicator in one answer, or in one file of the operator.

The list is whole by itself: its length is the total. It may be gone on with where it is still the same.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalogue.source import Source
from harvester.connector import FetchTools, Page, RejectedItem, Wanted
from harvester.connectors.geoclip_items import Draft, Drafting, digest_of
from harvester.connectors.geoclip_portal import GeoclipPortal
from harvester.connectors.geoclip_sheets import LIMIT, SheetReader
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.formats.geoclip_addresses import root_of
from harvester.formats.geoclip_file import entries_of_json
from harvester.http import parse_json

FILE_TASK = "geoclip.entries"
PAGE_ITEMS = 500
PAGE_SHEETS = 20
"""Items per page where each may cost a download: what was read is staged soon."""


def fetch_list(source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
    """Yield the indicators that the front end lists; raises what `GeoclipPortal` raises."""
    portal = GeoclipPortal(source, tools.session)
    entries = portal.fetch_indicators()
    drafting = Drafting(root=portal.root, options=source.options, around=portal.find_surroundings())
    drafts, rejected = drafting.draft(entries)
    yield from _to_pages(drafts, rejected, source, tools, wanted)


def fetch_file(source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
    """Yield the indicators of the operator's file, which has no metadata sheets to read beside.

    Raises `SourceUnavailable` (`file-missing`), and what the session and the parser raise.
    """
    entries = _fetch_entries(source, tools)
    drafting = Drafting(root=root_of(source.url or ""), options=source.options)
    drafts, rejected = drafting.draft(entries)
    yield from _to_pages(drafts, rejected, source, tools, wanted)


def _to_pages(
    drafts: Sequence[Draft],
    rejected: Sequence[RejectedItem],
    source: Source,
    tools: FetchTools,
    wanted: Wanted,
) -> Iterator[Page]:
    reader = _open_reader(source, tools, wanted)
    size = PAGE_SHEETS if reader else PAGE_ITEMS
    listed = digest_of([[draft.remote_id, draft.fingerprint] for draft in drafts])
    total = len({draft.remote_id for draft in drafts}) + len(rejected)
    begun = _start_of(wanted.cursor, listed)
    for start in range(begun, max(len(drafts), begun + 1), size):
        part = drafts[start : start + size]
        yield Page(
            items=tuple(draft.to_item() for draft in (reader.complete(part) if reader else part)),
            rejected=tuple(rejected) if start == begun else (),
            announced=total,
            cursor=json.dumps({"at": start + len(part), "of": listed}),
        )


def _open_reader(source: Source, tools: FetchTools, wanted: Wanted) -> SheetReader | None:
    if not source.options.get("sheet"):
        return None
    return SheetReader(tools=tools, wanted=wanted, left=source.options.get("sheet_limit", LIMIT))


def _start_of(cursor: str | None, listed: str) -> int:
    """Return where to go on; a cursor of another list, or that says nothing, means the beginning."""
    try:
        said = json.loads(cursor or "{}")
        return int(said["at"]) if said["of"] == listed else 0
    except (ValueError, LookupError, TypeError):
        return 0


def _fetch_entries(source: Source, tools: FetchTools) -> list[Any]:
    where, content = _fetch_file_bytes(source, tools)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        found = entries_of_json(parse_json(content, url=where))
        if found is None:
            raise SourceMisbehaved("unexpected-answer", url=where, found="json", expected="indicateurs")
        return found
    options: Mapping[str, Any] = {"where": where, "columns": source.options.get("columns", {})}
    return [one["entry"] for one in tools.gateway.run(FILE_TASK, content, dict(options), where=where)]


def _fetch_file_bytes(source: Source, tools: FetchTools) -> tuple[str, bytes]:
    if source.path is not None:
        path = Path(source.path)
        try:
            return path.name, path.read_bytes()
        except OSError as error:
            raise SourceUnavailable("file-missing", where=source.path, detail=error.strerror) from None
    address: str = source.options["file"]  # a declaration without either is refused
    answer = tools.session.fetch_bytes("GET", address, accept="text/csv, application/json, */*;q=0.5")
    return answer.url, answer.content
