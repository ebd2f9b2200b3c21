"""Read by openpyxl, and by Python's csv."""

import csv
import io
import zipfile

import openpyxl

from cli.portals.geoclip_workbook import to_csv, to_xlsx

ROWS = [("codgeo", "libgeo"), (), ("01", "L’Île-d’Aix & Co <1>"), ("", "  deux  espaces ")]


def test_a_workbook_of_inline_texts():
    content = to_xlsx({"Data": ROWS, "Métadonnées": [("a",)]})
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Data", "Métadonnées"]
    assert list(book["Data"].values) == [
        ("codgeo", "libgeo"),
        (None, None),
        ("01", "L’Île-d’Aix & Co <1>"),
        (None, "  deux  espaces "),
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b't="inlineStr"' in archive.read("xl/worksheets/sheet1.xml")
        assert "xl/sharedStrings.xml" not in archive.namelist()


def test_two_downloads_are_the_same_bytes():
    assert to_xlsx({"Data": ROWS}) == to_xlsx({"Data": ROWS})


def test_a_csv_with_semicolons():
    rows = list(csv.reader(io.StringIO(to_csv([("codgeo", "é"), ("01", "-9999")]).decode()), delimiter=";"))
    assert rows == [["codgeo", "é"], ["01", "-9999"]]
