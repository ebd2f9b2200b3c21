"""Text, conditions, facets and pages as the body of a search request; pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from search.cursor import Cursor
from search.document import TEXT_FIELDS, stem_field
from search.filters import AnyOf, Condition, Either, Filters, InRange, IsFlag, NoneOf
from search.ordering import EXACT, PHRASE_FIELDS, TITLE_PHRASE, OrderField, exact_form
from search.query import SearchQuery
from search.text_query import TextQuery

Body = dict[str, Any]

EVERY_VALUE = 65_000
"""Counts are exact where each shard reports every value; one answer may hold 65 536."""


def to_body(
    query: SearchQuery, text: TextQuery, filters: Filters, order: OrderField | None, cursor: Cursor | None
) -> Body:
    """Return the request for a page with its facets.

    Filters that have a facet come after the facets are counted (`post_filter`), since each facet leaves its
    own out. One hit more than asked for tells whether another page follows.
    """
    body: Body = {
        "query": to_query(text, filters.common),
        "post_filter": _all(filters.of_facets.values()),
        "aggs": {name: _facet(name, query, filters) for name in query.facets},
        "sort": [{order: "asc"}] if order else [{"_score": "desc"}, {"id": "asc"}],
        "track_scores": order is None,
        "track_total_hits": True,
        "size": query.limit + 1,
        "_source": ["shown"],
    }
    if cursor:
        return {**body, "search_after": [cursor.key] if order else [cursor.key, cursor.id]}
    return {**body, "from": query.offset}


def to_query(text: TextQuery, conditions: Iterable[Condition]) -> Body:
    """Return the query that matches every word, phrase and condition, scored as `search.ordering` says."""
    if text.is_hopeless:
        return {"match_none": {}}
    clauses = {
        "must": [_word(stem) for stem in text.words] + [_phrase(stems) for stems in text.phrases],
        "filter": [_condition(condition) for condition in conditions],
        "must_not": [{"exists": {"field": "position"}}],
        "should": _bonuses(text),
    }
    weighting = {"field": "weight", "missing": 1}
    return {
        "function_score": {
            "query": {"bool": clauses},
            "field_value_factor": weighting,
            "boost_mode": "multiply",
        }
    }


def _word(stem: str) -> Body:
    return _best(_scored({"term": {stem_field(name): stem}}, worth) for name, worth in TEXT_FIELDS.items())


def _phrase(stems: Sequence[str]) -> Body:
    return _best(_scored(_phrase_in(name, stems), TEXT_FIELDS[name] * len(stems)) for name in PHRASE_FIELDS)


def _bonuses(text: TextQuery) -> list[Body]:
    if not text.whole:
        return []
    bonuses = [_scored({"term": {"exact": exact_form(text.whole)}}, EXACT)]
    if len(text.whole) > 1:
        bonuses.append(_scored(_phrase_in("title", text.whole), TITLE_PHRASE))
    return bonuses


def _phrase_in(name: str, stems: Sequence[str]) -> Body:
    return {"match_phrase": {stem_field(name): " ".join(stems)}}


def _scored(query: Body, worth: int) -> Body:
    return {"constant_score": {"filter": query, "boost": worth}}


def _best(queries: Iterable[Body]) -> Body:
    return {"dis_max": {"queries": list(queries)}}


def _all(conditions: Iterable[Condition]) -> Body:
    return {"bool": {"filter": [_condition(condition) for condition in conditions]}}


def _condition(condition: Condition) -> Body:
    match condition:
        case AnyOf(field, values):
            return {"terms": {field: list(values)}}
        case NoneOf(field, values):
            return {"bool": {"must_not": [{"terms": {field: list(values)}}]}}
        case Either(conditions):
            return {"bool": {"should": [_condition(item) for item in conditions], "minimum_should_match": 1}}
        case IsFlag(field, value):
            return {"term": {field: value}}
        case InRange(field, low, high):
            bounds = {"gte": low, "lte": high}
            return {"range": {field: {name: bound for name, bound in bounds.items() if bound is not None}}}


def _facet(name: str, query: SearchQuery, filters: Filters) -> Body:
    """Count the most frequent values, and apart from them the chosen ones, which a page shows in any case."""
    others = [condition for other, condition in filters.of_facets.items() if other != name]
    order = [{"_count": "desc"}, {"_key": "asc"}]
    counted = {"field": name, "size": query.facet_size, "shard_size": EVERY_VALUE, "order": order}
    aggregations: Body = {"values": {"terms": counted}}
    own = filters.of_facets.get(name)
    if isinstance(own, AnyOf):
        include = {"field": name, "include": list(own.values), "size": len(own.values)}
        aggregations["chosen"] = {"terms": include}
    return {"filter": _all(others), "aggs": aggregations}
