"""Engines for the web tests: one that finds words in titles and counts facets, one that is down."""

from collections import Counter
from dataclasses import replace

from catalogue.folding import fold_label
from catalogue.selection import VALUE_FILTERS
from search.engine import EngineStatus
from search.errors import IndexUnavailable
from search.query import FacetCount, Hit, SearchResults

FIELDS = {"topic": "topics", "theme": "themes", "milieu": "milieux", "granularity": "granularities"}


class MemoryEngine:
    """Searches the records that a database holds, read anew each time; every word must be in the text."""

    def __init__(self, database):
        self.database = database
        self.queries = []

    def search(self, query):
        self.queries.append(query)
        found = self._select(query.selection)
        if query.sort == "modified":
            found.sort(key=lambda record: record.modified or "", reverse=True)
        start = int(query.cursor or query.offset)
        end = start + query.limit
        facets = {name: self._count(query.selection, name) for name in query.facets}
        return SearchResults(
            total=len(found),
            took_ms=0.5,
            hits=tuple(to_hit(record) for record in found[start:end]),
            facets=facets,
            next_cursor=str(end) if end < len(found) else None,
        )

    def status(self):
        return EngineStatus(name="memory", version="", documents=0, position=0, size_bytes=0, healthy=True)

    def iterate_ids(self, selection):
        return iter([record.id for record in self._select(selection)])

    def _select(self, selection):
        with self.database.reading() as reading:
            records = list(reading.iterate_records())
        return [record for record in records if matches(record, selection)]

    def _count(self, selection, name):
        values = {key: chosen for key, chosen in selection.values.items() if key != name}
        found = self._select(replace(selection, values=values))
        counts = Counter(value for record in found for value in values_of(record, name))
        return tuple(
            FacetCount(value=v, count=n) for v, n in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
        )


class DeadEngine:
    """An engine that does not answer."""

    def status(self):
        return EngineStatus(name="fake", version="", documents=0, position=0, size_bytes=0, healthy=False)

    def search(self, _query):
        raise IndexUnavailable("fake", "connection refused")

    def iterate_ids(self, _selection):
        raise IndexUnavailable("fake", "connection refused")


def matches(record, selection):
    text = fold_label(f"{record.title} {record.description or ''}")
    return (
        all(word in text for word in fold_label(selection.text).split())
        and all(set(values_of(record, name)) & set(chosen) for name, chosen in selection.values.items())
        and (selection.territory is None or selection.territory in record.territories)
    )


def values_of(record, name):
    assert name in (*VALUE_FILTERS, "territory")
    if name == "publisher":
        return (record.publisher.name,) if record.publisher else ()
    if name == "source":
        return tuple(item.source for item in record.provenance)
    if name == "format":
        return tuple({item.format for item in record.distributions if item.format})
    value = getattr(record, FIELDS.get(name, name), None)
    return value if isinstance(value, tuple) else (value,) if value else ()


def to_hit(record):
    return Hit(
        id=record.id,
        kind=record.kind,
        title=record.title,
        score=1.0,
        why=("title",),
        description=record.description,
        publisher=record.publisher.name if record.publisher else None,
        licence=record.licence,
        territories=record.territories,
        formats=values_of(record, "format"),
        temporal=record.temporal,
        modified=record.modified,
    )
