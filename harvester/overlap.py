"""Work that goes on while other work is done: a step of a chain in a thread of its own, a few results ahead.

What the chain gives is what it would give without threads: the same results and errors in the same order. The
source, the parser child and the store wait for each other only where one has nothing to do.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from contextvars import copy_context
from queue import SimpleQueue
from threading import Event, Semaphore, Thread
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def ahead(items: Generator[A], most: int, name: str) -> Generator[A]:
    """Yield what a generator yields, made in a thread called `name`, at most `most` items ahead.

    What it raises comes where its next item would. Whoever leaves early must `close`, and waits until the
    generator has ended what it is at; it is closed in its own thread.
    """
    made: SimpleQueue[tuple[A] | BaseException | None] = SimpleQueue()
    room, left = Semaphore(most), Event()

    def work() -> None:
        try:
            with closing(items):
                while _is_wanted(room, left):
                    made.put((next(items),))
        except StopIteration:
            made.put(None)
        except BaseException as error:  # noqa: BLE001 -- raised again where it is waited for
            made.put(error)

    thread = Thread(target=copy_context().run, args=(work,), name=name, daemon=True)
    thread.start()
    try:
        yield from _taken(made, room)
    finally:
        left.set()
        room.release()
        thread.join()


def mapped(function: Callable[[A], B], items: Generator[A]) -> Generator[B]:
    """Yield what `function` makes of each item; closing it closes `items`."""
    with closing(items):
        for item in items:
            yield function(item)


def closable(items: Iterable[A]) -> Generator[A]:
    """Return the items as a generator."""
    yield from items


def _is_wanted(room: Semaphore, left: Event) -> bool:
    room.acquire()
    return not left.is_set()


def _taken(made: "SimpleQueue[tuple[A] | BaseException | None]", room: Semaphore) -> Generator[A]:
    while (one := made.get()) is not None:
        if isinstance(one, BaseException):
            raise one
        room.release()
        yield one[0]
