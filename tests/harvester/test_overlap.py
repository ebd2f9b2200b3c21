import threading
from contextlib import closing

import pytest

from harvester.connector import Page
from harvester.errors import RunStopped, SourceMisbehaved, SourceUnavailable
from harvester.overlap import stage_behind

WAIT = 30


def a_page(number):
    return Page(items=(), announced=number)


def number_of(page):
    return page.announced


def test_pages_are_staged_in_order():
    assert list(stage_behind(map(a_page, range(9)), number_of)) == list(range(9))


def test_the_next_page_is_fetched_while_one_is_staged():
    """Each side waits for the other: one after the other, they would wait for ever."""
    asked, staged = threading.Event(), threading.Event()

    def pages():
        yield a_page(1)
        asked.set()
        assert staged.wait(WAIT)
        yield a_page(2)

    def stage(page):
        assert asked.wait(WAIT)
        staged.set()
        return page.announced

    assert list(stage_behind(pages(), stage)) == [1, 2]


def test_no_page_is_staged_before_the_one_before_was_told():
    staging = []

    def stage(page):
        staging.append(page.announced)
        return page.announced

    for told in stage_behind(map(a_page, range(9)), stage):
        assert staging == list(range(told + 1))


@pytest.mark.parametrize(
    "error",
    [SourceUnavailable("http-status", status=503), SourceMisbehaved("empty-document"), RunStopped("stopped")],
)
def test_a_listing_that_ends_early_tells_of_its_last_page_first(error):
    def pages():
        yield a_page(1)
        raise error

    behind = stage_behind(pages(), number_of)
    assert next(behind) == 1
    with pytest.raises(type(error)) as caught:
        next(behind)
    assert caught.value is error


def test_what_staging_raises_stops_the_listing():
    fetched = []

    def pages():
        for number in range(9):
            fetched.append(number)
            yield a_page(number)

    def stage(page):
        if page.announced == 2:
            raise OSError("disk full")
        return page.announced

    behind = stage_behind(pages(), stage)
    assert [next(behind), next(behind)] == [0, 1]
    with pytest.raises(OSError, match="disk full"):
        next(behind)
    assert fetched == [0, 1, 2, 3]


def test_a_caller_that_stops_leaves_nothing_behind():
    staging = []
    with closing(stage_behind(map(a_page, range(9)), lambda page: staging.append(page.announced))) as behind:
        next(behind)
    assert staging == [0]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("staging")]
