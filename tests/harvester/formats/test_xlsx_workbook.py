"""Workbooks as spreadsheet programs and portals write them, and zips that are none."""

import io
import zipfile
from datetime import date, datetime

import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats import xlsx_workbook
from harvester.formats.xlsx_workbook import is_workbook, read_sheets, smallest_workbook
from tests.harvester.replay_geoclip import workbook


def rows_of(content, **more):
    return {sheet.name: sheet.rows for sheet in read_sheets(content, where="t.xlsx", **more)}


def fault_of(content):
    with pytest.raises(SourceMisbehaved) as caught:
        list(read_sheets(content, where="t.xlsx"))
    assert "t.xlsx" in str(caught.value)
    return caught.value.kind


def changed(content, name, change):
    """The same zip with one part changed."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, change(data) if part.filename == name else data)
    return written.getvalue()


MORNING = datetime(2024, 5, 31, 8, 30)  # noqa: DTZ001 -- a sheet knows no zones


def test_cells_are_texts():
    values = ["Lyon ", 3.0, 2.5, 12, True, date(2024, 5, 31), MORNING, None, ""]
    assert rows_of(workbook(A=[values])) == {
        "A": (("Lyon", "3", "2.5", "12", "true", "2024-05-31", "2024-05-31T08:30:00"),)
    }


def test_sheets_are_chosen_by_name_and_cut():
    content = workbook(Data=[["a"]] * 5, Infos=[["b"], [], ["c"]])
    assert rows_of(content, wanted=lambda name: name != "Data") == {"Infos": (("b",), (), ("c",))}
    assert rows_of(content, max_rows=1) == {"Data": (("a",),), "Infos": (("b",),)}


def test_inline_texts_are_read():
    assert is_workbook(smallest_workbook())
    assert rows_of(smallest_workbook("Définition & source")) == {"S": (("Définition & source",),)}


def test_the_size_that_a_sheet_claims_is_not_believed():
    small = smallest_workbook("texte")
    claimed = changed(
        small, "xl/s.xml", lambda data: data.replace(b"<sheetData", b'<dimension ref="A1:A9"/><sheetData')
    )
    assert rows_of(claimed) == {"S": (("texte",),)}


def test_f33_a_document_type_is_refused_in_any_encoding():
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>'
    for encoded in (bomb.encode(), bomb.encode("utf-16-le"), bomb.encode("utf-16-be")):
        with_type = changed(smallest_workbook(), "xl/s.xml", lambda data, head=encoded: head + data)
        assert fault_of(with_type) == "forbidden-doctype"


def test_f14_a_zip_that_unfolds_without_measure_is_refused():
    bomb = changed(smallest_workbook(), "xl/s.xml", lambda data: data + b" " * 6_000_000)
    assert len(bomb) < 20_000
    assert fault_of(bomb) == "compression-bomb"


def test_f14_the_sum_of_all_parts_is_capped(monkeypatch):
    monkeypatch.setattr(xlsx_workbook, "MAX_BYTES", 1_000)
    assert fault_of(smallest_workbook("x" * 1_000)) == "compression-bomb"


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04 and no more", b"code;libelle\n"])
def test_what_is_no_zip_is_named(content):
    assert fault_of(content) == "unexpected-format"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/s.xml", lambda data: data[:-30]),
        ("xl/workbook.xml", lambda data: data[:-20]),
        ("[Content_Types].xml", lambda data: b"<Types/>"),
    ],
)
def test_a_broken_part_is_said(part, change):
    assert fault_of(changed(smallest_workbook("a"), part, change)) == "unreadable"
