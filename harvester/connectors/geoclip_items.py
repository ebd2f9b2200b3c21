"""The entries of a list of indicators as raw items: what is kept of each, under which id.

Ids are `dataset.indic`, or the dataset where indicators are gathered by it, whichever way the list came, so
that changing the way changes no id.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from harvester.connector import RawItem, RejectedItem
from harvester.errors import RecordRejected
from harvester.formats.geoclip_addresses import plain_link, without_port
from harvester.formats.geoclip_entry import Entry, to_entry
from harvester.formats.geoclip_init import Surroundings
from harvester.formats.geoclip_ways import Ways

MEDIA_TYPE = "application/json"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An item before its metadata sheet is known: `said` is its content, `sheet_url` where the sheet is."""

    remote_id: str
    said: dict[str, Any]
    page: str
    sheet_url: str | None = None

    @property
    def fingerprint(self) -> str:
        """A digest of the list's own words on the item: what changes when the indicator changes."""
        return digest_of({name: self.said[name] for name in ("entry", "entries") if name in self.said})

    def to_item(self) -> RawItem:
        """Return the item to keep."""
        return RawItem(
            remote_id=self.remote_id,
            content=canonical(self.said),
            media_type=MEDIA_TYPE,
            remote_url=self.page,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What drafting needs beside the entries: the portal's root, the options, what the portal says around."""

    root: str
    options: Json
    around: Surroundings | None = None

    def draft(self, entries: Sequence[Any]) -> tuple[list[Draft], list[RejectedItem]]:
        """Return the items of a list, what it says twice once, and what is no entry at all."""
        unlike = {canonical(entry): entry for entry in entries}.values()
        rejected = [_rejected(n, entry) for n, entry in enumerate(unlike) if not isinstance(entry, Mapping)]
        read = [(self._read(values), values) for values in unlike if isinstance(values, Mapping)]
        wanted = [
            (entry, values)
            for entry, values in read
            if is_wanted(self.options, entry.name, entry.label or "")
        ]
        if self.options.get("group_by") == "dataset":
            return list(self._by_dataset(wanted)), rejected
        return [self._of_indicator(entry, values) for entry, values in wanted], rejected

    def _read(self, values: Json) -> Entry:
        return to_entry(values, self.options.get("columns"))

    def _of_indicator(self, entry: Entry, values: Json) -> Draft:
        return Draft(
            remote_id=entry.name,
            said={"portal": without_port(self.root), "entry": values, **self._around(entry)},
            page=plain_link(self.root, entry.name),
            sheet_url=self._ways(entry).sheet_address(),
        )

    def _by_dataset(self, entries: Sequence[tuple[Entry, Json]]) -> Iterator[Draft]:
        groups: dict[str, list[tuple[Entry, Json]]] = {}
        for entry, values in entries:
            groups.setdefault(entry.dataset or entry.name, []).append((entry, values))
        for name, members in groups.items():
            first = members[0][0]
            listed = [values for _, values in members]
            said = {
                "portal": without_port(self.root),
                "entries": listed,
                **self._around(*(entry for entry, _ in members)),
            }
            yield Draft(remote_id=name, said=said, page=plain_link(self.root, first.name))

    def _ways(self, entry: Entry) -> Ways:
        return Ways(portal=self.root, entry=entry, options=self.options, labels={}, views={})

    def _around(self, *entries: Entry) -> dict[str, Any]:
        """Return what the portal says around these indicators, and of nothing else: an item changes only with
        its own surroundings.
        """
        if self.around is None:
            return {}
        first = entries[0]
        levels = {level for entry in entries for level in entry.levels}
        said = {
            "theme_path": list(self.around.path_of(first.dataset, first.code)),
            "levels": {code: label for code, label in self.around.levels.items() if code in levels},
            "views": {code: view for code, view in self.around.views.items() if code in levels},
            "dataset": self.around.datasets.get(first.dataset or ""),
        }
        return {"around": {name: value for name, value in said.items() if value}}


def is_wanted(options: Json, name: str, label: str) -> bool:
    """Tell whether `include` and `exclude` let an indicator in, by `dataset.indic` or by its label."""
    included = options.get("include")
    if included is not None and not any(_matches(pattern, name, label) for pattern in included):
        return False
    return not any(_matches(pattern, name, label) for pattern in options.get("exclude", ()))


def canonical(value: Any) -> bytes:
    """Return the bytes of a JSON value, one for all ways of writing it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(value: Any) -> str:
    """Return a short digest of a JSON value."""
    return sha256(canonical(value)).hexdigest()[:16]


def _matches(pattern: str, name: str, label: str) -> bool:
    """A pattern with `*`, `?` or `[` means the whole text, another one a part of it; case and accents do not
    count.
    """
    wished, texts = _bare(pattern), (_bare(name), _bare(label))
    if any(sign in wished for sign in "*?["):
        return any(fnmatchcase(text, wished) for text in texts)
    return any(wished in text for text in texts)


def _bare(text: str) -> str:
    return re.sub("[\u0300-\u036f]", "", normalize("NFKD", text)).casefold()


def _rejected(number: int, value: Any) -> RejectedItem:
    error = RecordRejected("unmappable", detail=type(value).__name__)
    content = canonical(value)
    return RejectedItem(remote_id=f"~{number}", kind=error.kind, message=error.reason, content=content)
