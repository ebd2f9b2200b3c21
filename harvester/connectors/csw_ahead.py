"""The page that comes next is asked for while the one that came is read and kept.

One request at a time, never for more than the source announced, and only by whole pages: a source that
stumbles is not asked for what may not be wanted.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field, replace

from harvester.connectors.csw_client import CswClient, CswQuery
from harvester.http import Fetched

_Asked = tuple[CswQuery, "Future[Fetched]"]


@dataclass(slots=True, kw_only=True)
class ReadAhead:
    """Fetches pages of `size` records; `announced` is how many there are, as far as that is known."""

    ask: Callable[[CswQuery], Fetched]
    size: int
    announced: int = 0
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="asking-ahead")
    )
    _waiting: _Asked | None = None

    def fetch(self, query: CswQuery, fetch: Callable[[CswQuery], Fetched]) -> Fetched:
        """Return the answer to a query, asked for already or by `fetch` now; raises what that raised."""
        waiting, self._waiting = self._waiting, None
        answer = waiting[1].result() if waiting and waiting[0] == query else fetch(query)
        if query.count == self.size and query.start + self.size <= self.announced:
            self._ask_ahead(replace(query, start=query.start + self.size))
        return answer

    def _ask_ahead(self, query: CswQuery) -> None:
        """Ask for a page, unless the process is ending: then it is asked for when it is wanted, if it is."""
        with suppress(RuntimeError):
            self._waiting = (query, self._thread.submit(copy_context().run, self.ask, query))

    def close(self) -> None:
        """Forget what was asked; nobody waits for its answer."""
        self._thread.shutdown(wait=False, cancel_futures=True)


@contextmanager
def reading_ahead(client: CswClient, size: int) -> Iterator[ReadAhead]:
    """Give a reader ahead for the source of a client, whose own state stays out of the other thread."""
    ahead = ReadAhead(ask=client.twin().fetch_records, size=size)
    try:
        yield ahead
    finally:
        ahead.close()
