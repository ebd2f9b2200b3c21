"""What about: the keywords of an ISO 19139 record, told apart by type and thesaurus."""

import re
from dataclasses import dataclass, field

from lxml import etree

from catalogue.folding import fold_label
from harvester.formats.iso19139_view import IsoText, IsoView
from harvester.formats.words import distinct

_INSPIRE_THEME = re.compile(r"inspire\.ec\.europa\.eu/theme/", re.IGNORECASE)
_EU_THEME = re.compile(r"authority/data-theme/", re.IGNORECASE)
_SCOPE = re.compile(r"metadata-codelist/(?:SpatialScope|SpatialScopeCode)", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Keywords:
    """Keywords by what they are; `translations` by language, in the order of the keywords."""

    keywords: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    inspire_themes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    temporal: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    translations: dict[str, list[str]] = field(default_factory=dict)


def to_keywords(view: IsoView, resource: etree._Element) -> Keywords:
    """Return the keywords of the resource."""
    found = Keywords()
    groups = view.find_all("gmd:descriptiveKeywords/*", resource)
    for group in groups:
        thesaurus = fold_label(" ".join(view.texts("gmd:thesaurusName/*/gmd:title", group)))
        kind = view.code("gmd:type", group) or ""
        for value in view.values("gmd:keyword", group):
            _sort_keyword(value, value.in_french(view.main) or value.href or "", kind, thesaurus, found)
            for language, text in value.others(view.main).items():
                found.translations.setdefault(language, []).append(text)
    return found


def _sort_keyword(value: IsoText, text: str, kind: str, thesaurus: str, found: Keywords) -> None:
    href = value.href or ""
    if _INSPIRE_THEME.search(href) or ("inspire" in thesaurus and "theme" in thesaurus):
        found.inspire_themes.append(href if _INSPIRE_THEME.search(href) else text)
    elif _EU_THEME.search(href):
        found.themes.append(href)
    elif _SCOPE.search(href) or "spatial scope" in thesaurus or "champ geographique" in thesaurus:
        found.scopes.append(text)
    elif kind == "place":
        found.places.append(text)
    elif kind == "temporal":
        found.temporal.append(text)
    else:
        found.keywords.append(text)


def to_topics(view: IsoView, resource: etree._Element) -> tuple[str, ...]:
    """Return the ISO topic categories (MD_TopicCategoryCode)."""
    return distinct(view.codes("gmd:topicCategory", resource))
