"""A CSV document read as a table: its encoding, its delimiter, its columns and its rows with line numbers.

Leaves what a column means to `csv_record`.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from harvester.declared import nearest_text
from harvester.errors import SourceMisbehaved
from harvester.formats.words import squeeze
from harvester.gateway.encoding import decode
from harvester.gateway.sniff import sniff

DELIMITERS = (";", ",", "\t", "|")
MAX_CELL_CHARACTERS = 131_072
"""The limit of Python's csv reader: a longer cell is a quote that was never closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`line` is the line of the file where the row ends; `cells` are as many as the columns, or too many."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table without its empty rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str
    encoding: str


def parse_table(
    content: bytes,
    *,
    where: str,
    expected: Iterable[str] = (),
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Table:
    """Return the table of a CSV document (RFC 4180, and what spreadsheets make of it).

    `expected` are the columns that must be there: they decide between delimiters. `where` names the document
    in errors. Raises `SourceMisbehaved`: `empty-table`, `missing-column`, `cut-table`, `bad-csv` (with the
    line), `bad-encoding`.
    """
    text, used = _decode(content, encoding, where)
    wanted = tuple(expected)
    chosen = delimiter or _sniff_delimiter(text, wanted)
    rows = _read_rows(text, chosen, where)
    header = next(rows, None)
    if header is None:
        raise SourceMisbehaved("empty-table", where=where)
    columns = tuple(squeeze(cell) for cell in header.cells)
    _check_columns(columns, wanted, where)
    read = tuple(rows)
    _check_end(text, columns, read, where)
    return Table(
        columns=columns,
        rows=tuple(_padded(row, len(columns)) for row in read),
        delimiter=chosen,
        encoding=used,
    )


def read_rows(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a document as JSON: a task of the parser child.

    Options: `where`, `expected`, `delimiter`, `encoding`. First `{"columns": […]}`, then per row
    `{"line": n, "cells": […]}`.
    """
    table = parse_table(
        content,
        where=options["where"],
        expected=options["expected"],
        delimiter=options.get("delimiter"),
        encoding=options.get("encoding"),
    )
    yield {"columns": list(table.columns)}
    for row in table.rows:
        yield {"line": row.line, "cells": list(row.cells)}


def _decode(content: bytes, encoding: str | None, where: str) -> tuple[str, str]:
    if encoding is None:
        decoded = decode(content)
        _refuse_other_documents(decoded.text, where)
        return decoded.text, decoded.encoding
    try:
        return content.decode(encoding).removeprefix("\ufeff"), encoding
    except (UnicodeDecodeError, LookupError):
        raise SourceMisbehaved("bad-encoding", where=where, encoding=encoding) from None


def _refuse_other_documents(text: str, where: str) -> None:
    kind = sniff(text)
    if kind == "html":
        raise SourceMisbehaved("not-a-catalogue", url=where)
    if kind in ("binary", "xml", "rdfxml", "ows-exception"):
        raise SourceMisbehaved("unexpected-answer", url=where, found=kind, expected="csv")


def _sniff_delimiter(text: str, wanted: tuple[str, ...]) -> str:
    """Choose the delimiter that shows most of the wanted columns in the first row, then most columns."""

    def weight(delimiter: str) -> tuple[int, int]:
        cells = _first_cells(text, delimiter)
        return len(set(cells) & set(wanted)), len(cells)

    return max(DELIMITERS, key=weight)


def _first_cells(text: str, delimiter: str) -> list[str]:
    try:
        header = next(
            iter(csv.reader(StringIO(text[:MAX_CELL_CHARACTERS], newline=""), delimiter=delimiter)), []
        )
    except csv.Error:
        return []
    return [squeeze(cell) for cell in header]


def _read_rows(text: str, delimiter: str, where: str) -> Iterator[Row]:
    """Yield the rows that say something; strict, so that a quote never closed does not swallow the rest."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line=reader.line_num, cells=tuple(cells))
    except csv.Error as error:
        raise SourceMisbehaved("bad-csv", where=where, line=reader.line_num, detail=str(error)) from None


def _check_end(text: str, columns: tuple[str, ...], rows: tuple[Row, ...], where: str) -> None:
    """Refuse a document that breaks off inside its last row: the only short one, and its line never ended."""
    if not rows or text.endswith(("\n", "\r")):
        return
    *others, last = (len(row.cells) for row in rows)
    if last < len(columns) and all(width >= len(columns) for width in others):
        raise SourceMisbehaved("cut-table", where=where, line=rows[-1].line)


def _padded(row: Row, width: int) -> Row:
    """Complete a short row with empty cells; drop the empty cells that a spreadsheet left at the end."""
    cells = list(row.cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return Row(line=row.line, cells=(*cells, *[""] * (width - len(cells))))


def _check_columns(columns: tuple[str, ...], wanted: tuple[str, ...], where: str) -> None:
    for column in wanted:
        if column not in columns:
            raise SourceMisbehaved(
                "missing-column",
                column=column,
                where=where,
                nearest=nearest_text(column, columns),
                columns=", ".join(columns),
            )
