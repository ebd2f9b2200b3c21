"""Workbooks for the tests, as spreadsheets write them and as they should not."""

import zipfile
from io import BytesIO

from openpyxl import Workbook


def workbook(rows, *, title="Feuille 1", merged=(), **others):
    """The bytes of a workbook: `rows` on its first sheet, `others` by title on the next ones."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    _fill(sheet, rows)
    for area in merged:
        sheet.merge_cells(area)
    for name, more in others.items():
        _fill(book.create_sheet(name), more)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet, rows):
    for row in rows:
        sheet.append(list(row))


def with_part(content, name, part):
    """The same zip with one part written anew, or added."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return written.getvalue()


def part_of(content, name):
    """The bytes of one part."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)
