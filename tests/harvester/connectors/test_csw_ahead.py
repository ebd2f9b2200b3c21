"""The next page is asked for early, once, and only where it will be wanted."""

import threading
from collections import defaultdict

import pytest

from harvester.connectors.csw_ahead import ReadAhead
from harvester.connectors.csw_client import CswQuery
from harvester.errors import SourceUnavailable


class Source:
    """Remembers what it was asked, and by which thread; `failing` are positions that it has no answer for."""

    def __init__(self, failing=()):
        self.asked = []
        self.failing = failing
        self.came = defaultdict(threading.Event)

    def answer(self, query):
        self.asked.append((query.start, threading.current_thread().name.partition("_")[0]))
        self.came[query.start].set()
        if query.start in self.failing:
            raise SourceUnavailable("time-out", url="https://x.example/", seconds=1)
        return f"page at {query.start}"


@pytest.fixture
def ahead():
    """Builds a reader ahead of a source of so many records, ten a page."""
    made = []

    def build(source, announced=30):
        made.append(ReadAhead(ask=source.answer, size=10, announced=announced))
        return made[-1]

    yield build
    for one in made:
        one.close()


HERE, THERE = threading.current_thread().name, "asking-ahead"


def page(start, count=10):
    return CswQuery(start=start, count=count)


def test_every_page_is_asked_for_once_and_all_but_the_first_ahead(ahead):
    source = Source()
    reader = ahead(source)
    answers = [reader.fetch(page(start), source.answer) for start in (1, 11, 21)]
    assert answers == ["page at 1", "page at 11", "page at 21"]
    assert source.asked == [(1, HERE), (11, THERE), (21, THERE)]


def test_the_next_page_is_asked_for_before_it_is_wanted(ahead):
    source = Source()
    ahead(source).fetch(page(1), source.answer)
    assert source.came[11].wait(10)
    assert [start for start, _ in source.asked] == [1, 11]


@pytest.mark.parametrize(("announced", "count"), [(0, 10), (10, 10), (30, 5)])
def test_nothing_is_asked_ahead_where_it_may_not_be_wanted(ahead, announced, count):
    source = Source()
    reader = ahead(source, announced)
    reader.fetch(page(1, count), source.answer)
    reader.close()
    assert source.asked == [(1, HERE)]


def test_an_answer_that_is_not_wanted_is_left(ahead):
    source = Source()
    reader = ahead(source)
    reader.fetch(page(1), source.answer)
    assert reader.fetch(page(11, 5), source.answer) == "page at 11"
    assert source.asked[-1] == (11, HERE)


def test_what_fails_ahead_fails_when_it_is_wanted(ahead):
    source = Source(failing={11})
    reader = ahead(source)
    assert reader.fetch(page(1), source.answer) == "page at 1"
    with pytest.raises(SourceUnavailable) as caught:
        reader.fetch(page(11), source.answer)
    assert caught.value.kind == "time-out"
    assert reader.fetch(page(21), source.answer) == "page at 21"


def test_a_process_that_is_ending_asks_for_nothing_ahead(ahead):
    source = Source()
    reader = ahead(source)
    reader.close()
    assert [reader.fetch(page(start), source.answer) for start in (1, 11)] == ["page at 1", "page at 11"]
    assert source.asked == [(1, HERE), (11, HERE)]
