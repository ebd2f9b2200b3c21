"""What about: the keywords of an ISO 19139 record, told apart by type and thesaurus.

Which thesaurus says what its words are: INSPIRE and European themes, the spatial scope, the places of a
region. Prodige's own (« Domaines ») mixes themes with audiences (« Grand public ») that say who may see the
data, and with names of producers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeVar

from catalogue.folding import fold_label
from harvester.formats.iso19139_view import IsoNode
from harvester.formats.words import squeeze, unique

_INSPIRE_THEME = re.compile(r"inspire\.ec\.europa\.eu/theme/", re.IGNORECASE)
_EU_THEME = re.compile(r"authority/data-theme/", re.IGNORECASE)
_SCOPE = re.compile(r"metadata-codelist/(?:SpatialScope|SpatialScopeCode)", re.IGNORECASE)

Use = Literal["inspire", "scope", "place", "temporal", "prodige", "keyword"]
THESAURI: tuple[tuple[re.Pattern[str], Use], ...] = (
    (re.compile(r"spatial ?scope|champ geographique"), "scope"),
    (re.compile(r"inspire.*\bthemes?\b|\bthemes? inspire|inspireeceuropaeutheme"), "inspire"),
    (re.compile(r"\bprodige\b|^domaines?$"), "prodige"),
    (re.compile(r"^(?:nouvelles ?)?regions?\b|admin ?express|geonames|place names"), "place"),
)
"""What the words of a thesaurus are, by its folded title or code; else the type of the group decides."""

AUDIENCES = frozenset({
    "grand public", "non restreint", "restreint", "ouvert", "professionnels", "partenaires", "interne",
    "acces restreint", "acces public", "usage interne", "services de l etat", "tout public",
})  # fmt: skip
"""Words by which Prodige says who may see a dataset, folded."""

PRODUCERS = re.compile(
    r"(?:d(?:real|eal|ir|dtm?|raaf|rac|dcs|dpp|rjscs|reets)|driea?t?|ars|sgar|prefecture|agence|office|region"
    r"|departement|conseil (?:regional|departemental)|syndicat|communaute|metropole|observatoire)\b"
)
"""How the folded name of a producer begins, among the words of Prodige's thesaurus."""


K = TypeVar("K")
Nature = Literal["keyword", "theme", "inspire", "place", "temporal", "scope", "audience", "producer"]
"""What a keyword is."""


@dataclass(slots=True, kw_only=True)
class Keywords:
    """Keywords by their nature; `translations` by language, in the order of the keywords; `thesauri` are the
    words by the title of their thesaurus, as the record has them, each once.
    """

    words: dict[Nature, list[str]] = field(default_factory=dict)
    translations: dict[str, list[str]] = field(default_factory=dict)
    thesauri: dict[str, list[str]] = field(default_factory=dict)

    def of(self, nature: Nature) -> tuple[str, ...]:
        """Return the keywords of a nature, each once."""
        words = self.words.get(nature)
        return unique(words) if words else ()


def to_keywords(resource: IsoNode) -> Keywords:
    """Return the keywords of the resource."""
    found = Keywords()
    for group in resource.all("descriptiveKeywords"):
        told = group.once(_read_group)
        _add(told.words, found.words)
        for title, words in told.thesauri.items():
            others = found.thesauri.get(title)
            found.thesauri[title] = list(unique([*others, *words])) if others else words
        if told.translations:
            _add(told.translations, found.translations)
    return found


def _add(words: Mapping[K, list[str]], found: dict[K, list[str]]) -> None:
    for key, texts in words.items():
        found.setdefault(key, []).extend(texts)


def _read_group(group: IsoNode) -> Keywords:
    found = Keywords()
    thesaurus = group.joined("thesaurusName")
    title = thesaurus.plain("title")
    use = _use_of(title, thesaurus.plain("identifier/code"), group.plain("type"))
    words: list[str] = []
    for value in group.all("keyword"):
        if text := value.text or squeeze(value.href):
            words.append(text)
            nature, told = _sort_keyword(text, value.href or "", use)
            found.words.setdefault(nature, []).append(told)
            if value.translations:
                _add({language: [other] for language, other in value.others.items()}, found.translations)
    if title and words:
        found.thesauri[title] = list(unique(words))
    return found


@lru_cache(maxsize=1_024)
def _use_of(title: str | None, code: str | None, kind: str | None) -> Use:
    """GeoNetwork's codes are `geonetwork.thesaurus.external.theme.prodige`: the last part is a name."""
    names = [fold_label(name) for name in (title, (code or "").rsplit(".", 1)[-1]) if name]
    for pattern, use in THESAURI if names else ():
        if any(pattern.search(name) for name in names):
            return use
    return "place" if kind == "place" else "temporal" if kind == "temporal" else "keyword"


def _sort_keyword(text: str, href: str, use: Use) -> tuple[Nature, str]:
    """Return what a keyword is, and how it is told: by its address where that is a theme's."""
    if href and _INSPIRE_THEME.search(href):
        return "inspire", href
    if href and use != "inspire" and _EU_THEME.search(href):
        return "theme", href
    if href and use != "inspire" and _SCOPE.search(href):
        return "scope", text
    if use != "prodige":
        return use, text
    folded = fold_label(text)
    return "audience" if folded in AUDIENCES else "producer" if PRODUCERS.match(folded) else "keyword", text


def to_topics(resource: IsoNode) -> tuple[str, ...]:
    """Return the ISO topic categories (MD_TopicCategoryCode)."""
    return unique(resource.texts("topicCategory"))
