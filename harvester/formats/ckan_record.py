"""A CKAN package as a record: CKAN's own fields, those of IDGO, ckanext-dcat, -spatial and -scheming.

Text stays as the source has it: normalisation turns licences, frequencies, formats and places into codes.
Values that no field takes are kept in `extras["fields"]`.
"""

import re
from collections.abc import Mapping
from typing import Any

from catalogue.record import Kind, Record
from catalogue.record_parts import RelatedLink
from harvester.errors import RecordRejected
from harvester.formats.ckan_coverage import to_coverage
from harvester.formats.ckan_identity import to_identity
from harvester.formats.ckan_package import CkanPackage, to_text
from harvester.formats.ckan_parties import to_parties
from harvester.formats.ckan_resources import to_ways
from harvester.formats.ckan_rights import to_rights
from harvester.formats.ckan_texts import by_language, to_prose, to_translations
from harvester.formats.codes import find_epsg
from harvester.formats.html_text import plain_text
from harvester.formats.kinds import find_kind
from harvester.formats.languages import to_language
from harvester.formats.words import distinct, is_http, is_placeholder

_HIDDEN_STATES = frozenset({"deleted", "draft"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")
_RELATIONS = {
    "documentation": "documentation",
    "is_referenced_by": "isReferencedBy",
    "related_resource": "relation",
    "source": "source",
    "sample": "sample",
    "has_version": "hasVersion",
    "is_version_of": "isVersionOf",
    "inspire_url": "documentation",
    "remote_url": "source",
}
"""`inspire_url` is the page of the ISO record of the same data, `remote_url` where IDGO took it from."""


def to_record(package: Mapping[str, Any], remote_id: str, page: str | None = None) -> Record:
    """Map one package; `page` is its address in the portal.

    Raises `RecordRejected`: `not-public` for what its portal keeps to itself, `no-title`.
    """
    if package.get("private") is True or str(package.get("state")) in _HIDDEN_STATES:
        raise RecordRejected("not-public", record=remote_id)
    read = CkanPackage(package)
    fields: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    ways = to_ways(package, page)
    parts = [_what(read), _subjects(read), to_parties(read), to_rights(read, ways.levels), to_coverage(read)]
    for part in [*parts, _dates(read), _how(read, page), to_identity(read, remote_id, page)]:
        extras |= part.pop("extras", {})
        fields |= part
    if not fields["title"] or is_placeholder(fields["title"]):
        raise RecordRejected("no-title", record=remote_id)
    fields["distributions"] = ways.distributions
    fields["related"] = tuple(dict.fromkeys((*fields["related"], *ways.documents)))
    extras |= {"distributions_without_address": list(ways.unreachable), "restricted": ways.restricted}
    extras["fields"] = read.unasked()
    return Record(**fields, extras={key: value for key, value in extras.items() if value})


def _what(read: CkanPackage) -> dict[str, Any]:
    titles = by_language(read, "title_translated", "title")
    descriptions = {
        code: text for code, value in by_language(read, "notes_translated", "notes", lines=True).items()
        if (text := to_prose(value))
    }  # fmt: skip
    spoken = [
        code for text in read.texts("language", "metadata_language", "langue") if (code := to_language(text))
    ]
    language = next((code for code in ("fr", "", *spoken, *sorted(titles)) if code in titles), "")
    return {
        "kind": _to_kind(read),
        "title": titles.get(language, ""),
        "acronym": read.text("acronym", "acronyme", "sigle"),
        "description": descriptions.get(language, next(iter(descriptions.values()), None)),
        "language": language or ("fr" if "fr" in spoken else next(iter(spoken), None)),
        "translations": to_translations(titles, descriptions, language),
        "extras": {
            "version": read.text("version"),
            "version_notes": read.text("version_notes"),
            "datatype": list(read.texts("datatype")),
            "support": read.text("support"),
            "thumbnail": read.text("thumbnail", "graphic_preview_file", "image_url"),
            "type": read.text("dcat_type"),
        },
    }  # fmt: skip


def _to_kind(read: CkanPackage) -> Kind:
    own = str(read.package.get("type") or "").replace("_", "")
    said = (own, read.text("dcat_type"), read.text("resource_type"))
    kinds = [kind for text in said if (kind := find_kind(text))]
    return next((kind for kind in kinds if kind != "dataset"), "dataset")


def _subjects(read: CkanPackage) -> dict[str, Any]:
    """Groups are the drawers of a portal (« Environnement ») and say no more than a keyword."""
    words = [
        *read.texts("tags_translated"),
        *_names(read.package.get("tags"), "display_name", "name"),
        *_names(read.package.get("groups"), "title", "display_name"),
        *read.texts("tag_string", "keywords", "keyword"),
    ]
    return {
        "keywords": tuple(word for word in distinct(words) if not is_placeholder(word)),
        "themes": read.texts("label_theme") or read.texts("theme", "themes", "thematique", "topic_category"),
        "inspire_themes": read.texts("inspire_theme", "inspire_themes", "theme_inspire"),
    }


def _names(entries: Any, *keys: str) -> list[str | None]:
    """Return what a list of tags or groups calls each: by the first of the keys that says something."""
    named = entries if isinstance(entries, list) else []
    return [
        next(filter(None, (to_text(entry.get(key)) for key in keys)), None)
        if isinstance(entry, Mapping)
        else to_text(entry)
        for entry in named
    ]


def _dates(read: CkanPackage) -> dict[str, Any]:
    """IDGO's dates are those of the data; `metadata_modified` moves whenever IDGO writes the record again."""
    issued = read.text("dataset_publication_date", "issued", "dcat_issued", "date_publication")
    created = read.text("dataset_creation_date", "date_creation", "date_dataset", "created")
    modified = read.text("dataset_modification_date", "modified", "dcat_modified", "date_modification")
    recorded, changed = read.text("metadata_created"), read.text("metadata_modified")
    return {
        "issued": _in_utc(issued or created or recorded),
        "modified": _in_utc(modified or changed),
        "next_update": read.text("next_update", "planned_availability_date"),
        "frequency": read.text(
            "frequency", "update_frequency", "accrual_periodicity", "frequency_of_update", "frequence",
            "frequence_de_mise_a_jour", "freqmaj", "update_freq",
        ),
        "extras": {
            "created": _in_utc(created) if issued else None,
            "metadata_modified": _in_utc(changed) if modified else None,
        },
    }  # fmt: skip


def _in_utc(text: str | None) -> str | None:
    """Return the moment with its zone: CKAN writes UTC and does not say so."""
    return f"{text}Z" if text and _MOMENT.fullmatch(text) else text


def _how(read: CkanPackage, page: str | None) -> dict[str, Any]:
    own = read.text("url")
    landing = own if is_http(own) else page
    standards = read.texts("conforms_to")
    crs = [
        code
        for text in (*standards, *read.texts("spatial_reference_system", "crs"))
        if (code := find_epsg(text))
    ]
    related = [
        RelatedLink(relation=relation, url=url)
        for name, relation in _RELATIONS.items()
        for url in read.texts(name)
        if is_http(url) and url != landing
    ]
    return {
        "landing_page": landing,
        "conforms_to": tuple(text for text in standards if not find_epsg(text)),
        "crs": distinct(crs),
        "lineage": plain_text(read.text("provenance", "lineage")),
        "related": tuple(dict.fromkeys(related)),
        "series_of": next(iter(read.texts("in_series", "series")), None),
    }
