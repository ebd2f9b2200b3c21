import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.geoclip_sheet import MAX_CELL, read_metadata_rows, to_metadata
from tests.harvester.replay_geoclip import workbook


def test_every_sheet_but_the_data_is_kept_as_it_is():
    content = workbook(
        Data=[["codgeo"]] * 9, Infos=[["Définition", "Une part"], [], ["Source"]], Plus=[["x"]]
    )
    assert read_metadata_rows(content, {"where": "t"}) == {
        "rows": [["Définition", "Une part"], ["Source"], ["x"]]
    }


def test_a_cell_without_end_is_cut():
    (row,) = read_metadata_rows(workbook(A=[["x" * 30_000]]), {"where": "t"})["rows"]
    assert len(row[0]) == MAX_CELL


def test_an_error_page_is_no_sheet():
    with pytest.raises(SourceMisbehaved) as caught:
        read_metadata_rows(b"<html>", {"where": "t"})
    assert caught.value.kind == "unexpected-format"


FORMS = {
    "label beside text": [["Définition", "Une part"], ["Sources", "Insee"]],
    "label and text in one cell": [["Définition : Une part"], ["Source : Insee"]],
    "label above text": [["DÉFINITION"], ["Une part"], ["Source des données"], ["Insee"]],
    "labels above texts": [["Définition", "Source"], ["Une part", "Insee"]],
    "text in a far column": [["Définition :", "", "", "Une part"], ["Source", "", "Insee"]],
}


@pytest.mark.parametrize("form", FORMS)
def test_sheets_of_several_forms(form):
    sheet = to_metadata(FORMS[form])
    assert sheet.fields == {"definition": "Une part", "sources": "Insee"}
    assert sheet.others == {}


def test_what_has_no_field_is_kept_by_its_label():
    sheet = to_metadata(
        [["Champ", "Ménages"], ["Date de mise à jour", "2024-02-01"], ["Champ", "ordinaires"]]
    )
    assert sheet.fields == {"updated": "2024-02-01"}
    assert sheet.others == {"Champ": "Ménages\nordinaires"}


def test_paragraphs_below_a_label_belong_to_it():
    sheet = to_metadata([["Précautions d'usage"], ["Petits effectifs."], ["Secret : oui"], ["Unité", "%"]])
    assert sheet.fields == {"reading_limits": "Petits effectifs.\nSecret : oui", "unit": "%"}


def test_a_title_alone_says_nothing():
    assert to_metadata([["Part des salariés"], []]).fields == {}
