"""The search document: what an index holds of a record, a fiche or whatever else can be found."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import get_args

from catalogue.record import Bbox, Kind, Record
from catalogue.record_parts import Distribution, Period
from catalogue.remembering import remembered
from catalogue.vocabularies import load_vocabulary
from search.analysis import analyse
from search.zones import ZoneLookup, list_above

INDEX_FORMAT = 1
"""Raised whenever a field, the analysis or the scoring changes: an index of another format is rebuilt."""

RECORD_KINDS: tuple[str, ...] = get_args(Kind)
OTHER_KINDS = ("fiche", "bouquet", "task")
"""What is indexed beside records: found by `kind` alone, counted in the facet of kinds in any case."""

TEXT_FIELDS: Mapping[str, int] = {
    "title": 5,
    "acronym": 5,
    "keywords": 4,
    "publisher": 2,
    "more": 1,
    "description": 1,
}
"""The fields that are searched for words, and what a word found there is worth."""

MAX_TEXT = 32_000
"""Characters of a text that are indexed and kept: Lucene refuses terms beyond 32 766 bytes."""
MAX_VALUE = 500
"""Characters of a value that is filtered or counted."""

_YEAR = re.compile(r"\s*(\d{4})(?!\d)")
_API_WORDS = frozenset(analyse("API REST WMS WFS WMTS WCS WPS SOS CSW SPARQL OData SensorThings GraphQL TMS"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a hit shows beside id, kind and title; kept in the index so that a list needs no store."""

    acronym: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    publisher: str | None = None
    more: str | None = None
    licence: str | None = None
    access: str | None = None
    topics: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    granularities: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    temporal: Period | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One thing that can be found.

    `texts` by the names of `TEXT_FIELDS`, `values` by those of `catalogue.selection.VALUE_FILTERS`. `zones`
    are what it is about, `zones_above` all that contains one of them. Years are inclusive, None together
    where no period is known. `bbox` is west, south, east, north with west ≤ east; `quality` 0–100.
    """

    id: str
    kind: str
    title: str
    texts: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    zones: tuple[str, ...] = ()
    zones_above: tuple[str, ...] = ()
    year_start: int | None = None
    year_end: int | None = None
    bbox: Bbox | None = None
    modified: str | None = None
    quality: int | None = None
    has_api: bool = False
    shown: Shown = field(default_factory=Shown)


def stem_field(name: str) -> str:
    """Return the field of an index that holds the stems of a text; values go by plain names (`publisher`)."""
    return f"{name}_stems"


def from_record(record: Record, *, zones: ZoneLookup, collections: Iterable[str] = ()) -> SearchDocument:
    """Return the document of a record; `collections` are the slugs of those that hold it."""
    texts = _texts(record)
    years = _years(record.temporal)
    return SearchDocument(
        id=record.id,
        kind=record.kind,
        title=record.title[:MAX_TEXT],
        texts=texts,
        values={"collection": _values(collections), **_values_of(record)},
        zones=_values(record.territories),
        zones_above=_values(above for zone in record.territories for above in list_above(zones, zone)),
        year_start=years[0] if years else None,
        year_end=years[1] if years else None,
        bbox=_envelope(record.bbox),
        modified=record.modified,
        quality=record.quality.score if record.quality else None,
        has_api=record.kind == "service" or any(_is_api(item) for item in record.distributions),
        shown=_shown(record, texts),
    )


def _texts(record: Record) -> dict[str, str]:
    texts = {
        "title": record.title,
        "acronym": record.acronym or "",
        "keywords": ", ".join(record.keywords),
        "publisher": record.publisher.name if record.publisher else "",
        "more": _more(record),
        "description": record.description or "",
    }
    return {name: text[:MAX_TEXT] for name, text in texts.items() if text}


def _more(record: Record) -> str:
    """What is searched though a list does not show it: creators, identifier, what an indicator measures."""
    parts = [agent.name for agent in record.creators]
    parts += [record.identifier or "", *record.milieux, *record.exposure_factors]
    if record.indicator:
        parts += [record.indicator.code or "", record.indicator.definition or "", record.indicator.unit or ""]
    return "\n".join(part for part in parts if part)


def _values_of(record: Record) -> dict[str, tuple[str, ...]]:
    return {
        "kind": (record.kind,),
        "topic": _with_broader_topics(record.topics),
        "theme": _values(record.themes),
        "milieu": _values(record.milieux),
        "exposure_factor": _values(record.exposure_factors),
        "publisher": _values([record.publisher.name]) if record.publisher else (),
        "licence": _values([record.licence]),
        "access": _values([record.access]),
        "format": _values(item.format for item in record.distributions),
        "granularity": _values(record.granularities),
        "frequency": _values([record.frequency]),
        "source": _values(item.source for item in record.provenance),
    }


def to_value(text: str) -> str:
    """Return a value as it is indexed, filtered and counted: stripped, `MAX_VALUE` characters at most."""
    return text.strip()[:MAX_VALUE]


def _values(texts: Iterable[str | None]) -> tuple[str, ...]:
    found = [value for text in texts if text and (value := to_value(text))]
    return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))


@lru_cache(maxsize=2_000)
def _with_broader_topics(topics: tuple[str, ...]) -> tuple[str, ...]:
    known = load_vocabulary("topics")
    return _values(
        item for topic in topics for item in (known.with_ancestors(topic) if topic in known else (topic,))
    )


def _years(temporal: Period | None) -> tuple[int, int] | None:
    """Return first and last year of a period; an open end reaches to year 0 or 9999."""
    start = _YEAR.match((temporal and temporal.start) or "")
    end = _YEAR.match((temporal and temporal.end) or "")
    if not (start or end):
        return None
    return (int(start[1]) if start else 0, int(end[1]) if end else 9999)


def _envelope(bbox: Bbox | None) -> Bbox | None:
    """Return a box with west ≤ east: one across the antimeridian becomes the band of its latitudes."""
    if bbox is None or bbox[0] <= bbox[2]:
        return bbox
    return (-180.0, bbox[1], 180.0, bbox[3])


def _is_api(distribution: Distribution) -> bool:
    return _names_api(f"{distribution.protocol or ''} {distribution.format or ''}")


@remembered(2_000)
def _names_api(text: str) -> bool:
    return not _API_WORDS.isdisjoint(analyse(text))


def _shown(record: Record, texts: Mapping[str, str]) -> Shown:
    return Shown(
        acronym=record.acronym,
        description=texts.get("description"),
        keywords=record.keywords,
        publisher=texts.get("publisher"),
        more=texts.get("more"),
        licence=record.licence,
        access=record.access,
        topics=record.topics,
        territories=record.territories,
        granularities=record.granularities,
        formats=_values(item.format for item in record.distributions),
        temporal=record.temporal,
        modified=record.modified,
    )
