"""An XLSX workbook (ISO/IEC 29500) as sheets of text: checked as the zip of foreign XML it is, then read.

Size and ratio are capped and document types refused before openpyxl sees a part. Runs in the parser child.
Leaves what a row means to its readers.
"""

import math
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from harvester.errors import SourceMisbehaved

MAGIC = b"PK\x03\x04"
MAX_PARTS = 2_000
MAX_BYTES = 200_000_000
MAX_RATIO = 200
RATIO_FROM = 5_000_000
MAX_ROWS = 1_048_576
"""The rows of a sheet, by the format itself."""

_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet and its rows of texts, empty cells at their ends cut; a row's number is its place, from 1."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def is_workbook(content: bytes) -> bool:
    """Tell whether a document begins as a zip does: XLSX is one."""
    return content.startswith(MAGIC)


def read_sheets(
    content: bytes,
    *,
    where: str,
    wanted: Callable[[str], bool] = lambda name: True,
    max_rows: int = MAX_ROWS,
) -> Iterator[Sheet]:
    """Yield the sheets whose names are wanted, in their order, each up to `max_rows` rows.

    Cells are texts: numbers without a needless `.0`, days in ISO 8601, formulas by the value that was kept.
    Raises `SourceMisbehaved`: `unexpected-format` for what is no workbook, `compression-bomb`,
    `forbidden-doctype`, `unreadable`.
    """
    _check_parts(content, where)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it leaves out
        with closing(_open(content, where)) as book:
            for sheet in book.worksheets:
                if wanted(sheet.title):
                    yield Sheet(name=sheet.title, rows=tuple(_read_rows(sheet, where, max_rows)))


def smallest_workbook(text: str = "") -> bytes:
    """Return a workbook of one sheet and one cell, by which the parser child warms up."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        f"<is><t>{escape(text)}</t></is></c></row></sheetData></worksheet>",
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def _open(content: bytes, where: str) -> Any:
    try:
        return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise _unreadable(where, error) from error


def _read_rows(sheet: Any, where: str, max_rows: int) -> Iterator[tuple[str, ...]]:
    sheet.reset_dimensions()  # what a writer says of the size of its sheet is often wrong
    try:
        for row in islice(sheet.iter_rows(values_only=True), max_rows):
            yield _without_end(row)
    except MemoryError:
        raise
    except Exception as error:
        raise _unreadable(where, error) from error


def _without_end(row: tuple[Any, ...]) -> tuple[str, ...]:
    cells = [_to_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _to_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if math.isfinite(value) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
    return str(value).strip()


def _check_parts(content: bytes, where: str) -> None:
    """Refuse a zip that would unfold beyond the limits, and parts that declare a document type."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, where)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _refuse_doctype(archive, part, where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise SourceMisbehaved(
            "unexpected-format", where=where, found=type(error).__name__, expected="xlsx"
        ) from error


def _check_sizes(parts: list[zipfile.ZipInfo], where: str) -> None:
    unfolded = sum(part.file_size for part in parts)
    bombs = [part for part in parts if part.file_size > max(RATIO_FROM, MAX_RATIO * part.compress_size)]
    if len(parts) > MAX_PARTS or unfolded > MAX_BYTES or bombs:
        raise SourceMisbehaved("compression-bomb", url=where, limit=MAX_RATIO)


def _refuse_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> None:
    """Look through a part as it unfolds; a zip that lies about its sizes is cut at the size it names."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if any(mark in tail + chunk for mark in _DOCTYPES):
                raise SourceMisbehaved("forbidden-doctype", where=where)
            tail = chunk[-18:]


def _unreadable(where: str, error: Exception) -> SourceMisbehaved:
    return SourceMisbehaved("unreadable", where=where, detail=f"{type(error).__name__}: {error}"[:300])
