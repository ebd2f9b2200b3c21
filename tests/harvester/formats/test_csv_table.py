"""CSV as it comes: encodings, delimiters, quotes (fault H42)."""

import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.csv_table import MAX_CELL_CHARACTERS, parse_table


def table(content, **more):
    return parse_table(content if isinstance(content, bytes) else content.encode(), where="jeux.csv", **more)


def refusal(content, **more):
    with pytest.raises(SourceMisbehaved) as caught:
        table(content, **more)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encodings_and_delimiters_are_found(encoding, delimiter):
    text = delimiter.join(["nom", "été"]) + "\r\n" + delimiter.join(["Forêt", "œuvre"]) + "\r\n"
    read = table(text.encode(encoding), expected=["nom", "été"])
    assert (read.columns, read.rows[0].cells, read.delimiter) == (
        ("nom", "été"),
        ("Forêt", "œuvre"),
        delimiter,
    )


def test_the_declared_columns_decide_between_delimiters():
    read = table("nom, prénom;ville, rue, code\na;b\n", expected=["nom, prénom"])
    assert read.columns == ("nom, prénom", "ville, rue, code")


def test_what_is_declared_is_not_sniffed():
    read = table("a;b,c\n1;2,3\n".encode("cp1252"), delimiter=",", encoding="cp1252")
    assert (read.columns, read.encoding) == (("a;b", "c"), "cp1252")


def test_a_declared_encoding_that_is_wrong_is_named():
    assert refusal(b"\xe9t\xe9\n", encoding="utf-8").facts["encoding"] == "utf-8"


def test_quotes_line_breaks_and_empty_rows():
    read = table('a,b\n"x\ny","d""q"\n\n,\n z ,\n')
    assert [row.cells for row in read.rows] == [("x\ny", 'd"q'), (" z ", "")]
    assert [row.line for row in read.rows] == [2, 6]


def test_short_rows_are_filled_and_trailing_empty_cells_dropped():
    read = table("a;b;c\n1\n1;2;3;;\n1;2;3;4\n")
    assert [row.cells for row in read.rows] == [("1", "", ""), ("1", "2", "3"), ("1", "2", "3", "4")]


@pytest.mark.parametrize("rest", ["", "\n5;6", "\n" * 50_000])
def test_h42_a_quote_that_is_never_closed_names_the_line_where_it_opens(rest):
    error = refusal('a;b\n1;2\n3;"4\n5;6\n' + rest)
    assert (error.kind, error.facts["where"], error.facts["line"]) == ("open-quote", "jeux.csv", 3)
    assert "ligne 3 n'est jamais refermé" in str(error)


@pytest.mark.parametrize("size", [MAX_CELL_CHARACTERS + 1, 10_000_000])
def test_h42_a_cell_beyond_the_limit_names_its_line(size):
    error = refusal("a;b\n1;" + "x" * size + "\n")
    assert (error.kind, error.facts["line"]) == ("long-cell", 2)
    assert "131072 caractères" in str(error)


def test_h42_a_quote_in_the_middle_of_a_cell_names_its_line():
    error = refusal('a;b\n"1" bis;2\n')
    assert (error.kind, error.facts["line"]) == ("bad-csv", 2)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_h42_line_ends_of_any_kind_and_mixed(ends):
    read = table(f"a;b{ends}1;2{ends}3;4\r\n5;6\n")
    assert [row.cells for row in read.rows] == [("1", "2"), ("3", "4"), ("5", "6")]


def test_the_line_by_which_excel_names_the_delimiter_is_heard():
    read = table("sep=|\r\na,b|c\r\n1|2\r\n")
    assert (read.columns, read.delimiter, read.rows[0].line) == (("a,b", "c"), "|", 3)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_found(encoding):
    read = table("nom;été\nForêt;œuvre\n".encode(encoding))
    assert (read.columns, read.encoding) == (("nom", "été"), encoding)


def test_rows_above_the_headings_are_passed_over():
    text = "Inventaire 2024\n\nMis à jour;le 3 mai\nnom;org\nBruit;Ville\n"
    read = table(text, header_row=4, expected=["nom"])
    assert (read.columns, read.header_line) == (("nom", "org"), 4)
    assert [(row.line, row.cells) for row in read.rows] == [(5, ("Bruit", "Ville"))]
    assert table("x\n1,2,3,4\na;b\n5;6\n", header_row=3).delimiter == ";"
    assert refusal("a;b\n", header_row=3).kind == "empty-table"


def test_a_document_cut_inside_its_last_row_is_refused():
    error = refusal("a;b\n1;2\n3")
    assert (error.kind, error.facts["line"]) == ("cut-table", 3)
    assert len(table("a;b\n1;2\n3;4").rows) == 2
    assert len(table("a;b\n1\n3").rows) == 2


@pytest.mark.parametrize("content", ["", "\n\n", "  \n"])
def test_an_empty_document_is_named(content):
    assert refusal(content).kind == "empty-table"


def test_a_header_alone_is_an_empty_table():
    assert table("a;b\n").rows == ()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<!DOCTYPE html><html></html>", "not-a-catalogue"),
        ("<?xml version='1.0'?><a/>", "unexpected-answer"),
        (b"PK\x03\x04 a spreadsheet", "unexpected-answer"),
    ],
)
def test_f08_other_documents_are_named(content, kind):
    assert refusal(content).kind == kind
