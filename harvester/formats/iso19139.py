"""An ISO 19139 record (`gmd:MD_Metadata`) as a record; its parts are read by `iso19139_*`.

Text stays as the source has it: normalisation turns licences, frequencies, formats, themes and places into
codes. Rule numbers are those of INSPIRE's implementing rules on metadata (1205/2008/EC).
"""

from typing import Any

from lxml import etree

from catalogue.identity import file_key
from catalogue.record import Kind, Record
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.codes import around
from harvester.formats.html_text import plain_text
from harvester.formats.iso19139_citation import dates_of, first_date, frequency_of, identifiers_of
from harvester.formats.iso19139_constraints import to_constraints
from harvester.formats.iso19139_extent import to_crs, to_extents, to_resolution
from harvester.formats.iso19139_keywords import to_keywords, to_topics
from harvester.formats.iso19139_links import to_ways
from harvester.formats.iso19139_parties import to_parties
from harvester.formats.iso19139_quality import conformity_of, lineage_of, related_of
from harvester.formats.iso19139_view import IsoText, IsoView, is_named
from harvester.formats.kinds import find_kind
from harvester.formats.languages import to_language
from harvester.formats.words import distinct, squeeze
from harvester.gateway.xml import parse_xml


def to_record(content: bytes, remote_id: str, page: str | None = None) -> Record:
    """Map one record; `page` is its address in the portal. Raises `RecordRejected("no-title")`."""
    parsed = parse_xml(content)
    view = IsoView(parsed.root)
    resource = next(iter(view.find_all("gmd:identificationInfo/*")), etree.Element("nothing"))
    parts = [_what(view, resource), _who(view, resource), _access(view, resource), _where(view, resource)]
    parts += [_when(view, resource), _how(view, resource, page), _identity(view, resource)]
    fields: dict[str, Any] = {}
    extras: dict[str, Any] = {"repairs": list(parsed.flags)}
    for part in parts:
        more = part.pop("extras", {})
        repairs = extras["repairs"] + more.pop("repairs", [])
        fields |= part
        extras |= more | {"repairs": repairs}
    if not fields["title"]:
        raise RecordRejected("no-title", record=remote_id)
    return Record(**fields, extras={key: value for key, value in extras.items() if value})


def _what(view: IsoView, resource: etree._Element) -> dict[str, Any]:
    titles = view.values("gmd:citation/*/gmd:title", resource)
    title = titles[0] if titles else IsoText()
    descriptions = _by_language(view, "gmd:abstract", resource)
    keywords = to_keywords(view, resource)
    description = (
        descriptions.get("fr") or descriptions.get(view.main or "") or next(iter(descriptions.values()), None)
    )
    return {
        "kind": _kind_of(view, resource),
        "title": squeeze(title.in_french(view.main)) or squeeze(title.href),
        "acronym": view.plain("gmd:citation/*/gmd:alternateTitle", resource),
        "description": plain_text(description),
        "language": _language_of(view, resource),
        "translations": _translations(view, title, descriptions),
        "keywords": distinct(keywords.keywords),
        "themes": distinct([*to_topics(view, resource), *keywords.themes]),
        "inspire_themes": distinct(keywords.inspire_themes),
        "extras": {
            "scope": view.codes("gmd:hierarchyLevel"),
            "purpose": view.plain("gmd:purpose", resource),
            "supplement": view.plain("gmd:supplementalInformation", resource),
            "temporal_keywords": list(distinct(keywords.temporal)),
            "spatial_scope": list(distinct(keywords.scopes)),
            "keywords_by_language": {
                code: list(distinct(words)) for code, words in sorted(keywords.translations.items())
            },
            "thumbnail": view.plain("gmd:graphicOverview/*/gmd:fileName", resource),
        },
    }


def _who(view: IsoView, resource: etree._Element) -> dict[str, Any]:
    parties = to_parties(view, resource)
    return {
        "publisher": parties.publisher,
        "creators": parties.creators,
        "contacts": parties.contacts,
        "extras": {"credit": view.plain("gmd:credit", resource)},
    }


def _access(view: IsoView, resource: etree._Element) -> dict[str, Any]:
    constraints = to_constraints(view, resource)
    return {
        "access": constraints.access,
        "access_reasons": distinct(constraints.access_reasons),
        "licence_text": constraints.licence_text,
        "extras": {"use_conditions": constraints.others, "restriction_codes": constraints.codes},
    }


