import pytest

from harvester.formats.xlsx_merged import Area, list_merged
from tests.harvester.spreadsheets import with_part, workbook

ROWS = [["a", "b"], ["1", "2"], ["3", "4"]]


def test_areas_of_the_sheet_that_is_asked_for():
    content = workbook(ROWS, title="Un", merged=["A2:A3", "B1:AB2"], Deux=ROWS)
    assert set(list_merged(content, "Un")) == {
        Area(top=2, left=1, bottom=3, right=1),
        Area(top=1, left=2, bottom=2, right=28),
    }
    assert list_merged(content, "Deux") == ()


@pytest.mark.parametrize("part", [b"<a", b"<a/>", b"<html></html>"])
def test_a_workbook_whose_relations_cannot_be_read_has_none(part):
    content = workbook(ROWS, merged=["A2:A3"])
    assert list_merged(with_part(content, "xl/_rels/workbook.xml.rels", part), "Feuille 1") == ()
    assert list_merged(b"no zip", "Feuille 1") == ()
