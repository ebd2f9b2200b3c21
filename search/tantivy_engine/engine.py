"""The engine itself: what the `Engine` protocol asks, done with the parts beside."""

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from tantivy import Order, Searcher

from catalogue.selection import Selection
from search.cursor import Cursor, encode_cursor, find_cursor
from search.document import SearchDocument
from search.engine import EngineStatus, IndexBatch
from search.errors import IndexUnreadable
from search.filters import to_filters
from search.hits import from_json, to_facets, to_hit
from search.ordering import order_field
from search.query import Hit, SearchQuery, SearchResults
from search.tantivy_engine.counting import count_facets
from search.tantivy_engine.generations import ENGINE, Generations
from search.tantivy_engine.paging import Page, Wanted, find_page
from search.tantivy_engine.queries import to_query
from search.tantivy_engine.reading import Reader, read_position
from search.tantivy_engine.schema import STORED
from search.tantivy_engine.writing import write_batch, write_index
from search.text_query import parse_text
from search.zones import ZoneLookup


class TantivyEngine:
    """An index in `folder`, which must lie on a local disk and be writable by every reader.

    Any number of processes may read; one at a time writes, the others wait up to `patience` seconds.
    """

    def __init__(self, folder: Path, zones: ZoneLookup, *, patience: float = 30.0) -> None:
        self._zones = zones
        self._generations = Generations(folder, patience)
        self._reader = Reader(self._generations)

    def search(self, query: SearchQuery) -> SearchResults:
        """Return a page of hits and facets out of one state of the index."""
        started = perf_counter()
        text = parse_text(query.selection.text)
        order = order_field(query.sort, text)
        wanted = Wanted(
            limit=query.limit, offset=query.offset, cursor=find_cursor(query, str if order else float)
        )
        searcher = self._reader.searcher()
        if searcher is None:
            return SearchResults(total=0, took_ms=0.0, facets=to_facets(query, {}))
        filters = to_filters(query.selection, self._zones)
        page = find_page(searcher, to_query(text, filters.everything), order, wanted)
        hits = self._hits(searcher, page, query)
        counts = count_facets(searcher, text, filters, query.facets)
        return SearchResults(
            total=page.total,
            hits=hits,
            facets=to_facets(query, counts),
            next_cursor=_next_cursor(page, hits, wanted, query),
            took_ms=(perf_counter() - started) * 1000,
        )

    def iterate_ids(self, selection: Selection) -> Iterator[str]:
        """Yield every id selected, in order, out of the state of the index at the first one."""
        searcher = self._reader.searcher()
        if searcher is not None:
            text, filters = parse_text(selection.text), to_filters(selection, self._zones)
            query = to_query(text, filters.everything)
            most = max(searcher.num_docs, 1)
            found = searcher.search(query, limit=most, count=False, order_by_field="id", order=Order.Asc)
            for key, _ in found.hits:
                yield str(key)

    def position(self) -> int:
        """Return the position that the newest state stands for, 0 where there is none."""
        searcher = self._reader.searcher()
        return read_position(searcher) if searcher else 0

    def apply(self, batch: IndexBatch) -> None:
        """Commit a batch; the first one makes the index."""
        with self._generations.writing():
            current = self._generations.find_current()
            if current is None:
                self._build(batch.documents, batch.position)
            elif self.position() <= batch.position:
                write_batch(current, batch)

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Build a new generation and switch to it."""
        with self._generations.writing():
            self._build(documents, position)

    def status(self) -> EngineStatus:
        """Return the size of the newest state and where it stands."""
        try:
            searcher = self._reader.searcher()
            folder = self._generations.find_current()
        except IndexUnreadable:
            return self._status(0, 0, 0, healthy=False)
        if searcher is None or folder is None:
            return self._status(0, 0, 0, healthy=True)
        return self._status(searcher.num_docs - 1, read_position(searcher), _size(folder), healthy=True)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.forget()

    def _build(self, documents: Iterable[SearchDocument], position: int) -> None:
        fresh = self._generations.create()
        write_index(fresh, documents, position)
        self._generations.publish(fresh)

    def _status(self, documents: int, position: int, size: int, *, healthy: bool) -> EngineStatus:
        return EngineStatus(
            name=ENGINE,
            version=version(ENGINE),
            documents=documents,
            position=position,
            size_bytes=size,
            healthy=healthy,
        )

    def _hits(self, searcher: Searcher, page: Page, query: SearchQuery) -> tuple[Hit, ...]:
        text = parse_text(query.selection.text)
        found = (from_json(json.loads(searcher.doc(row.address)[STORED][0])) for row in page.rows)
        scores = (row.key if isinstance(row.key, float) else 0.0 for row in page.rows)
        return tuple(
            to_hit(item, score, text, query.selection, self._zones)
            for item, score in zip(found, scores, strict=True)
        )


def _next_cursor(page: Page, hits: tuple[Hit, ...], wanted: Wanted, query: SearchQuery) -> str | None:
    if not page.has_more:
        return None
    seen = wanted.reach - 1
    return encode_cursor(Cursor(key=page.rows[-1].key, id=hits[-1].id, seen=seen), query)


def _size(folder: Path) -> int:
    """Return the bytes of an index; a commit or a rebuild may remove files meanwhile."""
    try:
        return sum(item.stat().st_size for item in folder.iterdir())
    except FileNotFoundError:
        return 0
