"""A CSV document read as a table: its encoding, its delimiter, its rows with line numbers.

Leaves headings to `table_shape` and what a column means to `csv_record`.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from itertools import islice

from harvester.errors import SourceMisbehaved
from harvester.formats.table_shape import Row, Table, find_header, shape
from harvester.formats.words import squeeze
from harvester.gateway.encoding import decode
from harvester.gateway.sniff import sniff

DELIMITERS = (";", ",", "\t", "|")
MAX_CELL_CHARACTERS = 131_072
"""The limit of Python's csv reader: a longer cell is a quote that was never closed."""

_EXCEL_SEPARATOR = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
"""The line by which Excel names the delimiter; its users never see it."""

_SNIFFED_CHARACTERS = 4 * MAX_CELL_CHARACTERS


def parse_table(
    content: bytes,
    *,
    where: str,
    expected: Iterable[str] = (),
    delimiter: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
) -> Table:
    """Return the table of a CSV document (RFC 4180, and what spreadsheets make of it).

    `expected` are the columns that must be there: they decide between delimiters. `header_row` is the row
    that heads the columns, from 1, empty rows counted. `where` names the document in errors.

    Raises `SourceMisbehaved`: `empty-table`, `missing-column`, `repeated-column`, `cut-table`,
    `bad-encoding`, and, each with its line, `open-quote`, `long-cell` and `bad-csv`.
    """
    text, used = _decode(content, encoding, where)
    wanted = tuple(expected)
    told = _EXCEL_SEPARATOR.match(text)
    body = text[told.end() :] if told else text
    chosen = delimiter or (told[1] if told else _sniff_delimiter(body, wanted, header_row))
    rows = tuple(_read_rows(body, chosen, where, first_line=2 if told else 1))
    table = shape(rows, where=where, expected=wanted, header_row=header_row)
    _check_end(text, table.columns, rows[(find_header(rows, header_row) or 0) + 1 :], where)
    return replace(table, delimiter=chosen, encoding=used)


def _decode(content: bytes, encoding: str | None, where: str) -> tuple[str, str]:
    if encoding is None and (wide := _unmarked_utf16(content)):
        encoding = wide
    if encoding is None:
        decoded = decode(content)
        _refuse_other_documents(decoded.text, where)
        return decoded.text, decoded.encoding
    try:
        return content.decode(encoding).removeprefix("\ufeff"), encoding
    except (UnicodeDecodeError, LookupError):
        raise SourceMisbehaved("bad-encoding", where=where, encoding=encoding) from None


def _unmarked_utf16(content: bytes) -> str | None:
    """Return UTF-16 for a document without its mark: every other byte of its beginning is nought."""
    head = content[:100]
    if len(head) < 4 or head[:1] in (b"\xef", b"\xfe", b"\xff"):
        return None
    even, odd = head[0::2], head[1::2]
    if even.count(0) == 0 and odd.count(0) > 0.8 * len(odd):
        return "utf-16-le"
    return "utf-16-be" if odd.count(0) == 0 and even.count(0) > 0.8 * len(even) else None


def _refuse_other_documents(text: str, where: str) -> None:
    kind = sniff(text)
    if kind == "html":
        raise SourceMisbehaved("not-a-catalogue", url=where)
    if kind in ("binary", "xml", "rdfxml", "ows-exception"):
        raise SourceMisbehaved("unexpected-answer", url=where, found=kind, expected="csv, xlsx")


def _sniff_delimiter(text: str, wanted: tuple[str, ...], header_row: int | None) -> str:
    """Choose the delimiter that shows most of the wanted columns in the headings, then most columns."""

    def weight(delimiter: str) -> tuple[int, int]:
        cells = _headings(text[:_SNIFFED_CHARACTERS], delimiter, header_row)
        return len(set(cells) & set(wanted)), len(cells)

    return max(DELIMITERS, key=weight)


def _headings(text: str, delimiter: str, header_row: int | None) -> list[str]:
    """Return the headings as a delimiter cuts them; nothing where it cannot."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = next(
            islice((cells for cells in reader if cells or header_row), (header_row or 1) - 1, None), []
        )
    except csv.Error:
        return []
    return [squeeze(cell) for cell in found]


def _read_rows(text: str, delimiter: str, where: str, *, first_line: int) -> Iterator[Row]:
    """Yield every row; strict, so that a quote never closed does not swallow the rest."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = first_line + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(str(error), where, line) from None
        yield Row(line=line, cells=tuple(cells))


def _unreadable(detail: str, where: str, line: int) -> SourceMisbehaved:
    """Return the error for the row that begins at a line, by what Python's reader says of it."""
    if "unexpected end of data" in detail:
        return SourceMisbehaved("open-quote", where=where, line=line)
    if "field limit" in detail:
        return SourceMisbehaved("long-cell", where=where, line=line, limit=MAX_CELL_CHARACTERS)
    return SourceMisbehaved("bad-csv", where=where, line=line, detail=detail)


def _check_end(text: str, columns: tuple[str, ...], rows: Sequence[Row], where: str) -> None:
    """Refuse a document that breaks off inside its last row: the only short one, and its line never ended."""
    filled = [row for row in rows if not row.is_empty]
    if not filled or text.endswith(("\n", "\r")):
        return
    *others, last = (len(row.cells) for row in filled)
    if last < len(columns) and all(width >= len(columns) for width in others):
        raise SourceMisbehaved("cut-table", where=where, line=filled[-1].line)
