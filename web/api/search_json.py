"""The JSON answer of a search, one for `/api/1/search` and `glane search --json`."""

from collections.abc import Callable
from typing import Any

from catalogue.json_form import plain
from search.query import Hit, SearchResults
from web.legal_documents import find_page

Label = Callable[[str, str], str]
"""The words for a value of a facet: `label(facet, value)`."""


def search_json(results: SearchResults, label: Label, suggestion: str | None = None) -> dict[str, Any]:
    """Return `{"total", "took_ms", "hits", "facets", "suggestion"}`; absent fields of a hit are left out."""
    facets = {
        name: [
            {"value": item.value, "label": label(name, item.value), "count": item.count} for item in counts
        ]
        for name, counts in results.facets.items()
    }
    hits = [_hit_json(hit) for hit in results.hits]
    return {
        "total": results.total,
        "took_ms": results.took_ms,
        "hits": hits,
        "facets": facets,
        "suggestion": suggestion,
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    highlights = {
        name: [{"text": fragment.text, "match": fragment.is_match} for fragment in fragments]
        for name, fragments in hit.highlights.items()
    }
    found: dict[str, Any] = {**plain(hit), "why": list(hit.why)}
    if page := find_page(hit):
        found["page"] = page
    return {**found, "highlights": highlights} if highlights else found
