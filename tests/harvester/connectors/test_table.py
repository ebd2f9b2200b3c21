"""The table: local or remote, ids that stay, errors that name file, column and line."""

import pytest

from harvester.connectors import CONNECTORS
from harvester.errors import SourceInvalid
from tests.harvester import replay
from tests.harvester.spreadsheets import with_part, workbook

HEADER = "nom;org;note\n"
OPTIONS = {"columns": {"id": "nom", "title": "nom", "publisher": "org", "description": "note"}}


@pytest.fixture
def harvest(listing, tmp_path):
    def fetch(text, options=OPTIONS):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "jeux.csv").write_bytes(content)
        return listing("table", path="jeux.csv", options=options)

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def test_rows_are_kept_as_canonical_json(harvest):
    listed = harvest(HEADER + "Bruit;Ville;é\n")
    assert listed.items[0].content == '{"nom":"Bruit","note":"é","org":"Ville"}'.encode()


def test_rows_that_share_an_id_are_told_apart_in_any_order(harvest):
    rows = ["OSUR;Loire;\n", "OSUR;Seine;\n", "Bruit;Ville;\n"]
    first, second = harvest(HEADER + "".join(rows)), harvest(HEADER + "".join(reversed(rows)))
    assert sorted(ids(first)) == sorted(ids(second))
    assert len(set(ids(first))) == 3
    assert [remote_id for remote_id in ids(first) if remote_id.startswith("OSUR~")] == ids(first)[:2]


def test_a_repeated_id_is_flagged_in_its_record(harvest, mapped, declare):
    listed = harvest(HEADER + "OSUR;Loire;\nOSUR;Seine;\n")
    records = mapped(declare("table", path="jeux.csv", options=OPTIONS), listed.items)
    assert [record.extras["id_repeated"] for record in records] == [True, True]


def test_a_row_written_twice_is_one(harvest):
    listed = harvest(HEADER + "Bruit;Ville;\nBruit;Ville;\n")
    assert (len(listed.items), listed.announced) == (1, 1)


def test_without_id_columns_title_and_publisher_name_a_row(harvest):
    options = {"columns": {"title": "nom", "publisher": "org"}}
    first = harvest(HEADER + "Bruit;Ville;un\nBruit;Région;un\n", options)
    second = harvest(HEADER + "Bruit;Ville;deux\nBruit;Région;un\n", options)
    assert ids(first) == ids(second)
    assert len(set(ids(first))) == 2


def test_a_row_with_too_many_cells_is_rejected_with_its_line(harvest):
    listed = harvest(HEADER + "Bruit;Ville;x\nAir;Ville;une;de trop\n")
    assert (ids(listed), [item.kind for item in listed.rejected]) == (["Bruit"], ["ragged-row"])
    assert "ligne 3" in listed.rejected[0].message
    assert listed.announced == 2


def test_a_missing_column_is_named_with_what_is_there(harvest):
    listed = harvest("Nom du jeu;org;note\nBruit;Ville;\n")
    text = str(listed.error)
    assert listed.error.kind == "missing-column"
    assert "« nom »" in text
    assert "Nom du jeu, org, note" in text
    assert "jeux.csv" in text


def test_the_nearest_column_is_offered(harvest):
    listed = harvest("noms;org;note\nBruit;Ville;\n")
    assert "vouliez-vous dire « noms »" in str(listed.error)


def test_a_workbook_gives_the_same_items_as_its_csv(harvest):
    rows = [["nom", "org", "note"], ["Bruit", "Ville", "12"], ["Air", "Région", None]]
    csv = harvest("nom;org;note\nBruit;Ville;12\nAir;Région;\n")
    xlsx = harvest(workbook([rows[0], ["Bruit", "Ville", 12.0], rows[2]]))
    assert (xlsx.error, xlsx.items) == (None, csv.items)


def test_a_workbook_at_an_address_is_known_by_its_bytes(listing):
    content = workbook([["Titre"], ["nom", "org", "note"], ["Bruit", "Ville", "x"]], title="Liste")
    options = OPTIONS | {"header_row": 2, "sheet": "liste"}
    with replay.serve(replay.always(content, "text/csv")) as running:
        listed = listing("table", url=f"{running.url}/export?format=csv", options=options)
    assert ids(listed) == ["Bruit"]


def test_a_missing_sheet_is_named_with_those_that_are_there(harvest):
    listed = harvest(workbook([["nom", "org", "note"]], title="Liste"), OPTIONS | {"sheet": "Listes"})
    assert listed.error.kind == "missing-sheet"
    assert "vouliez-vous dire « Liste »" in str(listed.error)
    assert "jeux.csv" in str(listed.error)


def test_a_document_type_in_a_workbook_is_refused_in_the_child(harvest):
    evil = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'
    assert harvest(with_part(workbook([["nom"]]), "xl/styles.xml", evil)).error.kind == "forbidden-doctype"


