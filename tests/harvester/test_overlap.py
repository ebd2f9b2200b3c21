import threading
from contextlib import closing

import pytest

from harvester.errors import RunStopped, SourceMisbehaved, SourceUnavailable
from harvester.overlap import ahead, closable, mapped

WAIT = 30


def numbers(count=9):
    yield from range(count)


def names(prefix):
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(prefix)]


@pytest.mark.parametrize("most", [1, 2, 100])
def test_the_order_is_the_one_without_threads(most):
    assert list(ahead(numbers(), most, "counting")) == list(range(9))


def test_a_chain_of_threads_gives_what_a_chain_of_calls_gives():
    chain = ahead(mapped(lambda number: number * 2, ahead(numbers(), 2, "counting")), 2, "doubling")
    assert list(chain) == [number * 2 for number in range(9)]


def test_the_next_item_is_made_while_one_is_used():
    """Each side waits for the other: one after the other, they would wait for ever."""
    wanted, made = threading.Event(), threading.Event()

    def items():
        yield 1
        assert wanted.wait(WAIT)
        made.set()
        yield 2

    used = []
    for item in ahead(items(), 1, "making"):
        used.append(item)
        wanted.set()
        assert made.wait(WAIT)
    assert used == [1, 2]


def test_no_more_is_made_than_is_asked_for():
    made, full = [], threading.Event()

    def items():
        for number in range(9):
            made.append(number)
            if number == 2:
                full.set()
            yield number

    with closing(ahead(items(), 2, "making")) as some:
        next(some)
        assert full.wait(WAIT)
        assert made == [0, 1, 2]


@pytest.mark.parametrize(
    "error",
    [SourceUnavailable("http-status", status=503), SourceMisbehaved("empty-document"), RunStopped("stopped")],
)
def test_what_ends_the_items_early_comes_after_them(error):
    def items():
        yield 1
        raise error

    behind = ahead(mapped(str, ahead(items(), 2, "making")), 2, "naming")
    assert next(behind) == "1"
    with pytest.raises(type(error)) as caught:
        next(behind)
    assert caught.value is error


def test_what_a_step_raises_stops_the_chain():
    def fail_at_two(number):
        if number == 2:
            raise OSError("disk full")
        return number

    behind = ahead(mapped(fail_at_two, ahead(numbers(), 2, "making")), 2, "failing")
    assert [next(behind), next(behind)] == [0, 1]
    with pytest.raises(OSError, match="disk full"):
        next(behind)
    assert names("making") == names("failing") == []


def test_a_caller_that_leaves_leaves_no_thread_and_closes_the_items_in_their_own():
    closed_by = []

    def items():
        try:
            yield from range(9)
        finally:
            closed_by.append(threading.current_thread().name)

    with closing(ahead(mapped(str, ahead(items(), 2, "making")), 2, "naming")) as some:
        assert next(some) == "0"
    assert closed_by == ["making"]
    assert names("making") == names("naming") == []


def test_any_iterable_can_be_closed():
    items = closable([1, 2])
    assert next(items) == 1
    items.close()
    assert list(items) == []
