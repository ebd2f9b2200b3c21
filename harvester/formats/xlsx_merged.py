"""The merged cells of a sheet, which openpyxl does not tell when it reads a workbook row by row.

Reads the parts of a workbook that `xlsx_workbook` has checked; what it cannot read has no merged cells.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath

from harvester.errors import SourceMisbehaved
from harvester.gateway.xml import parse_xml

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MAX_AREAS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Rows and columns from 1, all included."""

    top: int
    left: int
    bottom: int
    right: int


def list_merged(content: bytes, sheet: str) -> tuple[Area, ...]:
    """Return the merged areas of a sheet that has been read, `MAX_AREAS` at most."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = _part_of(archive, sheet)
            found = _MERGED.findall(archive.read(part)) if part else []
    except (KeyError, zipfile.BadZipFile, SourceMisbehaved):
        return ()
    return tuple(
        Area(top=int(top), left=_column(left), bottom=int(bottom), right=_column(right))
        for left, top, right, bottom in found[:MAX_AREAS]
        if top != b"0"
    )


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the name of the part that holds a sheet, by the relations of the workbook (ECMA-376 part 2)."""
    book = parse_xml(archive.read(_WORKBOOK)).root
    relation = next(
        (each.get(_RELATION) for each in book.iter("{*}sheet") if each.get("name") == sheet), None
    )
    relations = parse_xml(archive.read(_RELATIONS)).root
    target = next((each.get("Target") for each in relations if each.get("Id") == relation), None)
    if target is None:
        return None
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
