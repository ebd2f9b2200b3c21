"""XLSX as spreadsheets write it, and as nobody should."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.csv_table import MAX_CELL_CHARACTERS
from harvester.formats.xlsx_table import parse_workbook
from tests.harvester.spreadsheets import part_of, with_part, workbook

SHEET = "xl/worksheets/sheet1.xml"


def table(content, **more):
    return parse_workbook(content, where="jeux.xlsx", **more)


def refusal(content, **more):
    with pytest.raises(SourceMisbehaved) as caught:
        table(content, **more)
    return caught.value


def cells(content, **more):
    return [row.cells for row in table(content, **more).rows]


def test_cells_are_texts_as_a_person_reads_them():
    row = [
        1,
        2.0,
        2.5,
        True,
        date(2024, 5, 3),
        datetime.combine(date(2024, 5, 3), time(8, 30)),
        None,
        " é  x\n",
    ]
    content = workbook([list("abcdefgh"), row])
    assert cells(content) == [("1", "2", "2.5", "true", "2024-05-03", "2024-05-03T08:30:00", "", "é  x")]


def test_a_formula_counts_by_the_value_that_was_kept():
    content = workbook([["a", "b", "c"], [1, "=A2+1", "=1/0"]])
    xml = part_of(content, SHEET).decode()
    assert "<f>A2+1</f><v />" in xml or "<f>A2+1</f><v></v>" in xml or "<f>A2+1</f><v/>" in xml
    for empty in ("<v />", "<v></v>", "<v/>"):
        xml = xml.replace(f"<f>A2+1</f>{empty}", "<f>A2+1</f><v>2</v>")
        xml = xml.replace(f'<c r="C2"><f>1/0</f>{empty}', '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v>')
    assert cells(with_part(content, SHEET, xml)) == [("1", "2", "")]


def test_rows_are_known_by_their_place_and_empty_ones_are_none():
    content = workbook([["a", "b"], [None, None], ["1", None], [" ", ""], [None, "2"]])
    assert [(row.line, row.cells) for row in table(content).rows] == [(3, ("1", "")), (5, ("", "2"))]


def test_a_note_beside_the_table_makes_no_row_too_long():
    read = table(workbook([["a", None], ["1", None, "à revoir"], ["2"]]))
    assert read.columns == ("a", "colonne 2", "colonne 3")
    assert [row.cells for row in read.rows] == [("1", "", "à revoir"), ("2", "", "")]


def test_the_first_sheet_that_has_the_columns_is_read():
    content = workbook(
        [["Lisez-moi"]], title="Accueil", Données=[["nom"], ["Bruit"]], Autre=[["nom"], ["Air"]]
    )
    assert (table(content, expected=["nom"]).sheet, cells(content, expected=["nom"])) == (
        "Données",
        [("Bruit",)],
    )
    assert table(content, expected=["nom"], sheet="autre").rows[0].cells == ("Air",)
    assert refusal(content, expected=["absent"]).facts["columns"] == "Lisez-moi"


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    error = refusal(workbook([["a"]], title="Données", Notes=[["b"]]), sheet="Donnée")
    assert (error.kind, error.facts["sheets"]) == ("missing-sheet", "Données, Notes")
    assert "vouliez-vous dire « Données »" in str(error)


def test_rows_above_the_headings_are_passed_over():
    content = workbook([["Inventaire"], [], ["nom", "org"], ["Bruit", "Ville"]])
    read = table(content, header_row=3, expected=["nom"])
    assert (read.columns, read.header_line, read.rows[0].line) == (("nom", "org"), 3, 4)


def test_merged_cells_count_for_each_of_their_rows():
    rows = [
        ["org", "nom", "note"],
        ["Ville", "Bruit", "x"],
        [None, "Air"],
        [None, "Eau", "y"],
        [None, None, None],
    ]
    assert cells(workbook(rows, merged=["A2:A5"])) == [
        ("Ville", "Bruit", "x"),
        ("Ville", "Air", ""),
        ("Ville", "Eau", "y"),
    ]


def test_a_title_merged_across_columns_stays_where_it_is_written():
    rows = [["Inventaire", None], ["nom", "org"], ["Bruit", "Ville"]]
    content = workbook(rows, merged=["A1:B1"])
    assert table(content, header_row=2).columns == ("nom", "org")
    assert cells(workbook([["a", "b", "c"], ["1", None, "3"]], merged=["A2:B2"])) == [("1", "", "3")]


def test_a_heading_merged_down_heads_its_column():
    rows = [["nom", "Où", None], [None, "ville", "région"], ["Bruit", "Lyon", "ARA"]]
    content = workbook(rows, merged=["A1:A2", "B1:C1"])
    assert table(content, header_row=2).columns == ("nom", "ville", "région")


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "A5:B1048576", "ZZZ1:ZZZ9"])
def test_absurd_merged_areas_do_no_harm(ref):
    content = workbook([["a", "b"], ["1", "2"], ["3", None]], merged=["A1:B1"])
    xml = part_of(content, SHEET).replace(b'ref="A1:B1"', f'ref="{ref}"'.encode())
    assert cells(with_part(content, SHEET, xml))[0] == ("1", "2")


def test_merged_areas_outside_of_a_sheet_are_named():
    content = workbook([["a", "b"], ["1", "2"]], merged=["A1:B1"])
    xml = part_of(content, SHEET).replace(b'ref="A1:B1"', b'ref="A0:A0"')
    assert refusal(with_part(content, SHEET, xml)).kind == "unreadable"


def test_h42_a_cell_beyond_the_limit_names_its_line():
    content = workbook([["a"], ["1"]])
    xml = part_of(content, SHEET).decode()
    long = f'<c r="A3" t="inlineStr"><is><t>{"x" * (MAX_CELL_CHARACTERS + 1)}</t></is></c>'
    error = refusal(
        with_part(content, SHEET, xml.replace("</sheetData>", f'<row r="3">{long}</row></sheetData>'))
    )
    assert (error.kind, error.facts["line"]) == ("long-cell", 3)


def test_an_empty_workbook_is_an_empty_table():
    assert refusal(workbook([])).kind == "empty-table"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_part_that_declares_a_document_type_is_refused(part, encoding):
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    assert refusal(with_part(workbook([["a"], ["x"]]), part, evil)).kind == "forbidden-doctype"


def test_h41_a_part_that_unfolds_too_far_is_refused():
    assert (
        refusal(with_part(workbook([["a"]]), "xl/media/x.bin", b"\0" * 30_000_000)).kind == "compression-bomb"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not a zip",
        workbook([["a"]])[:-40],
        with_part(workbook([["a"]]), "xl/workbook.xml", b"<workbook"),
        with_part(workbook([["a"]]), SHEET, b"<worksheet"),
    ],
)
def test_what_is_no_workbook_is_named(content):
    assert refusal(content).kind in ("unexpected-format", "unreadable")


def test_an_open_document_is_no_workbook_of_ours():
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    assert refusal(written.getvalue()).kind in ("unexpected-format", "unreadable")
