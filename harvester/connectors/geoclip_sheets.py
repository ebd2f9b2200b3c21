"""The metadata sheets of indicators: read once from the download, again when the list says otherwise.

What was read is kept inside the item, with a digest of the list's words that it belongs to. So an indicator
that is known under the same words is not downloaded again, and a download that fails leaves the last sheet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from harvester.connector import FetchTools, Wanted
from harvester.connectors.geoclip_items import Draft
from harvester.errors import SourceMisbehaved, SourceParked, SourceUnavailable
from harvester.formats.geoclip_ways import XLSX
from harvester.http import parse_json

TASK = "geoclip.sheet"
LIMIT = 200
FAILURES = 3
"""Failures in a row after which a portal is left in peace until the next run."""

Json = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class SheetReader:
    """The downloads of one run; `left` is how many it may still make."""

    tools: FetchTools
    wanted: Wanted
    left: int = LIMIT
    _failures: int = field(default=0)

    def complete(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield the drafts with their sheets: kept ones, new ones, none where there is none to be had."""
        kept = self.wanted.find_originals([draft.remote_id for draft in drafts])
        for draft in drafts:
            sheet = self._sheet_of(draft, _find_sheet(kept.get(draft.remote_id)))
            if sheet is not None:
                draft.said["sheet"] = sheet
            yield draft

    def _sheet_of(self, draft: Draft, kept: Json | None) -> Json | None:
        """Return the sheet of a draft; one of other words of the list is better than none."""
        if draft.sheet_url is None or self.left <= 0 or self._failures >= FAILURES:
            return kept
        if kept is not None and kept.get("of") == draft.fingerprint:
            return kept
        rows = self._fetch_rows(draft.sheet_url)
        return kept if rows is None else {"of": draft.fingerprint, "rows": rows}

    def _fetch_rows(self, url: str) -> Any:
        """Return the rows of the sheets beside the data, None where the download fails."""
        self.left -= 1
        try:
            answer = self.tools.session.fetch_bytes("GET", url, accept=f"{XLSX}, */*;q=0.1")
            (said,) = self.tools.gateway.run(TASK, answer.content, {"where": url}, where=url)
        except SourceParked:
            self._failures = FAILURES  # it asked for patience, and the list is already here
            return None
        except (SourceMisbehaved, SourceUnavailable):
            self._failures += 1
            return None
        self._failures = 0
        return said["rows"]


def _find_sheet(original: bytes | None) -> Json | None:
    """Return the sheet that a kept item holds; an item that came by another way holds none."""
    if original is None:
        return None
    try:
        sheet = parse_json(original, url="")["sheet"]
    except (SourceMisbehaved, LookupError, TypeError):
        return None
    return sheet if isinstance(sheet, Mapping) else None
