"""An ISO 19139 record (`gmd:MD_Metadata`) as a record; its parts are read by `iso19139_*`.

Text stays as the source has it: normalisation turns licences, frequencies, formats, themes and places into
codes. Rule numbers are those of INSPIRE's implementing rules on metadata (1205/2008/EC).
"""

from collections.abc import Iterator
from typing import Any

from catalogue.identity import file_key
from catalogue.record import Kind, Record
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.codes import around
from harvester.formats.html_text import plain_text
from harvester.formats.iso19139_citation import dates_of, first_date, frequency_of, identifiers_of
from harvester.formats.iso19139_constraints import to_constraints
from harvester.formats.iso19139_extent import to_crs, to_extents, to_resolution
from harvester.formats.iso19139_keywords import Keywords, to_keywords, to_topics
from harvester.formats.iso19139_links import to_ways
from harvester.formats.iso19139_parties import to_parties
from harvester.formats.iso19139_quality import conformity_of, lineage_of, related_of
from harvester.formats.iso19139_tree import parse_tree
from harvester.formats.iso19139_view import IsoNode
from harvester.formats.kinds import find_kind
from harvester.formats.languages import to_language
from harvester.formats.words import is_http, squeeze, unique

_ISO_TYPE = "{http://www.isotc211.org/2005/gco}isoType"

Part = dict[str, Any]
"""Some fields of the record, and under `extras` what has no home."""


def to_record(content: bytes, remote_id: str, page: str | None = None) -> Record:
    """Map one record; `page` is its address in the portal. Raises `RecordRejected("no-title")`."""
    root, flags = parse_tree(content)
    return from_tree(root, remote_id, page, flags)


def from_tree(root: IsoNode, remote_id: str, page: str | None = None, flags: tuple[str, ...] = ()) -> Record:
    """Map the tree of a record; `flags` say what was odd about its bytes. Raises `RecordRejected`."""
    resource = _resource_of(root)
    fields: Part = {}
    extras: Part = {"repairs": list(flags)}
    for part in _list_parts(root, resource, page):
        for name, value in part.pop("extras").items():
            if value:
                extras[name] = extras["repairs"] + value if name == "repairs" else value
        fields |= part
    if not fields["title"]:
        raise RecordRejected("no-title", record=remote_id)
    if not extras["repairs"]:
        del extras["repairs"]
    return Record(**fields, extras=extras)


def _resource_of(root: IsoNode) -> IsoNode:
    """Return what the record is about: its first identification that has a title, else the first."""
    resources = root.all("identificationInfo")
    titled = (resource for resource in resources if resource.plain("citation/title"))
    return next(titled, resources[0] if resources else IsoNode())


def _list_parts(root: IsoNode, resource: IsoNode, page: str | None) -> Iterator[Part]:
    keywords = to_keywords(resource)
    yield _what(root, resource)
    yield _subjects(resource, keywords)
    yield _who(root, resource)
    yield _access(resource)
    yield _where(root, resource, keywords)
    yield _when(root, resource)
    yield _how(root, resource, page)
    yield _identity(root, resource)


def _what(root: IsoNode, resource: IsoNode) -> Part:
    title = next(iter(resource.values("citation/title")), IsoNode())
    descriptions = _by_language(root, resource, "abstract")
    shown = next((code for code in ("fr", root.language or "") if code in descriptions), None)
    description = descriptions.pop(shown) if shown is not None else None
    if description is None and descriptions:
        description = descriptions.pop(next(iter(descriptions)))
    return {
        "kind": _kind_of(root, resource),
        "title": title.text or squeeze(title.href),
        "acronym": resource.plain("citation/alternateTitle"),
        "description": plain_text(description),
        "language": _language_of(root, resource),
        "translations": _translations(title.others, descriptions),
        "extras": {
            "scope": root.codes("hierarchyLevel"),
            "purpose": resource.plain("purpose"),
            "supplement": resource.plain("supplementalInformation"),
            "thumbnail": resource.plain("graphicOverview/fileName"),
        },
    }


def _subjects(resource: IsoNode, keywords: Keywords) -> Part:
    return {
        "keywords": keywords.of("keyword"),
        "themes": unique((*to_topics(resource), *keywords.of("theme"))),
        "inspire_themes": keywords.of("inspire"),
        "extras": {
            "temporal_keywords": [*keywords.of("temporal")],
            "spatial_scope": [*keywords.of("scope")],
            "audiences": [*keywords.of("audience")],
            "keyword_producers": [*keywords.of("producer")],
            "thesauri": {title: list(unique(words)) for title, words in keywords.thesauri.items()},
            "keywords_by_language": {
                code: list(unique(words)) for code, words in sorted(keywords.translations.items())
            },
        },
    }


def _who(root: IsoNode, resource: IsoNode) -> Part:
    parties = to_parties(root, resource)
    return {
        "publisher": parties.publisher,
        "creators": parties.creators,
        "contacts": parties.contacts,
        "extras": {"credit": resource.plain("credit")},
    }


