"""Staging one page while the next one is fetched: two threads, one page each, in the order of the listing.

The source and the store wait for each other only; the parser child serves both in turn. What a run sees is
what it would see without the second thread: page after page.
"""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from harvester.connector import Page
from harvester.errors import HarvestError

T = TypeVar("T")


def stage_behind(pages: Iterator[Page], stage: Callable[[Page], T]) -> Generator[T, None, None]:
    """Yield what `stage` returned of each page, and keep no page after it.

    Nothing is being staged while the caller has the turn, so that it may stop there. What `stage` raises
    comes where its result would; where the listing ends early, the page before is staged and told first.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="staging") as thread:
        waiting: Future[T] | None = None
        ended_early: HarvestError | None = None
        while True:
            try:
                page = next(pages, None)
            except HarvestError as error:
                page, ended_early = None, error
            if waiting is not None:
                yield waiting.result()
            if page is None:
                break
            waiting = thread.submit(copy_context().run, stage, page)
            del page
    if ended_early is not None:
        raise ended_early