def test_h42_a_quote_that_is_never_closed_loses_nothing_and_names_its_line(harvest):
    listed = harvest(HEADER + 'Bruit;Ville;x\nAir;"Région;y\n' + "Eau;Ville;z\n" * 20_000)
    assert (listed.error.kind, listed.items) == ("long-cell", [])
    assert "ligne 3" in str(listed.error)


def test_a_field_may_have_a_separator_of_its_own(harvest, mapped, declare):
    options = {
        "columns": {"title": "nom", "keywords": "org", "themes": "note"},
        "separator": "|",
        "separators": {"themes": ","},
    }
    listed = harvest(HEADER + "Bruit;a|b,c;d,e|f\n", options)
    (record,) = mapped(declare("table", path="jeux.csv", options=options), listed.items)
    assert (record.keywords, record.themes) == (("a", "b,c"), ("d", "e|f"))


def test_a_probe_tells_the_format_the_rows_and_the_columns_left(tools, declare, tmp_path):
    (tmp_path / "jeux.xlsx").write_bytes(workbook([["nom", "reste", ""], ["Bruit", "1"], ["Air", "2"]]))
    source = declare("table", path="jeux.xlsx", options={"columns": {"title": "nom"}})
    probe = CONNECTORS["table"].probe(source, tools)
    assert (probe.software, probe.announced) == ("XLSX (Feuille 1)", 2)
    assert probe.remarks == ("Colonnes qu'aucun champ ne prend, gardées telles quelles : reste.",)


def test_a_file_that_is_not_there_says_so(listing):
    listed = listing("table", path="absent.csv", options=OPTIONS)
    assert listed.error.kind == "file-missing"


def test_pages_are_batches(harvest):
    listed = harvest(HEADER + "".join(f"Jeu {n};Ville;\n" for n in range(1_201)))
    assert [len(page.items) for page in listed.pages] == [500, 500, 201]
    assert listed.announced == 1_201


def test_an_address_serves_as_well_as_a_file(listing):
    with replay.serve(replay.always((HEADER + "Bruit;Ville;\n").encode(), "text/csv")) as running:
        listed = listing("table", url=f"{running.url}/jeux.csv", options=OPTIONS)
    assert ids(listed) == ["Bruit"]


@pytest.mark.parametrize("encoding", ["latin-1", "windows-1252", "ISO-8859-15", "UTF8"])
def test_a_declared_encoding_is_known_to_the_child(harvest, encoding):
    listed = harvest((HEADER + "Forêt;Ville;\n").encode(encoding), OPTIONS | {"encoding": encoding})
    assert ids(listed) == ["Forêt"]


def test_the_kind_may_be_a_column(harvest, mapped, declare):
    options = {"columns": {"title": "nom"}, "kind": "tool", "kind_column": "note"}
    listed = harvest(HEADER + "A;x;Indicateur\nB;x;\nC;x;???\n", options)
    records = mapped(declare("table", path="jeux.csv", options=options), listed.items)
    assert [record.kind for record in records] == ["indicator", "tool", "tool"]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"columns": {"titel": "a"}}, "options.columns.titel : clé inconnue (vouliez-vous dire « title » ?)"),
        ({"columns": {"id": "a"}}, "options.columns.title : cette clé est obligatoire"),
        ({"columns": {"title": 3}}, "options.columns.title : une liste de textes est attendue"),
        ({"columns": "nom"}, "options.columns : un sous-tableau de clés est attendu"),
        ({}, "options.columns : cette clé est obligatoire"),
        ({"columns": {"title": "a"}, "delimter": ";"}, "vouliez-vous dire « delimiter »"),
        ({"columns": {"title": "a"}, "encoding": "unicode_escape"}, "permis : ascii, big5, cp1250, cp1251"),
        ({"columns": {"title": "a"}, "encoding": "utf-9"}, "(vouliez-vous dire « utf-8 » ?)"),
        ({"columns": {"title": "a"}, "header_row": 0}, "header_row : ce nombre est hors des bornes permises"),
        ({"columns": {"title": "a"}, "separators": {"keyword": ","}}, "vouliez-vous dire « keywords »"),
        ({"columns": {"title": "a"}, "separators": {"keywords": 3}}, "keywords : un texte est attendu"),
        ({"columns": {"title": "a"}, "separators": ","}, "separators : un sous-tableau de clés est attendu"),
        ({"columns": {"title": "a", "indicator_units": "b"}}, "vouliez-vous dire « indicator_unit »"),
        ({"columns": {"title": "a"}, "kind": "datasett"}, "vouliez-vous dire « dataset »"),
    ],
)  # fmt: skip
def test_options_that_do_not_fit_stop_the_start(declare, options, fault):
    with pytest.raises(SourceInvalid) as caught:
        declare("table", path="jeux.csv", options=options)
    assert fault in str(caught.value)
