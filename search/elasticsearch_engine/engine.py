"""The engine itself: what the `Engine` protocol asks, done with the parts beside."""

from collections.abc import Iterable, Iterator, Mapping
from time import perf_counter
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from catalogue.selection import Selection
from search.cursor import Cursor, encode_cursor, find_cursor
from search.document import SearchDocument
from search.elasticsearch_engine.client import ENGINE, Cluster, connect, reported
from search.elasticsearch_engine.indexes import Indexes
from search.elasticsearch_engine.queries import to_body, to_query
from search.elasticsearch_engine.writing import write_all
from search.engine import EngineStatus, IndexBatch
from search.errors import IndexUnavailable
from search.filters import to_filters
from search.hits import from_json, to_facets, to_hit
from search.ordering import exact_score, order_field
from search.query import Hit, SearchQuery, SearchResults
from search.text_query import TextQuery, parse_text
from search.zones import ZoneLookup

ITERATION = 5000
"""Ids of one answer while iterating."""
KEEP_ALIVE = "5m"
"""How long a state is kept for somebody who iterates, from one answer to the next."""

Raw = Mapping[str, Any]


class ElasticsearchEngine:
    """An index of a cluster under its prefix. Readers and writers may be on as many hosts as one likes."""

    def __init__(self, cluster: Cluster, zones: ZoneLookup) -> None:
        self._cluster = cluster
        self._zones = zones
        self._client: Elasticsearch = connect(cluster)
        self._indexes = Indexes(self._client, cluster)

    def search(self, query: SearchQuery) -> SearchResults:
        """Return a page of hits and facets out of one answer."""
        started = perf_counter()
        text = parse_text(query.selection.text)
        order = order_field(query.sort, text)
        cursor = find_cursor(query, str if order else float)
        filters = to_filters(query.selection, self._zones)
        answer = self._ask(to_body(query, text, filters, order, cursor))
        rows: list[Raw] = answer["hits"]["hits"] if answer else []
        page = rows[: query.limit]
        seen = (cursor.seen if cursor else query.offset) + len(page)
        return SearchResults(
            total=int(answer["hits"]["total"]["value"]) if answer else 0,
            hits=tuple(self._hit(row, text, query) for row in page),
            facets=to_facets(query, _counts(answer)),
            next_cursor=encode_cursor(_cursor(page[-1], seen), query) if len(rows) > len(page) else None,
            took_ms=(perf_counter() - started) * 1000,
        )

    def iterate_ids(self, selection: Selection) -> Iterator[str]:
        """Yield every id selected, in order, out of one point in time."""
        text, filters = parse_text(selection.text), to_filters(selection, self._zones)
        body = {"query": to_query(text, filters.everything), "sort": [{"id": "asc"}], "size": ITERATION}
        with reported():
            try:
                point = self._client.open_point_in_time(index=self._indexes.alias, keep_alive=KEEP_ALIVE)[
                    "id"
                ]
            except NotFoundError:
                return
        try:
            yield from self._iterate(body, point)
        finally:
            with reported():
                self._client.close_point_in_time(id=point)

    def position(self) -> int:
        """Return the position that readers see, 0 where there is no index."""
        with reported():
            return self._indexes.read_position()

    def apply(self, batch: IndexBatch) -> None:
        """Write a batch and show it; the first one makes the index."""
        with reported():
            exists = bool(self._indexes.list_current())
        if not exists:
            self.rebuild(batch.documents, batch.position)
        elif self.position() <= batch.position:
            with reported():
                alias, changed = self._indexes.alias, batch.changed_ids
                write_all(self._client, alias, changed, batch.documents, batch.position)

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Fill a new index and move the alias to it."""
        with reported():
            name, draft = self._indexes.create()
            write_all(self._client, draft, (), documents, position)
            self._indexes.publish(name)

    def status(self) -> EngineStatus:
        """Return what the cluster says of itself and of the index."""
        try:
            with reported():
                return self._status()
        except IndexUnavailable:
            return EngineStatus(name=ENGINE, version="", documents=0, position=0, size_bytes=0, healthy=False)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _status(self) -> EngineStatus:
        version = str(self._client.info()["version"]["number"])
        current = self._indexes.list_current()
        position = self._indexes.read_position()
        documents, size, health = 0, 0, "green"
        if current:
            totals = self._client.indices.stats(index=current, metric="docs,store")["_all"]["primaries"]
            documents, size = int(totals["docs"]["count"]) - 1, int(totals["store"]["size_in_bytes"])
            health = str(self._client.cluster.health(index=current)["status"])
        return EngineStatus(
            name=ENGINE,
            version=version,
            documents=documents,
            position=position,
            size_bytes=size,
            healthy=health != "red",
        )

    def _ask(self, body: dict[str, Any]) -> Raw | None:
        """Return the answer to a search, None where there is no index."""
        with reported():
            try:
                answer: Raw = self._client.search(index=self._indexes.alias, body=body).body
            except NotFoundError:
                return None
            return answer

    def _hit(self, row: Raw, text: TextQuery, query: SearchQuery) -> Hit:
        found = from_json(row["_source"]["shown"])
        return to_hit(found, exact_score(row["_score"] or 0.0), text, query.selection, self._zones)

    def _iterate(self, body: dict[str, Any], point: str) -> Iterator[str]:
        after: list[Any] | None = None
        while True:
            more = {"search_after": after} if after else {}
            pit = {"id": point, "keep_alive": KEEP_ALIVE}
            with reported():
                asked = {**body, **more, "pit": pit, "_source": False, "track_total_hits": False}
                rows = self._client.search(body=asked)["hits"]["hits"]
            for row in rows:
                yield str(row["_id"])
            if len(rows) < ITERATION:
                return
            after = rows[-1]["sort"]


def _cursor(row: Raw, seen: int) -> Cursor:
    return Cursor(key=row["sort"][0], id=str(row["_id"]), seen=seen)


def _counts(answer: Raw | None) -> dict[str, dict[str, int]]:
    if not answer:
        return {}
    return {
        name: {
            str(bucket["key"]): int(bucket["doc_count"])
            for part in ("values", "chosen")
            for bucket in facet.get(part, {}).get("buckets", ())
        }
        for name, facet in answer.get("aggregations", {}).items()
    }