def _access(resource: IsoNode) -> Part:
    constraints = to_constraints(resource)
    return {
        "access": constraints.access,
        "access_reasons": unique(constraints.access_reasons),
        "licence_text": constraints.licence_text,
        "extras": {
            "use_conditions": constraints.others,
            "restriction_codes": constraints.codes,
            "constraint_pairs": [[[*part] for part in pair] for pair in constraints.pairs],
            "ambiguous_constraints": list(unique(constraints.ambiguous)),
        },
    }


def _where(root: IsoNode, resource: IsoNode, keywords: Keywords) -> Part:
    extents = to_extents(resource)
    return {
        "territories": unique((*keywords.of("place"), *extents.places)),
        "bbox": extents.bbox,
        "spatial_resolution": to_resolution(resource),
        "crs": to_crs(root),
        "temporal": around(list(extents.periods)),
        "extras": {
            "representation": resource.plain("spatialRepresentationType"),
            "bboxes": [list(box) for box in extents.boxes] if len(extents.boxes) > 1 else [],
            "periods": [[p.start, p.end] for p in extents.periods] if len(extents.periods) > 1 else [],
            "repairs": list(extents.repairs),
        },
    }


def _when(root: IsoNode, resource: IsoNode) -> Part:
    dates = dates_of(resource)
    return {
        "frequency": frequency_of(root, resource),
        "issued": first_date(dates, "publication", "creation"),
        "modified": max(dates.get("revision", ()), default=None),
        "next_update": resource.plain("resourceMaintenance/dateOfNextUpdate"),
        "extras": {
            "dates": {kind: sorted(values) for kind, values in sorted(dates.items())},
            "metadata_modified": root.plain("dateStamp"),
            "version": resource.plain("citation/edition"),
            "status": resource.plain("status"),
        },
    }


def _how(root: IsoNode, resource: IsoNode, page: str | None) -> Part:
    formats = _formats_of(root, resource)
    ways = to_ways(root, resource, formats)
    conformity = conformity_of(root)
    return {
        "landing_page": ways.landing_page or page,
        "distributions": ways.distributions,
        "conforms_to": unique([title for title, passed in conformity if passed]),
        "lineage": lineage_of(root),
        "related": related_of(resource, ways.related),
        "series_of": root.plain("parentIdentifier"),
        "extras": {
            "formats": list(formats),
            "conformity": [[name, passed] for name, passed in conformity],
            "unusable_links": [*ways.unusable],
            "service_type": resource.plain("serviceType"),
        },
    }


def _identity(root: IsoNode, resource: IsoNode) -> Part:
    codes, keys = identifiers_of(resource)
    file_identifier = root.plain("fileIdentifier")
    return {
        "identifier": codes[0] if codes else file_identifier,
        "extras": {
            "identifiers": codes[1:],
            "file_identifier": file_identifier,
            "id_derived": not file_identifier,
            "metadata_standard": root.plain("metadataStandardName"),
            IDENTITY_KEYS: [*keys, *([file_key(file_identifier)] if file_identifier else [])],
        },
    }


def _by_language(root: IsoNode, resource: IsoNode, path: str) -> dict[str, str]:
    """Return the long texts of a path by language; `""` where the record does not say its own."""
    found: dict[str, str] = {}
    for language, text in resource.long(path):
        found.setdefault(language or root.language or "", text)
    return found


def _translations(titles: dict[str, str], descriptions: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the texts that are not shown by language; a text of a language that is not said is none."""
    found: dict[str, dict[str, str]] = {}
    for code in sorted({*titles, *descriptions} - {""}):
        texts = {"title": titles.get(code), "description": plain_text(descriptions.get(code))}
        if kept := {name: text for name, text in texts.items() if text}:
            found[code] = kept
    return found


def _language_of(root: IsoNode, resource: IsoNode) -> str | None:
    """Return the language of the data (rule 1.6), French among several, else that of the metadata."""
    said = resource.texts("language") or resource.texts("defaultLocale/language")
    languages = [code for text in said if (code := to_language(text))]
    return "fr" if "fr" in languages else (languages[0] if languages else root.language)


def _kind_of(root: IsoNode, resource: IsoNode) -> Kind:
    """Return the kind by MD_ScopeCode; the name of the level may say more (« Indicateur »)."""
    names = [kind for text in root.texts("hierarchyLevelName") if (kind := find_kind(text))]
    levels = [kind for code in root.codes("hierarchyLevel") if (kind := find_kind(code))]
    classes = (resource.cls, resource.attributes.get(_ISO_TYPE, ""))
    if not levels and any(name.endswith("SV_ServiceIdentification") for name in classes):
        levels = ["service"]
    specific = [kind for kind in names if kind not in ("dataset", "series", "service")]
    return next(iter([*specific, *levels]), "dataset")


def _formats_of(root: IsoNode, resource: IsoNode) -> tuple[str, ...]:
    found = root.texts("distributionInfo/distributionFormat/name")
    found += root.texts("distributionInfo/distributor/distributorFormat/name")
    return unique(found or [name for name in resource.texts("resourceFormat/name") if not is_http(name)])
