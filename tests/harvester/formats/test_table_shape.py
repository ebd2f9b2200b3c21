import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.table_shape import Row, find_header, name_columns, shape


def rows(*lines):
    return [Row(line=number, cells=tuple(cells)) for number, cells in enumerate(lines, 1)]


def refusal(*lines, **more):
    with pytest.raises(SourceMisbehaved) as caught:
        shape(rows(*lines), where="x", **more)
    return caught.value


def test_the_first_row_that_says_something_heads_the_columns():
    lines = rows(["", " "], ["a"], ["1"])
    assert (find_header(lines, None), find_header(lines, 3), find_header(lines, 4)) == (1, 2, None)
    assert find_header([], None) is None


def test_every_column_has_a_name_of_its_own():
    assert name_columns(["Nom", "", "Nom", "Nom", ""]) == (
        "Nom",
        "colonne 2",
        "Nom (2)",
        "Nom (3)",
        "colonne 5",
    )


def test_rows_take_the_width_of_the_headings():
    table = shape(rows(["a", "b"], ["1"], ["1", "2", " "], [], ["1", "2", "3"]), where="x")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("1", "")),
        (3, ("1", "2")),
        (5, ("1", "2", "3")),
    ]


def test_an_expected_column_must_be_there_once():
    assert refusal(["a"], expected=["b"]).kind == "missing-column"
    error = refusal(["a", "a", "c"], expected=["c", "a"])
    assert (error.kind, error.facts["count"]) == ("repeated-column", 2)
    assert shape(rows(["a", "a"]), where="x", expected=["a (2)"]).columns == ("a", "a (2)")


def test_a_message_lists_few_columns():
    error = refusal([f"c{n}" for n in range(100)], expected=["x"])
    assert error.facts["columns"].endswith("c39 …")


def test_without_a_row_there_is_no_table():
    assert refusal().kind == "empty-table"
    assert refusal(["a"], header_row=2).kind == "empty-table"