def _where(view: IsoView, resource: etree._Element) -> dict[str, Any]:
    extents = to_extents(view, resource)
    places = to_keywords(view, resource).places
    return {
        "territories": distinct([*places, *extents.places]),
        "bbox": extents.bbox,
        "spatial_resolution": to_resolution(view, resource),
        "crs": to_crs(view),
        "temporal": around(list(extents.periods)),
        "extras": {
            "representation": view.code("gmd:spatialRepresentationType", resource),
            "bboxes": [list(box) for box in extents.boxes] if len(extents.boxes) > 1 else [],
            "periods": [[p.start, p.end] for p in extents.periods] if len(extents.periods) > 1 else [],
            "repairs": list(extents.repairs),
        },
    }


def _when(view: IsoView, resource: etree._Element) -> dict[str, Any]:
    dates = dates_of(view, resource)
    return {
        "frequency": frequency_of(view, resource),
        "issued": first_date(dates, "publication", "creation"),
        "modified": max(dates.get("revision", ()), default=None),
        "next_update": view.plain("gmd:resourceMaintenance/*/gmd:dateOfNextUpdate", resource),
        "extras": {
            "dates": {kind: sorted(values) for kind, values in sorted(dates.items())},
            "metadata_modified": view.plain("gmd:dateStamp"),
            "version": view.plain("gmd:citation/*/gmd:edition", resource),
            "status": view.code("gmd:status", resource),
        },
    }


def _how(view: IsoView, resource: etree._Element, page: str | None) -> dict[str, Any]:
    formats = _formats_of(view)
    ways = to_ways(view, formats)
    conformity = conformity_of(view)
    return {
        "landing_page": ways.landing_page or page,
        "distributions": ways.distributions,
        "conforms_to": distinct(title for title, passed in conformity if passed),
        "lineage": lineage_of(view),
        "related": related_of(view, resource, ways.related),
        "series_of": view.plain("gmd:parentIdentifier"),
        "extras": {
            "formats": list(formats),
            "conformity": [[name, passed] for name, passed in conformity],
            "unusable_links": list(ways.unusable),
            "service_type": view.plain("srv:serviceType", resource),
        },
    }


def _identity(view: IsoView, resource: etree._Element) -> dict[str, Any]:
    codes, keys = identifiers_of(view, resource)
    file_identifier = view.plain("gmd:fileIdentifier")
    return {
        "identifier": codes[0] if codes else file_identifier,
        "extras": {
            "identifiers": codes[1:],
            "file_identifier": file_identifier,
            "id_derived": not file_identifier,
            "metadata_standard": view.plain("gmd:metadataStandardName"),
            IDENTITY_KEYS: [*keys, *([file_key(file_identifier)] if file_identifier else [])],
        },
    }


def file_identifier_of(root: etree._Element) -> str | None:
    """Return the fileIdentifier, an Anchor's text too; None where it says nothing."""
    return IsoView(root).plain("gmd:fileIdentifier")


def _by_language(view: IsoView, path: str, resource: etree._Element) -> dict[str, str]:
    """Return the long texts of a path by language; `""` where the record does not say its own."""
    found: dict[str, str] = {}
    for language, text in view.long(path, resource):
        found.setdefault(language or view.main or "", text)
    return found


def _translations(view: IsoView, title: IsoText, descriptions: dict[str, str]) -> dict[str, dict[str, str]]:
    shown = "fr" if "fr" in {view.main, *title.translations} else view.main
    titles = title.others(view.main)
    found: dict[str, dict[str, str]] = {}
    for code in sorted({*titles, *descriptions} - {shown, ""} - {None}):
        texts = {"title": titles.get(code), "description": plain_text(descriptions.get(code))}
        if kept := {name: text for name, text in texts.items() if text}:
            found[code] = kept
    return found


def _language_of(view: IsoView, resource: etree._Element) -> str | None:
    """Return the language of the data (rule 1.6), French among several, else that of the metadata."""
    said = [*view.codes("gmd:language", resource), *view.texts("gmd:language", resource)]
    languages = [code for text in said if (code := to_language(text))]
    return "fr" if "fr" in languages else (languages[0] if languages else view.main)


def _kind_of(view: IsoView, resource: etree._Element) -> Kind:
    """Return the kind by MD_ScopeCode; the name of the level may say more (« Indicateur »)."""
    names = [kind for text in view.texts("gmd:hierarchyLevelName") if (kind := find_kind(text))]
    levels = [kind for code in view.codes("gmd:hierarchyLevel") if (kind := find_kind(code))]
    if is_named(resource, "SV_ServiceIdentification"):
        levels = levels or ["service"]
    specific = [kind for kind in names if kind not in ("dataset", "series", "service")]
    return next(iter([*specific, *levels]), "dataset")


def _formats_of(view: IsoView) -> tuple[str, ...]:
    found = view.find_all("gmd:distributionInfo/*/gmd:distributionFormat/*")
    found += view.find_all("gmd:distributionInfo/*/gmd:distributor/*/gmd:distributorFormat/*")
    return distinct(view.plain("gmd:name", element) for element in found)
