"""The way through the pages of a CSW, by a cursor of our own.

`nextRecord` is often absent, 0 too early, or beyond the end, and servers give fewer records than asked: what
came moves the cursor.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from harvester.connector import RejectedItem
from harvester.connectors.csw_client import CswQuery
from harvester.connectors.csw_halving import Halving
from harvester.connectors.csw_items import rejected
from harvester.connectors.csw_reader import CswAnswer, CswReader, is_fault
from harvester.errors import HarvestError, RecordRejected, SourceMisbehaved

FIRST_POSITIONS = 3
"""Where nothing came yet, a server that fails at so many single records fails at everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page that came, with the records skipped before it; `start` is the position that comes next.

    `announced` is None where the server announces nothing, or turned out to have more than it announces.
    """

    start: int
    announced: int | None
    answer: CswAnswer
    rejected: tuple[RejectedItem, ...] = ()


@dataclass(slots=True, kw_only=True)
class Walk:
    """Walks a query from `query.start` to its end; `read` is `CswReader.read_records` or `read_ids`.

    `isolates`: a page that fails is halved down to the record that breaks it, and that one is skipped.
    """

    reader: CswReader
    read: Callable[[CswQuery], CswAnswer]
    query: CswQuery
    max_pages: int
    isolates: bool = True
    start: int = field(init=False)
    pages: int = 0
    _halving: Halving = field(init=False)
    _matched: int | None = None
    _ids: set[str] = field(default_factory=set)
    _skipped: list[RejectedItem] = field(default_factory=list)
    _doubted: bool = False
    _understated: bool = False

    def __post_init__(self) -> None:
        self.start = self.query.start
        self._halving = Halving(size=self.query.count)

    @property
    def total(self) -> int | None:
        """What the server announces, None where it is nothing to go by."""
        return None if self._understated else self._matched

    def steps(self) -> Iterator[Step]:
        """Yield the pages in order.

        Raises `SourceMisbehaved`: `paging-loop`, `listing-stopped`, `too-many-pages`; what the reader raises
        where it is no page that can be halved, or where too many were.
        """
        while True:
            query = replace(self.query, start=self.start, count=self._count())
            try:
                answer = self.read(query)
            except HarvestError as error:
                if self._doubted and is_fault(error):
                    return
                self._narrow(query, error)
                if self.total is not None and self.start > self.total:
                    yield self._step(CswAnswer(matched=self._matched, following=None))
                    return
                continue
            new = len(set(answer.ids) - self._ids) + answer.nameless
            if self._doubted and not new:
                return
            self._note(answer)
            yield self._step(answer)
            if not self._goes_on(answer, new):
                return

    def _count(self) -> int:
        is_first = not self.pages and bool(self._skipped)
        return 1 if is_first else self._halving.count_at(self.start)

    def _note(self, answer: CswAnswer) -> None:
        """Move the cursor. A total that more records follow was none: some servers say there how many are in
        the page.
        """
        self.pages += 1
        self.start += answer.count
        self._halving.note_page(self.start, answer.count)
        self._ids.update(answer.ids)
        self._understated = self._understated or self._doubted
        self._doubted = False
        self._matched = answer.matched
        if self.reader.ahead is not None:
            self.reader.ahead.announced = self.total or 0

    def _goes_on(self, answer: CswAnswer, new: int) -> bool:
        """Tell whether more is to come; raises where it should and does not.

        Beyond its total, a server that points at more is asked once.
        """
        total = self.total
        if total is not None and self.start > total:
            self._doubted = bool(answer.count) and (answer.following or 0) >= self.start
            return self._doubted
        if total is None and not (answer.count and answer.following):
            return False
        if not answer.count:
            raise SourceMisbehaved("listing-stopped", listed=len(self._ids), announced=total)
        if not new:
            raise SourceMisbehaved("paging-loop", url=self.reader.client.url)
        if self.pages >= self.max_pages:
            raise SourceMisbehaved("too-many-pages", limit=self.pages)
        return True

    def _narrow(self, query: CswQuery, error: HarvestError) -> None:
        """Prepare to ask less after a page that failed, or skip the record that fails alone."""
        if not self.isolates or not is_fault(error):
            raise error
        is_first_try = not self.pages and query.count == self.query.count and not self._skipped
        if is_first_try and self._drops_sort(query):
            return
        if not self._halving.note_failure(error, query.start, query.count, self.total):
            return
        self._skipped.append(self._to_rejected(query, error))
        self.start += 1
        if not self.pages and len(self._skipped) >= FIRST_POSITIONS:
            raise error

    def _drops_sort(self, query: CswQuery) -> bool:
        """Ask without order from now on where the order is what the server refuses."""
        if self.reader.sort is None or self.reader.accepts_sort(query):
            return False
        self.reader.sort = None
        return True

    def _to_rejected(self, query: CswQuery, error: HarvestError) -> RejectedItem:
        """Name the skipped record by its id where that can be told: under another it would seem gone."""
        content = self.reader.refused_content(error)
        found = self.reader.find_id_at(query)
        remote_id = found if found and found not in self._ids else f"position-{query.start}"
        self._ids.add(remote_id)
        return rejected(
            remote_id, RecordRejected("breaks-its-page", position=query.start, detail=str(error)), content
        )

    def _step(self, answer: CswAnswer) -> Step:
        skipped = tuple(self._skipped)
        self._skipped.clear()
        return Step(start=self.start, announced=self.total, answer=answer, rejected=skipped)
