"""CSV as it comes: encodings, delimiters, quotes (fault H42)."""

import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.csv_table import parse_table, read_rows


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
    assert [row.line for row in read.rows] == [3, 6]


def test_short_rows_are_filled_and_trailing_empty_cells_dropped():
    read = table("a;b;c\n1\n1;2;3;;\n1;2;3;4\n")
    assert [row.cells for row in read.rows] == [("1", "", ""), ("1", "2", "3"), ("1", "2", "3", "4")]


def test_h42_a_quote_that_is_never_closed_names_its_line():
    error = refusal('a;b\n1;2\n3;"4\n5;6\n')
    assert (error.kind, error.facts["where"]) == ("bad-csv", "jeux.csv")
    assert error.facts["line"] >= 3


def test_h42_a_cell_beyond_the_limit_names_its_line():
    error = refusal("a;b\n1;" + "x" * 200_000 + "\n")
    assert (error.kind, error.facts["line"]) == ("bad-csv", 2)


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


def test_the_task_gives_columns_then_rows():
    options = {"where": "x", "expected": ["a"]}
    assert list(read_rows(b"a;b\n1;2\n", options)) == [
        {"columns": ["a", "b"]},
        {"line": 2, "cells": ["1", "2"]},
    ]
