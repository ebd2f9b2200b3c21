"""The rows of a table as items: their ids, their content, and what is wrong with some of them.

The rows stay packed, batch by batch, as the parser child gave them, so that a long table needs little memory;
they are gone through twice: to count the ids, then to hand the items on.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from harvester.connector import Page, RawItem, RejectedItem
from harvester.errors import RecordRejected
from harvester.formats.csv_record import id_of

MEDIA_TYPE = "application/json"

NumberedRow = tuple[int, list[str]]
"""The line where a row begins, and its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableItems:
    """The rows of a table: `batches` are JSON lists of `[line, [cell, …]]`; `declared` names the columns of
    each field.
    """

    columns: tuple[str, ...]
    batches: Sequence[bytes]
    declared: Mapping[str, tuple[str, ...]]

    def count(self) -> int:
        """Return how many items there are, those that will be rejected among them."""
        return self._survey()[1]

    def pages(self) -> Iterator[Page]:
        """Yield a page per batch. Rows that share an id are told apart by their content, whatever their
        order; a row that is written twice is one.
        """
        counts, total = self._survey()
        seen: set[bytes] = set()
        for rows in self._rows():
            items: list[RawItem] = []
            rejected: list[RejectedItem] = []
            for row in rows:
                if self._is_ragged(row):
                    rejected.append(self._reject(row))
                elif (content := self._content(row)) and (mark := _mark(content)) not in seen:
                    seen.add(mark)
                    items.append(self._to_item(row, content, counts))
            yield Page(items=tuple(items), rejected=tuple(rejected), announced=total)
        if not self.batches:
            yield Page(items=(), announced=0)

    def _survey(self) -> tuple[Counter[str], int]:
        """Return how often each id is there, and how many items there will be."""
        counts: Counter[str] = Counter()
        marks: set[bytes] = set()
        ragged = 0
        for rows in self._rows():
            counts.update(self._id(row) for row in rows)
            ragged += sum(map(self._is_ragged, rows))
            marks.update(_mark(self._content(row)) for row in rows if not self._is_ragged(row))
        return counts, len(marks) + ragged

    def _rows(self) -> Iterator[list[NumberedRow]]:
        for batch in self.batches:
            yield [(line, cells) for line, cells in json.loads(batch)]

    def _is_ragged(self, row: NumberedRow) -> bool:
        return len(row[1]) != len(self.columns)

    def _cells(self, row: NumberedRow) -> dict[str, str]:
        return dict(zip(self.columns, row[1], strict=False))

    def _id(self, row: NumberedRow) -> str:
        return id_of(self._cells(row), self.declared)[0]

    def _content(self, row: NumberedRow) -> bytes:
        cells = self._cells(row)
        return json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def _to_item(self, row: NumberedRow, content: bytes, counts: Mapping[str, int]) -> RawItem:
        remote_id = self._id(row)
        suffix = f"~{sha256(content).hexdigest()[:8]}" if counts[remote_id] > 1 else ""
        return RawItem(remote_id=remote_id + suffix, content=content, media_type=MEDIA_TYPE)

    def _reject(self, row: NumberedRow) -> RejectedItem:
        line, cells = row
        error = RecordRejected("ragged-row", line=line, cells=len(cells), columns=len(self.columns))
        content = json.dumps(cells, ensure_ascii=False).encode()
        return RejectedItem(remote_id=self._id(row), kind=error.kind, message=error.reason, content=content)


def _mark(content: bytes) -> bytes:
    return sha256(content).digest()
