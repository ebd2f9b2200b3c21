"""What about: the keywords of an ISO 19139 record, told apart by type and thesaurus.

Which thesaurus says what its words are: INSPIRE and European themes, the spatial scope, the places of a
region. Prodige's own (« Domaines ») mixes themes with audiences (« Grand public ») that say who may see the
data, and with names of producers.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

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


@dataclass(slots=True, kw_only=True)
class Keywords:
    """Keywords by what they are; `translations` by language, in the order of the keywords; `thesauri` are the
    words by the title of their thesaurus, as the record has them.
    """

    keywords: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    inspire_themes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    temporal: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    producers: list[str] = field(default_factory=list)
    translations: dict[str, list[str]] = field(default_factory=dict)
    thesauri: dict[str, list[str]] = field(default_factory=dict)

    def add(self, group: "Keywords") -> None:
        """Add the words of a group."""
        self.keywords += group.keywords
        self.themes += group.themes
        self.inspire_themes += group.inspire_themes
        self.places += group.places
        self.temporal += group.temporal
        self.scopes += group.scopes
        self.audiences += group.audiences
        self.producers += group.producers
        for found, added in ((self.translations, group.translations), (self.thesauri, group.thesauri)):
            for name, words in added.items():
                found.setdefault(name, []).extend(words)


def to_keywords(resource: IsoNode) -> Keywords:
    """Return the keywords of the resource."""
    found = Keywords()
    for group in resource.all("descriptiveKeywords"):
        found.add(group.once(_read_group))
    return found


def _read_group(group: IsoNode) -> Keywords:
    found = Keywords()
    title = group.plain("thesaurusName/title")
    use = _use_of(title, group.plain("thesaurusName/identifier/code"), group.plain("type"))
    words: list[str] = []
    for value in group.values("keyword"):
        text = value.text or squeeze(value.href)
        words.append(text)
        _sort_keyword(text, value.href or "", use, found)
        for language, other in value.others.items():
            found.translations.setdefault(language, []).append(other)
    if title and words:
        found.thesauri[title] = words
    return found


@lru_cache(maxsize=1_024)
def _use_of(title: str | None, code: str | None, kind: str | None) -> Use:
    """GeoNetwork's codes are `geonetwork.thesaurus.external.theme.prodige`: the last part is a name."""
    names = [fold_label(name) for name in (title, (code or "").rsplit(".", 1)[-1]) if name]
    for pattern, use in THESAURI if names else ():
        if any(pattern.search(name) for name in names):
            return use
    return "place" if kind == "place" else "temporal" if kind == "temporal" else "keyword"


def _sort_keyword(text: str, href: str, use: Use, found: Keywords) -> None:
    if use == "keyword" and not href:
        found.keywords.append(text)
    elif use == "inspire" or (href and _INSPIRE_THEME.search(href)):
        found.inspire_themes.append(href if _INSPIRE_THEME.search(href) else text)
    elif href and _EU_THEME.search(href):
        found.themes.append(href)
    elif use == "scope" or (href and _SCOPE.search(href)):
        found.scopes.append(text)
    elif use == "place":
        found.places.append(text)
    elif use == "temporal":
        found.temporal.append(text)
    elif use == "prodige" and fold_label(text) in AUDIENCES:
        found.audiences.append(text)
    elif use == "prodige" and PRODUCERS.match(fold_label(text)):
        found.producers.append(text)
    else:
        found.keywords.append(text)


def to_topics(resource: IsoNode) -> tuple[str, ...]:
    """Return the ISO topic categories (MD_TopicCategoryCode)."""
    return unique(resource.texts("topicCategory"))
