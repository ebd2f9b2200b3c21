import json

from harvester.connectors.table_items import TableItems


def items(*batches, columns=("nom", "org")):
    packed = tuple(json.dumps(rows).encode() for rows in batches)
    return TableItems(columns=columns, batches=packed, declared={"id": ("nom",), "title": ("nom",)})


def ids(table):
    return [[item.remote_id for item in page.items] for page in table.pages()]


def test_a_page_is_a_batch():
    table = items([[2, ["Bruit", "x"]], [3, ["Air", "x"]]], [[4, ["Eau", "x"]]])
    assert ids(table) == [["Bruit", "Air"], ["Eau"]]
    assert ({page.announced for page in table.pages()}, table.count()) == ({3}, 3)


def test_a_table_without_rows_has_one_empty_page():
    (page,) = items().pages()
    assert (page.items, page.announced) == ((), 0)


def test_ids_are_counted_over_all_batches():
    table = items([[2, ["Bruit", "x"]]], [[3, ["Bruit", "y"]], [4, ["Bruit", "x"]]])
    first, second = ids(table)
    assert [each.partition("~")[0] for each in (*first, *second)] == ["Bruit", "Bruit"]
    assert first != second
    assert table.count() == 2


def test_a_row_that_is_too_long_is_rejected_with_its_bytes():
    (page,) = items([[2, ["Bruit", "x", "y"]], [3, ["Air", "x"]]]).pages()
    (rejected,) = page.rejected
    assert (rejected.kind, json.loads(rejected.content)) == ("ragged-row", ["Bruit", "x", "y"])
    assert (len(page.items), page.announced) == (1, 2)
