"""An ISO 19139 record (`gmd:MD_Metadata`) as a record; its parts are read by `iso19139_*`.

Text stays as the source has it: normalisation turns licences, frequencies, formats, themes and places into
codes. Rule numbers are those of INSPIRE's implementing rules on metadata (1205/2008/EC).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.copying import with_changes
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
from harvester.formats.iso19139_view import IsoNode, together
from harvester.formats.kinds import find_kind
from harvester.formats.languages import to_language
from harvester.formats.words import is_http, squeeze, unique

_ISO_TYPE = "{http://www.isotc211.org/2005/gco}isoType"

_BLANK = Record(title="")

Fields = dict[str, Any]
Part = tuple[Fields, Fields]
"""Some fields of the record, and extras: what has no home. Nobody changes them."""


def to_record(content: bytes, remote_id: str, page: str | None = None) -> Record:
    """Map one record; `page` is its address in the portal. Raises `RecordRejected("no-title")`."""
    root, flags = parse_tree(content)
    return from_tree(root, remote_id, page, flags)


def from_tree(root: IsoNode, remote_id: str, page: str | None = None, flags: tuple[str, ...] = ()) -> Record:
    """Map the tree of a record; `flags` say what was odd about its bytes. Raises `RecordRejected`."""
    fields: Fields = {}
    extras: Fields = {"repairs": list(flags)}
    for told, kept in _list_parts(_sections_of(root), page):
        fields |= told
        for name, value in kept.items():
            if value:
                extras[name] = extras["repairs"] + value if name == "repairs" else value
    if not fields["title"]:
        raise RecordRejected("no-title", record=remote_id)
    if not extras["repairs"]:
        del extras["repairs"]
    return with_changes(_BLANK, **fields, extras=extras)


@dataclass(slots=True, kw_only=True)
class _Sections:
    """A record taken apart: each section one node, the properties of several together."""

    root: IsoNode
    resource: IsoNode
    citation: IsoNode
    distribution: IsoNode
    distributor: IsoNode
    quality: IsoNode


def _sections_of(root: IsoNode) -> _Sections:
    resource, distribution = _resource_of(root), root.joined("distributionInfo")
    return _Sections(
        root=root,
        resource=resource,
        citation=resource.joined("citation"),
        distribution=distribution,
        distributor=distribution.joined("distributor"),
        quality=root.joined("dataQualityInfo"),
    )


def _resource_of(root: IsoNode) -> IsoNode:
    """Return what the record is about: its first identification that has a title, else the first."""
    resources = root.all("identificationInfo")
    if len(resources) == 1:
        return resources[0]
    titled = (resource for resource in resources if resource.plain("citation/title"))
    return next(titled, resources[0] if resources else IsoNode())


def _list_parts(of: _Sections, page: str | None) -> tuple[Part, ...]:
    keywords = to_keywords(of.resource)
    return (
        _what(of),
        _subjects(of, keywords),
        _who(of),
        together(_access, of.resource.all("resourceConstraints")),
        _where(of, keywords),
        _when(of),
        _how(of, page),
        _identity(of),
    )


def _what(of: _Sections) -> Part:
    root, resource = of.root, of.resource
    title = next(iter(of.citation.values("title")), IsoNode())
    descriptions = _by_language(root, resource, "abstract")
    shown = next((code for code in ("fr", root.language or "") if code in descriptions), None)
    description = descriptions.pop(shown) if shown is not None else None
    if description is None and descriptions:
        description = descriptions.pop(next(iter(descriptions)))
    return {
        "kind": _kind_of(root, resource),
        "title": title.text or squeeze(title.href),
        "acronym": of.citation.plain("alternateTitle"),
        "description": plain_text(description),
        "language": _language_of(root, resource),
        "translations": _translations(title.others, descriptions),
    }, {
        "scope": root.codes("hierarchyLevel"),
        "purpose": resource.plain("purpose"),
        "supplement": resource.plain("supplementalInformation"),
        "thumbnail": resource.plain("graphicOverview/fileName"),
    }


def _subjects(of: _Sections, keywords: Keywords) -> Part:
    return {
        "keywords": keywords.of("keyword"),
        "themes": unique((*to_topics(of.resource), *keywords.of("theme"))),
        "inspire_themes": keywords.of("inspire"),
    }, {
        "temporal_keywords": [*keywords.of("temporal")],
        "spatial_scope": [*keywords.of("scope")],
        "audiences": [*keywords.of("audience")],
        "keyword_producers": [*keywords.of("producer")],
        "thesauri": keywords.thesauri,
        "keywords_by_language": {
            code: list(unique(words)) for code, words in sorted(keywords.translations.items())
        },
    }


def _who(of: _Sections) -> Part:
    parties = to_parties(of.root, of.resource, of.citation, of.distributor)
    return {
        "publisher": parties.publisher,
        "creators": parties.creators,
        "contacts": parties.contacts,
    }, {"credit": of.resource.plain("credit")}


def _access(blocks: Sequence[IsoNode]) -> Part:
    constraints = to_constraints(blocks)
    return {
        "access": constraints.access,
        "access_reasons": unique(constraints.access_reasons),
        "licence_text": constraints.licence_text,
    }, {
        "use_conditions": constraints.others,
        "restriction_codes": constraints.codes,
        "constraint_pairs": [[[*part] for part in pair] for pair in constraints.pairs],
        "ambiguous_constraints": list(unique(constraints.ambiguous)),
    }


def _where(of: _Sections, keywords: Keywords) -> Part:
    extents = to_extents(of.resource)
    return {
        "territories": unique((*keywords.of("place"), *extents.places)),
        "bbox": extents.bbox,
        "spatial_resolution": to_resolution(of.resource),
        "crs": to_crs(of.root),
        "temporal": around(extents.periods),
    }, {
        "representation": of.resource.plain("spatialRepresentationType"),
        "bboxes": [list(box) for box in extents.boxes] if len(extents.boxes) > 1 else [],
        "periods": [[p.start, p.end] for p in extents.periods] if len(extents.periods) > 1 else [],
        "repairs": list(extents.repairs),
    }


def _when(of: _Sections) -> Part:
    dates = dates_of(of.citation)
    return {
        "frequency": frequency_of(of.root, of.resource),
        "issued": first_date(dates, "publication", "creation"),
        "modified": max(dates.get("revision", ()), default=None),
        "next_update": of.resource.plain("resourceMaintenance/dateOfNextUpdate"),
    }, {
        "dates": {kind: sorted(values) for kind, values in sorted(dates.items())},
        "metadata_modified": of.root.plain("dateStamp"),
        "version": of.citation.plain("edition"),
        "status": of.resource.plain("status"),
    }


def _how(of: _Sections, page: str | None) -> Part:
    formats = together(
        _formats_in,
        of.distribution.all("distributionFormat"),
        of.distributor.all("distributorFormat"),
        of.resource.all("resourceFormat"),
    )
    ways = to_ways(of.distribution, of.distributor, of.resource, formats)
    conformity = conformity_of(of.quality)
    return {
        "landing_page": ways.landing_page or page,
        "distributions": ways.distributions,
        "conforms_to": unique([title for title, passed in conformity if passed]),
        "lineage": lineage_of(of.quality),
        "related": related_of(of.resource, ways.related),
        "series_of": of.root.plain("parentIdentifier"),
    }, {
        "formats": list(formats),
        "conformity": [[name, passed] for name, passed in conformity],
        "unusable_links": [*ways.unusable],
        "service_type": of.resource.plain("serviceType"),
    }


def _identity(of: _Sections) -> Part:
    codes, keys = identifiers_of(of.citation)
    file_identifier = of.root.plain("fileIdentifier")
    return {"identifier": codes[0] if codes else file_identifier}, {
        "identifiers": codes[1:],
        "file_identifier": file_identifier,
        "id_derived": not file_identifier,
        "metadata_standard": of.root.plain("metadataStandardName"),
        IDENTITY_KEYS: [*keys, *([file_key(file_identifier)] if file_identifier else [])],
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
    if not (titles or descriptions):
        return found
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
    if not levels:
        classes = (resource.cls, resource.attributes.get(_ISO_TYPE, ""))
        levels = ["service"] if any(name.endswith("SV_ServiceIdentification") for name in classes) else []
    specific = [kind for kind in names if kind not in ("dataset", "series", "service")]
    return next(iter([*specific, *levels]), "dataset")


def _formats_in(
    distributed: Sequence[IsoNode], by_distributor: Sequence[IsoNode], of_resource: Sequence[IsoNode]
) -> tuple[str, ...]:
    found = [name for node in (*distributed, *by_distributor) for name in node.texts("name")]
    if found:
        return unique(found)
    return unique([name for node in of_resource for name in node.texts("name") if not is_http(name)])
