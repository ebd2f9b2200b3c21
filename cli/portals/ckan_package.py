"""A sample as a CKAN package: the JSON that `package_search` and `package_show` of an IDGO platform give."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cli.portals.samples import Link, Sample
from cli.portals.texts import slugify

Package = dict[str, Any]

RECORDS = "https://catalogue.example.org/geonetwork/srv/fre/catalog.search#/metadata/"
"""Where the sample platform says that the ISO record of a dataset is."""

LICENCES = {
    "Licence Ouverte Etalab": ("fr-lo", "Licence Ouverte / Open Licence", None),
    "Licence Ouverte / Open Licence Version 2.0": ("lov2", "lov2", None),
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence": (
        "other-open", "Licence Ouverte v2.0 (Etalab)", "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    ),
}  # fmt: skip
"""Id, title and address. A licence that the platform does not know has its id for a title, and no address."""


def identifier_of(*names: str) -> str:
    """Return the UUID of something that the sample platform holds: the same at every start."""
    return str(uuid5(NAMESPACE_URL, "/".join(("urn:glane:ckan", *names))))


def to_package(sample: Sample, position: int) -> Package:
    """Return the package. Its dates have no zone, and every third has no fraction of a second, as in CKAN."""
    code, title, url = LICENCES.get(sample.licence or "", (None, None, None))
    if sample.licence is None:
        code, title = "notspecified", "License not specified"
    package: Package = {
        "id": identifier_of(sample.slug),
        "name": sample.slug,
        "title": sample.title,
        "notes": sample.description or "",
        "url": sample.landing_page or "",
        "type": "dataset",
        "state": "active",
        "private": False,
        "version": None,
        "author": ", ".join(creator.name for creator in sample.creators),
        "author_email": None,
        "maintainer": sample.contact.name if sample.contact else "",
        "maintainer_email": (sample.contact.email if sample.contact else None) or "",
        "license_id": code or slugify(sample.licence or ""),
        "license_title": title or sample.licence,
        "isopen": bool(url),
        "metadata_created": _moment("2022-03-01", position),
        "metadata_modified": _moment(sample.modified or "2023-09-15", position),
        "organization": _to_organisation(sample),
        "owner_org": identifier_of("organization", _publisher(sample)),
        "tags": [_to_tag(word) for word in sorted(sample.keywords)],
        "groups": [_to_group(theme) for theme in sample.themes],
        "extras": [{"key": key, "value": value} for key, value in _to_extras(sample).items() if value],
        "resources": [_to_resource(sample, link, number) for number, link in enumerate(sample.links)],
        "num_tags": len(sample.keywords),
        "num_resources": len(sample.links),
        "creator_user_id": identifier_of("user"),
    }
    return package | ({"license_url": url} if url else {})


def _moment(day: str, position: int) -> str:
    fraction = "" if position % 3 == 0 else f".{123456 + position}"
    return f"{day}T06:30:{position % 60:02d}{fraction}"


def _publisher(sample: Sample) -> str:
    return sample.publisher.name if sample.publisher else ""


def _to_organisation(sample: Sample) -> Package | None:
    if not sample.publisher:
        return None
    name = sample.publisher.name
    return {
        "id": identifier_of("organization", name),
        "name": slugify(name),
        "title": name,
        "type": "organization",
        "description": "",
        "image_url": "",
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
    }


def _to_tag(word: str) -> Package:
    return {
        "id": identifier_of("tag", word),
        "name": word,
        "display_name": word,
        "state": "active",
        "vocabulary_id": None,
    }


def _to_group(theme: str) -> Package:
    return {
        "id": identifier_of("group", theme),
        "name": slugify(theme),
        "title": theme,
        "display_name": theme,
        "description": "",
        "image_display_url": "",
    }


def _to_extras(sample: Sample) -> dict[str, str]:
    """Return the extras of IDGO, all of them texts; `spatial` is the GeoJSON of a box."""
    return {
        "acronym": sample.acronym or "",
        "datatype": "donnees-geographiques" if sample.extents else "donnees-ouvertes",
        "dataset_creation_date": sample.created or "",
        "dataset_publication_date": sample.issued or "",
        "dataset_modification_date": sample.modified or "",
        "frequency": sample.frequency or "",
        "geocover": " ; ".join(sample.coverage) if len(sample.coverage) == 1 else "",
        "spatial_text": ", ".join(sample.coverage) if len(sample.coverage) > 1 else "",
        "granularity": json.dumps(list(sample.granularities), ensure_ascii=False)
        if sample.granularities
        else "",
        "echelle": f"1:{sample.scale}" if sample.scale else "",
        "inspire_url": RECORDS + sample.file_identifier if sample.file_identifier else "",
        "spatial": _to_polygon(sample.extents[0]) if sample.extents else "",
        "temporal_start": sample.period[0] if sample.period else "",
        "temporal_end": sample.period[1] if len(sample.period) > 1 else "",
    }


def _to_polygon(extent: str) -> str:
    west, south, east, north = (float(side) for side in extent.split())
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def _to_resource(sample: Sample, link: Link, number: int) -> Package:
    """Return a resource; `restricted` is JSON inside a text, as IDGO writes it."""
    return {
        "id": identifier_of("resource", sample.slug, str(number)),
        "package_id": identifier_of(sample.slug),
        "name": link.title or "",
        "description": "",
        "format": link.format or "",
        "mimetype": None,
        "url": link.url,
        "url_type": None,
        "resource_type": None,
        "size": None,
        "hash": "",
        "position": number,
        "state": "active",
        "created": _moment(sample.issued or "2022-03-01", number),
        "last_modified": None,
        "metadata_modified": _moment(sample.modified or "2023-09-15", number),
        "datastore_active": (link.format or "").upper() in {"CSV", "XLSX"},
        "restricted": json.dumps({"level": sample.access or "public"}),
    }
