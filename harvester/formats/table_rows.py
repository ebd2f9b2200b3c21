"""A table, whatever document holds it, as batches of rows: a task of the parser child.

A document is known by its first bytes, never by its name or its media type.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from harvester.errors import SourceMisbehaved
from harvester.formats.csv_table import parse_table
from harvester.formats.table_shape import Table
from harvester.formats.xlsx_table import parse_workbook
from harvester.formats.xlsx_workbook import is_workbook

BATCH_ROWS = 500
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""How the compound files of Excel before 2007 begin (MS-CFB §2.2), and workbooks under a password."""


def read_table(content: bytes, options: Mapping[str, Any]) -> Table:
    """Return the table of a CSV document or of an XLSX workbook.

    Options: `where`, `expected`, `delimiter`, `encoding`, `sheet`, `header_row`. Raises `SourceMisbehaved`:
    `old-workbook`, and what `parse_table` and `parse_workbook` raise.
    """
    common = {name: options.get(name) for name in ("header_row",)}
    where, expected = options["where"], options["expected"]
    if content.startswith(_OLD_WORKBOOK):
        raise SourceMisbehaved("old-workbook", where=where)
    if is_workbook(content):
        return parse_workbook(content, where=where, expected=expected, sheet=options.get("sheet"), **common)
    chosen = {name: options.get(name) for name in ("delimiter", "encoding")}
    return parse_table(content, where=where, expected=expected, **chosen, **common)


def read_rows(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the table as JSON: first `{"columns": […], "format", "sheet"}`, then batches `{"rows": bytes}`,
    each a JSON list of `[line, [cell, …]]`: packed, so that a long table stays small where it is handed on.
    """
    table = read_table(content, options)
    yield {
        "columns": list(table.columns),
        "format": "CSV" if table.sheet is None else "XLSX",
        "sheet": table.sheet,
    }
    for start in range(0, len(table.rows), BATCH_ROWS):
        part = [[row.line, row.cells] for row in table.rows[start : start + BATCH_ROWS]]
        yield {"rows": json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")}
