import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.geoclip_file import entries_of_json, read_entries
from tests.harvester.replay_geoclip import workbook
from tests.harvester.samples import recording

OPTIONS = {"where": "liste", "columns": {}}


def entries(content, **columns):
    return [one["entry"] for one in read_entries(content, {"where": "liste", "columns": columns})]


def test_a_csv_with_a_title_above_its_headings():
    first, second = entries(recording("geoclip/indicateurs.csv"))
    assert first["Libellé"] == "Part des salariés en emploi précaire"
    assert second == {
        "Code": "dist",
        "Dataset": "prox",
        "Libellé": "Distance à la pharmacie",
        "Unité": "km",
        "Source": "FINESS",
        "Millésimes": "2024",
        "Niveaux": "com2025",
        "Thème": "Offre de soins",
    }


def test_a_workbook_whose_first_sheet_explains():
    content = workbook(
        Lisez=[["Liste des indicateurs"]], Liste=[["Titre"], [], ["Code", "Libellé"], ["a", "A"], [2, "B"]]
    )
    assert entries(content) == [{"Code": "a", "Libellé": "A"}, {"Code": "2", "Libellé": "B"}]


def test_declared_headings_name_the_line():
    assert entries(b"x;y\n1;2\n", code="x", label="y") == [{"x": "1", "y": "2"}]


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"libell\xc3\xa9\nA\n", workbook(A=[["a", "b"]])])
def test_a_table_without_labels_is_named(content):
    with pytest.raises(SourceMisbehaved) as caught:
        list(read_entries(content, OPTIONS))
    assert caught.value.kind == "missing-column"
    assert "liste" in str(caught.value)


@pytest.mark.parametrize("content", [b"", workbook(A=[])])
def test_an_empty_table_is_named(content):
    with pytest.raises(SourceMisbehaved) as caught:
        list(read_entries(content, OPTIONS))
    assert caught.value.kind == "empty-table"


def test_headings_without_a_line_are_an_empty_list():
    assert entries(b"code;libelle\n") == []


@pytest.mark.parametrize(
    "value", [[1], {"indics": [1]}, {"content": {"indics": [1]}}, {"indicateurs": [1], "total": 1}]
)
def test_the_list_of_a_json_document(value):
    assert entries_of_json(value) == [1]


@pytest.mark.parametrize("value", [None, {}, {"a": [1]}, "x"])
def test_a_json_document_without_a_list(value):
    assert entries_of_json(value) is None
