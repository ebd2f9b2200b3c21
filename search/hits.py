"""From what an engine found to what a list shows: hits with their reasons, facets in their order."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalogue.json_form import decoder_of, plain
from catalogue.selection import Selection
from search.analysis import analyse
from search.document import TEXT_FIELDS, SearchDocument, Shown, to_value
from search.highlight import Fragment, excerpt, highlight, shorten
from search.query import FacetCount, Hit, SearchQuery
from search.text_query import TextQuery
from search.zones import ZoneLookup, list_above

JsonObject = dict[str, Any]
Highlights = dict[str, tuple[Fragment, ...]]

SHOWN_DESCRIPTION = 600
"""Characters of a description that a hit carries; the record has it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an index keeps of a document for its hit."""

    id: str
    kind: str
    title: str
    quality: int | None = None
    has_api: bool = False
    shown: Shown = field(default_factory=Shown)


def to_found(document: SearchDocument) -> Found:
    """Return what an index keeps of a document."""
    return Found(
        id=document.id,
        kind=document.kind,
        title=document.title,
        quality=document.quality,
        has_api=document.has_api,
        shown=document.shown,
    )


def to_json(found: Found) -> JsonObject:
    """Return the JSON object that an index keeps; `from_json` reads it back."""
    data: JsonObject = plain(found)
    return data


def from_json(data: Mapping[str, Any]) -> Found:
    """Read what an index kept."""
    found: Found = decoder_of(Found)(data, "stored")
    return found


def to_hit(found: Found, score: float, text: TextQuery, selection: Selection, zones: ZoneLookup) -> Hit:
    """Return the hit of a document for a query."""
    shown, stems = found.shown, frozenset(text.whole)
    texts = _texts(found)
    found_in = _fields_with(texts, stems)
    return Hit(
        id=found.id,
        kind=found.kind,
        title=found.title,
        score=score,
        why=(*found_in, *_fits(shown.territories, selection, zones)),
        highlights=_highlights(texts, found_in, stems),
        acronym=shown.acronym,
        description=shorten(shown.description, SHOWN_DESCRIPTION) if shown.description else None,
        keywords=shown.keywords,
        publisher=shown.publisher,
        licence=shown.licence,
        access=shown.access,
        topics=shown.topics,
        territories=shown.territories,
        granularities=shown.granularities,
        formats=shown.formats,
        temporal=shown.temporal,
        modified=shown.modified,
        quality=found.quality,
        has_api=found.has_api,
    )


def to_facets(
    query: SearchQuery, counts: Mapping[str, Mapping[str, int]]
) -> dict[str, tuple[FacetCount, ...]]:
    """Return every facet asked for: its most frequent values, then the chosen ones not among them."""
    return {
        name: _to_facet(counts.get(name, {}), _chosen(query.selection, name), query.facet_size)
        for name in query.facets
    }


def _chosen(selection: Selection, facet: str) -> tuple[str, ...]:
    if facet == "territory":
        return (selection.territory,) if selection.territory else ()
    return tuple(to_value(value) for value in selection.values.get(facet, ()))


def _to_facet(counts: Mapping[str, int], chosen: Iterable[str], size: int) -> tuple[FacetCount, ...]:
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    names = ordered[:size]
    names += sorted(set(chosen).difference(names), key=lambda value: (-counts.get(value, 0), value))
    return tuple(FacetCount(value=value, count=counts.get(value, 0)) for value in names)


def _texts(found: Found) -> dict[str, str]:
    texts = {
        "title": found.title,
        "acronym": found.shown.acronym,
        "keywords": ", ".join(found.shown.keywords),
        "publisher": found.shown.publisher,
        "more": found.shown.more,
        "description": found.shown.description,
    }
    return {name: text for name in TEXT_FIELDS if (text := texts[name])}


def _fields_with(texts: Mapping[str, str], stems: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name, text in texts.items() if stems and not stems.isdisjoint(analyse(text)))


def _fits(territories: tuple[str, ...], selection: Selection, zones: ZoneLookup) -> tuple[str, ...]:
    zone = selection.territory
    if not zone:
        return ()
    fits = {
        "own": zone in territories,
        "inherited": not set(territories).isdisjoint(list_above(zones, zone)),
        "within": any(zone in list_above(zones, item) for item in territories),
    }
    return tuple(fit for fit, holds in fits.items() if holds)


def _highlights(texts: Mapping[str, str], found_in: Collection[str], stems: frozenset[str]) -> Highlights:
    highlights: Highlights = {}
    if "title" in found_in:
        highlights["title"] = highlight(texts["title"], stems)
    if "description" in found_in:
        highlights["description"] = excerpt(texts["description"], stems)
    return highlights
