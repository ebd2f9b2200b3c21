from dataclasses import replace

import pytest

from catalogue.selection import Selection
from search.cursor import Cursor, encode_cursor, find_cursor
from search.errors import QueryInvalid
from search.query import SearchQuery

QUERY = SearchQuery(selection=Selection(text="air"))


def test_a_cursor_comes_back():
    for key in (5.25, "2024\tà"):
        cursor = Cursor(key=key, id="é", seen=20)
        assert find_cursor(replace(QUERY, cursor=encode_cursor(cursor, QUERY)), type(key)) == cursor


def test_no_cursor_is_a_first_page():
    assert find_cursor(QUERY, float) is None


@pytest.mark.parametrize(
    "other",
    [
        SearchQuery(selection=Selection(text="eau")),
        replace(QUERY, sort="title"),
        replace(QUERY, sort="modified"),
    ],
)
def test_a_cursor_belongs_to_its_query(other):
    text = encode_cursor(Cursor(key=5.25, id="a", seen=20), QUERY)
    with pytest.raises(QueryInvalid):
        find_cursor(replace(other, cursor=text), float)


@pytest.mark.parametrize("text", ["x", "é", "W10", "e30", "bnVsbA", "W1tbW1tbW1tbW1tbW10", "MQ"])
def test_nonsense_is_refused(text):
    with pytest.raises(QueryInvalid):
        find_cursor(replace(QUERY, cursor=text), float)


def test_a_cursor_of_another_kind_of_order_is_refused():
    text = encode_cursor(Cursor(key="2024", id="a", seen=20), QUERY)
    with pytest.raises(QueryInvalid):
        find_cursor(replace(QUERY, cursor=text), float)


def test_page_size_and_facets_may_change_between_pages():
    text = encode_cursor(Cursor(key=5.25, id="a", seen=20), QUERY)
    assert find_cursor(replace(QUERY, cursor=text, limit=50, facets=("kind",)), float) is not None
