"""A DCAT description (DCAT-AP 2 and 3, GeoDCAT-AP) as a record; `dcat_page` makes the descriptions.

Text stays as the source has it: normalisation turns licences, frequencies, formats, themes and places into
codes. Properties that no field takes are kept in `extras["properties"]`.
"""

import re
from typing import Any

from catalogue.copying import with_changes
from catalogue.record import Kind, Record
from catalogue.record_parts import RelatedLink
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.codes import around, find_epsg
from harvester.formats.dcat_agents import to_contacts, to_publisher
from harvester.formats.dcat_coverage import to_coverage, to_periods, to_resolution
from harvester.formats.dcat_described import read_description
from harvester.formats.dcat_distributions import to_distributions
from harvester.formats.dcat_identity import ADMS, identifiers_of, to_identity_keys
from harvester.formats.dcat_listing import DATASET, SERIES, SERVICE
from harvester.formats.dcat_quality import conformity_of, measures_of
from harvester.formats.dcat_relations import TOPIC_OF, to_pages
from harvester.formats.dcat_rights import to_rights
from harvester.formats.dcat_texts import language_of, to_keywords, to_translations
from harvester.formats.html_text import plain_text
from harvester.formats.kinds import find_kind
from harvester.formats.rdf_graph import (
    DC,
    DCAT,
    DCT,
    FOAF,
    GEODCAT,
    RDFS,
    SKOS,
    NodeView,
    best_text,
)
from harvester.formats.rdf_terms import is_blank, is_iri, value_of
from harvester.formats.words import distinct, is_http, is_placeholder, squeeze

OWL = "http://www.w3.org/2002/07/owl#"
PAV = "http://purl.org/pav/"

_TITLES = (DCT + "title", DC + "title", RDFS + "label", FOAF + "name")
_DESCRIPTIONS = (DCT + "description", DC + "description", DCT + "abstract")
_TYPE, _KEYWORDS = DCT + "type", (DCAT + "keyword", DC + "subject")
_ACRONYMS, _PROVENANCE = (SKOS + "altLabel", DCT + "alternative"), (DCT + "provenance", ADMS + "provenance")
_THEMES = (DCAT + "theme", DCT + "subject", GEODCAT + "topicCategory")
_FREQUENCIES = (DCT + "accrualPeriodicity", DCT + "frequency")
_CREATED, _ISSUED, _MODIFIED = [(DCT + name, DC + name) for name in ("created", "issued", "modified")]
_STANDARDS = (DCT + "conformsTo", GEODCAT + "referenceSystem")
_SERIES = DCAT + "inSeries"
_VERSIONS = (DCAT + "version", OWL + "versionInfo", PAV + "version")
_VERSION_NOTES, _STATUS = ADMS + "versionNotes", ADMS + "status"
_PURPOSE, _SERVICE_TYPE = GEODCAT + "purpose", GEODCAT + "serviceType"
_SELDOM = frozenset({*_VERSIONS, _VERSION_NOTES, _STATUS, _PURPOSE, _SERVICE_TYPE})
_EU_THEME = re.compile(
    r"^https?://(?:publications\.europa\.eu/resource/authority|eurovoc)/data-theme/", re.IGNORECASE
)
_TOPIC_CATEGORY = re.compile(
    r"^https?://inspire\.ec\.europa\.eu/metadata-codelist/TopicCategory/(\w+)$", re.IGNORECASE
)
"""GeoDCAT-AP 3 §B.6.5: the topic categories of ISO 19115 under addresses of the INSPIRE registry."""
_INSPIRE_THEME = re.compile(r"^https?://inspire\.ec\.europa\.eu/theme/", re.IGNORECASE)
_GLANE_TERM = re.compile(r"/donnees\?(topic|milieu|exposure_factor)=([a-z0-9-]+)$")
_GLANE_TERMS = {"topic": "topics", "milieu": "milieux", "exposure_factor": "exposure_factors"}
"""A Glane names its own terms by the page that lists what they are given to."""
_NOTHING_SAID = Record()
_NOT_KEPT = (DCAT + "inCatalog", TOPIC_OF)


def parse_description(content: bytes) -> NodeView:
    """Return the described subject of an item made by `dcat_page.describe`: the subject of its first line."""
    graph = read_description(content.decode())
    return graph.view(next(iter(graph.subjects())))


def to_record(content: bytes, remote_id: str) -> Record:
    """Map one description; raises `RecordRejected("no-title")`."""
    root = parse_description(content)
    parts = [_what(root), _subjects(root), _who(root), _where_and_when(root), _how(root), _identity(root)]
    fields: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    for part in parts:
        extras |= part.pop("extras", {})
        fields |= part
    if not fields["title"] or is_placeholder(fields["title"]):
        raise RecordRejected("no-title", record=remote_id)
    extras["properties"] = _unasked(root)
    fields["extras"] = {key: value for key, value in extras.items() if value}
    return with_changes(_NOTHING_SAID, **fields)


def _what(root: NodeView) -> dict[str, Any]:
    titles = {lang: squeeze(texts[0]) for lang, texts in root.by_language(*_TITLES).items()}
    language, spoken = language_of(root, titles)
    title = best_text({lang: (text,) for lang, text in titles.items()}, language)
    descriptions = root.by_language(*_DESCRIPTIONS)
    keywords, other_keywords = to_keywords(root.by_language(*_KEYWORDS), language)
    return {
        "kind": _to_kind(root),
        "title": title,
        "acronym": _first(root.labels(*_ACRONYMS)),
        "description": plain_text(best_text(descriptions, language)),
        "language": spoken,
        "keywords": keywords,
        "translations": to_translations(titles, descriptions, title or "", language),
        "extras": {
            "type": list(root.labels_or_iris(_TYPE)),
            "keywords_by_language": other_keywords,
            **(_said_seldom(root) if root.says(_SELDOM) else {}),
        },
    }


