import pytest

from catalogue.selection import Selection
from search.errors import QueryInvalid
from search.query import SearchQuery


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": 0},
        {"limit": 101},
        {"offset": -1},
        {"offset": 9_981},
        {"sort": "random"},
        {"facets": ("colour",)},
        {"facet_size": 0},
        {"cursor": "x", "offset": 20},
        {"selection": Selection(values={"colour": ("red",)})},
    ],
)
def test_what_no_index_can_answer_is_refused(wrong):
    with pytest.raises(QueryInvalid):
        SearchQuery(**wrong)


def test_the_deepest_page():
    assert SearchQuery(offset=9_980).limit == 20
