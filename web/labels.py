"""Codes as words, in the language of the page: facet values, zones, sources."""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from flask import current_app

from catalogue.errors import StoreUnavailable
from catalogue.store import Database
from catalogue.territories import Gazetteer
from catalogue.vocabularies import list_vocabularies, load_vocabulary
from search.document import OTHER_KINDS
from web.locale import current_locale
from web.services import services

EXTENSION = "glane.labels"
VOCABULARIES = {
    "kind": "kinds",
    "topic": "topics",
    "theme": "eu_themes",
    "inspire_theme": "inspire_themes",
    "milieu": "milieux",
    "exposure_factor": "exposure_factors",
    "licence": "licences",
    "access": "access_rights",
    "access_reason": "access_reasons",
    "format": "formats",
    "granularity": "granularities",
    "frequency": "frequencies",
    "nature": "natures",
    "role": "roles",
}
"""The vocabulary that names the values of a filter or field."""
OF_OTHER_KINDS = "other_kinds"
CLOSED = ("kind", "topic", "theme", "licence", "access", "granularity", "frequency")
"""Filters whose values come from a vocabulary and from nowhere else."""
TITLES_KEPT_SECONDS = 60.0


@dataclass(slots=True)
class SourceTitles:
    """Titles of sources by id, asked from the store once a minute: a list page reads nothing else there.

    Where the store does not answer, ids stand in: lists go on while the index does.
    """

    database: Database
    _titles: dict[str, str] = field(default_factory=dict)
    _read_at: float | None = None
    _lock: Lock = field(default_factory=Lock)

    def title(self, source_id: str) -> str:
        """Return the title of a source, or its id."""
        with self._lock:
            if self._read_at is None or monotonic() - self._read_at > TITLES_KEPT_SECONDS:
                self._titles = self._read()
                self._read_at = monotonic()
        return self._titles.get(source_id, source_id)

    def _read(self) -> dict[str, str]:
        try:
            with self.database.reading() as reading:
                return {state.source.id: state.source.title for state in reading.list_sources()}
        except StoreUnavailable:
            return self._titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Gives the words for any filter value."""

    gazetteer: Gazetteer
    source_titles: SourceTitles

    def label(self, name: str, value: str, language: str = "fr") -> str:
        """Return the words for this value of a filter or field; the value itself where nothing names it."""
        if name == "source":
            return self.source_titles.title(value)
        if name == "territory":
            zone = self.gazetteer.find(value)
            return zone.label if zone else value
        vocabulary = OF_OTHER_KINDS if _is_other_kind(name, value) else VOCABULARIES.get(name)
        if vocabulary is None or vocabulary not in list_vocabularies():
            return value
        return load_vocabulary(vocabulary).label(value, language)

    def is_known(self, name: str, value: str) -> bool:
        """Whether a filter can have this value at all; open filters (publishers, sources …) can have any."""
        if name == "territory":
            return value.startswith("zoning:") or self.gazetteer.find(value) is not None
        if _is_other_kind(name, value) or name not in CLOSED or VOCABULARIES[name] not in list_vocabularies():
            return True
        return value in load_vocabulary(VOCABULARIES[name])


def _is_other_kind(name: str, value: str) -> bool:
    return name == "kind" and value in OTHER_KINDS


def labels() -> Labels:
    """Return the labels of the application that answers this request."""
    found: Labels | None = current_app.extensions.get(EXTENSION)
    if found is None:
        opened = services()
        found = Labels(gazetteer=opened.gazetteer, source_titles=SourceTitles(opened.database))
        current_app.extensions[EXTENSION] = found
    return found


def shown_label(name: str, value: str) -> str:
    """Return the words for a value in the language of the page (also a template global)."""
    return labels().label(name, value, current_locale())