def _said_seldom(root: NodeView) -> dict[str, str | None]:
    return {
        "version": _first(root.labels(*_VERSIONS)),
        "version_notes": _join(root.labels(_VERSION_NOTES)),
        "status": _first(root.labels_or_iris(_STATUS)),
        "purpose": _join(root.labels(_PURPOSE)),
        "service_type": _last_step(_first(root.labels_or_iris(_SERVICE_TYPE))),
    }


def _subjects(root: NodeView) -> dict[str, Any]:
    """EU data themes by address and others by label, INSPIRE themes by address, another Glane's own terms."""
    themes: list[str] = []
    fields: dict[str, list[str]] = {name: [] for name in (*_GLANE_TERMS.values(), "inspire_themes")}
    for term in root.terms(*_THEMES):
        iri = value_of(term) if is_iri(term) else ""
        if _EU_THEME.match(iri):
            themes.append(iri)
        elif _INSPIRE_THEME.match(iri):
            fields["inspire_themes"].append(iri)
        elif topic := _TOPIC_CATEGORY.match(iri):
            themes.append(topic[1])
        elif own := _GLANE_TERM.search(iri):
            fields[_GLANE_TERMS[own[1]]].append(own[2])
        else:
            themes.append(root.label_of(term))
    return {"themes": distinct(themes)} | {name: distinct(found) for name, found in fields.items()}


def _who(root: NodeView) -> dict[str, Any]:
    publisher, creators = to_publisher(root)
    return {"publisher": publisher, "creators": creators, "contacts": to_contacts(root)}


def _where_and_when(root: NodeView) -> dict[str, Any]:
    coverage, periods = to_coverage(root), to_periods(root)
    created, issued = _earliest(root, _CREATED), _earliest(root, _ISSUED)
    return {
        "territories": coverage.territories,
        "bbox": coverage.bbox,
        "spatial_resolution": to_resolution(root),
        "temporal": around(periods),
        "frequency": _first(root.labels_or_iris(*_FREQUENCIES)),
        "issued": issued or created,
        "modified": _earliest(root, _MODIFIED),
        "extras": {
            "created": created if issued else None,
            "bboxes": [list(box) for box in coverage.boxes] if len(coverage.boxes) > 1 else [],
            "periods": [[p.start, p.end] for p in periods] if len(periods) > 1 else [],
            "repairs": list(coverage.repairs),
        },
    }


def _how(root: NodeView) -> dict[str, Any]:
    distributions, unreachable = to_distributions(root)
    rights = to_rights(root, tuple(d.licence for d in distributions if d.licence))
    landing, related = to_pages(root)
    series = root.iris(_SERIES)
    related += tuple(RelatedLink(relation="inSeries", url=url) for url in series[1:] if is_http(url))
    crs, standards = _to_standards(root)
    conformity = conformity_of(root)
    return {
        "access": rights.access,
        "access_reasons": rights.access_reasons,
        "licence_text": rights.licence_text,
        "landing_page": landing,
        "distributions": tuple(distributions),
        "crs": crs,
        "conforms_to": distinct([*standards, *(title for title, passed in conformity if passed)]),
        "lineage": _join(root.labels(*_PROVENANCE)),
        "related": related,
        "series_of": _first(series),
        "extras": {
            "rights": list(rights.others),
            "distributions_without_address": sorted(unreachable),
            "conformity": [[title, passed] for title, passed in conformity],
            "quality": measures_of(root),
        },
    }


def _identity(root: NodeView) -> dict[str, Any]:
    identifiers = identifiers_of(root)
    return {
        "identifier": identifiers[0] if identifiers else None,
        "extras": {
            "identifiers": identifiers[1:],
            "id_derived": not identifiers and is_blank(root.node),
            IDENTITY_KEYS: to_identity_keys(root, identifiers),
        },
    }


def _to_kind(root: NodeView) -> Kind:
    types = root.graph.types(root.node)
    if _TYPE in root.said:
        declared = map(find_kind, (*root.labels_or_iris(_TYPE), *root.labels(_TYPE)))
        if specific := [kind for kind in declared if kind and kind != "dataset"]:
            return specific[0]
    if SERIES in types:
        return "series"
    return "service" if SERVICE in types and DATASET not in types else "dataset"


def _to_standards(root: NodeView) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part coordinate systems from the other standards of `dct:conformsTo` (GeoDCAT-AP 3 §B.6.8)."""
    crs: list[str] = []
    standards: list[str] = []
    for text in root.labels_or_iris(*_STANDARDS):
        code = find_epsg(text)
        (crs if code else standards).append(code or text)
    return distinct(crs), distinct(standards)


def _unasked(root: NodeView) -> dict[str, list[str]]:
    left = {name: root.labels_or_iris(name) for name in sorted(root.said.keys() - root.asked)}
    return {name: list(values) for name, values in left.items() if values and name not in _NOT_KEPT}


def _earliest(root: NodeView, predicates: tuple[str, ...]) -> str | None:
    return min(root.labels(*predicates), default=None)


def _last_step(address: str | None) -> str | None:
    """Return the code that an address of a code list ends with."""
    return address.rstrip("/").rpartition("/")[2] if address else None


def _first(texts: tuple[str, ...]) -> str | None:
    for text in texts:
        if not is_placeholder(text):
            return text
    return None


def _join(texts: tuple[str, ...]) -> str | None:
    return plain_text("\n\n".join(texts)) if texts else None
