"""Facets: how many documents of a query hold each value."""

from collections.abc import Iterable, Mapping
from typing import Any

from tantivy import Searcher

from search.filters import Filters
from search.tantivy_engine.queries import to_query
from search.text_query import TextQuery

EVERY_VALUE = 65_000
"""tantivy counts a value exactly only where every segment reports every value."""

Counts = Mapping[str, int]


def count_facets(
    searcher: Searcher, text: TextQuery, filters: Filters, facets: Iterable[str]
) -> dict[str, Counts]:
    """Return the counts of each facet without its own filter: one pass for all without one."""
    free = [name for name in facets if name not in filters.of_facets]
    counted = _count(searcher, text, filters, None, free) if free else {}
    for name in facets:
        if name in filters.of_facets:
            counted |= _count(searcher, text, filters, name, [name])
    return counted


def _count(
    searcher: Searcher, text: TextQuery, filters: Filters, own: str | None, names: Iterable[str]
) -> dict[str, Counts]:
    asked = {name: _terms(name) for name in names}
    answer = searcher.aggregate(to_query(text, filters.without(own)), asked)
    return {name: {item["key"]: item["doc_count"] for item in answer[name]["buckets"]} for name in asked}


def _terms(name: str) -> dict[str, Any]:
    return {"terms": {"field": name, "size": EVERY_VALUE, "segment_size": EVERY_VALUE}}
