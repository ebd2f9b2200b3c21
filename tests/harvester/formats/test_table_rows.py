"""A table is known by its bytes, never by its name."""

import json

import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.table_rows import BATCH_ROWS, read_rows, read_table
from tests.harvester.spreadsheets import workbook

OPTIONS = {"where": "inventaire", "expected": ["nom"]}


@pytest.mark.parametrize(
    ("content", "form", "sheet"),
    [
        (b"nom;org\nBruit;Ville\n", "CSV", None),
        (workbook([["nom", "org"], ["Bruit", "Ville"]]), "XLSX", "Feuille 1"),
    ],
)
def test_the_task_gives_the_columns_then_the_rows_in_batches(content, form, sheet):
    head, batch = read_rows(content, OPTIONS)
    assert head == {"columns": ["nom", "org"], "format": form, "sheet": sheet}
    assert json.loads(batch["rows"]) == [[2, ["Bruit", "Ville"]]]


def test_a_long_table_comes_in_several_batches():
    text = "nom\n" + "".join(f"Jeu {n}\n" for n in range(2 * BATCH_ROWS + 1))
    _, *batches = read_rows(text.encode(), OPTIONS)
    assert [len(json.loads(batch["rows"])) for batch in batches] == [BATCH_ROWS, BATCH_ROWS, 1]


def test_options_reach_the_reader_of_each_document():
    assert read_table(b"x\nnom,org\n", OPTIONS | {"header_row": 2, "delimiter": ","}).columns == (
        "nom",
        "org",
    )
    content = workbook([["a"]], Liste=[[], ["nom"], ["Bruit"]])
    assert read_table(content, OPTIONS | {"sheet": "Liste", "header_row": 2}).rows[0].cells == ("Bruit",)


def test_old_and_locked_workbooks_are_named():
    with pytest.raises(SourceMisbehaved) as caught:
        read_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), OPTIONS)
    assert caught.value.kind == "old-workbook"
    assert ".xlsx" in str(caught.value)
