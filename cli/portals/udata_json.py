"""A sample as the API v1 of a udata portal writes a dataset, its organisation and its harvest.

Owns the shape of the JSON, in which what is not said is null. Leaves paging, filters and masks to
`udata_app`.
"""

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from cli.portals.samples import Link, Organisation, Sample
from cli.portals.texts import slugify

Json = dict[str, Any]

_ISO_CATALOGUE = "CSW-ISO-19139"
_RESOURCE_TYPES = {"information": "documentation", "api": "api"}


def object_id(text: str) -> str:
    """Return the id that the platform gives to a thing of this name: 24 hexadecimal digits (MongoDB)."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def to_dataset(sample: Sample, base: str, entered: str) -> Json:
    """Return the dataset, dated `entered` where the sample has no date; `base` is the root of the portal."""
    created = sample.created or f"{entered}T00:00:00+00:00"
    modified = sample.modified or created
    access, _, reason = (sample.access or "open").partition(" ")
    return {
        "id": object_id(sample.slug),
        "slug": sample.slug,
        "title": sample.title,
        "acronym": sample.acronym,
        "description": sample.description,
        "description_short": None,
        "tags": sorted(slugify(keyword) for keyword in sample.keywords),
        "badges": [{"kind": "inspire"}] if sample.file_identifier else [],
        "license": None if reason else sample.licence or "notspecified",
        "frequency": sample.frequency or "unknown",
        "frequency_date": None,
        "temporal_coverage": _to_period(sample.period),
        "spatial": _to_spatial(sample),
        "organization": to_organisation(sample.publisher, base) if sample.publisher else None,
        "owner": None,
        "contact_points": [_to_contact(sample.contact)] if sample.contact else [],
        "resources": _to_resources(sample, base, created),
        "created_at": created,
        "last_modified": modified,
        "last_update": modified,
        "archived": None,
        "deleted": None,
        "private": False,
        "access_type": access,
        "access_type_reason_category": reason or None,
        "authorization_request_url": sample.landing_page if reason else None,
        "harvest": _to_harvest(sample, modified),
        "extras": {},
        "metrics": {"views": 0, "followers": 0, "reuses": 0},
        "quality": {"score": 0.5},
        "internal": {"created_at_internal": created, "last_modified_internal": modified},
        "page": f"{base}/datasets/{sample.slug}/",
        "uri": f"{base}/api/1/datasets/{sample.slug}/",
    }


def to_organisation(organisation: Organisation, base: str) -> Json:
    """Return an organisation as its own address answers, and as its datasets refer to it."""
    slug = slugify(organisation.name)
    return {
        "class": "Organization",
        "id": object_id(f"organization {slug}"),
        "name": organisation.name,
        "slug": slug,
        "acronym": None,
        "badges": [{"kind": "public-service"}],
        "page": f"{base}/organizations/{slug}/",
        "uri": f"{base}/api/1/organizations/{slug}/",
    }


def _to_period(period: Sequence[str]) -> Json | None:
    return dict(zip(("start", "end"), (*period, None), strict=False)) if period else None


def _to_spatial(sample: Sample) -> Json | None:
    if not sample.coverage and not sample.granularities:
        return None
    granularity = next(iter(sample.granularities), "other")
    return {"geom": None, "zones": list(sample.coverage), "granularity": granularity}


def _to_contact(contact: Organisation) -> Json:
    return {"name": contact.name, "email": contact.email, "contact_form": contact.url, "role": "contact"}


def _to_harvest(sample: Sample, modified: str) -> Json | None:
    """Return where a record comes from, for those that carry the identifier of another catalogue."""
    remote_id = sample.file_identifier or sample.identifier
    if remote_id is None:
        return None
    address = sample.landing_page or sample.identifier or ""
    found = {
        "backend": _ISO_CATALOGUE if sample.file_identifier else "DCAT",
        "domain": urlsplit(address).hostname,
        "source_id": object_id(f"harvester {urlsplit(address).hostname}"),
        "remote_id": remote_id,
        "dct_identifier": remote_id,
        "remote_url": sample.landing_page,
        "uri": sample.identifier,
        "modified_at": modified,
        "last_update": modified,
    }
    return {name: value for name, value in found.items() if value}


def _to_resources(sample: Sample, base: str, created: str) -> list[Json]:
    """Return the files and services, and the public page of the producer as a resource of its own."""
    links = list(sample.links)
    if sample.landing_page:
        links.append(Link(url=sample.landing_page, title="Page d’accès aux données", format="html"))
    return [_to_resource(link, f"{sample.slug} {link.url}", base, created) for link in links]


def _to_resource(link: Link, name: str, base: str, created: str) -> Json:
    resource_id = object_id(name)
    return {
        "id": resource_id,
        "title": link.title or link.url,
        "description": None,
        "type": _RESOURCE_TYPES.get(link.function or "", "main"),
        "filetype": "remote",
        "format": link.format,
        "mime": None,
        "filesize": None,
        "checksum": None,
        "url": link.url,
        "latest": f"{base}/api/1/datasets/r/{resource_id}",
        "schema": None,
        "created_at": created,
        "last_modified": created,
        "harvest": None,
        "extras": {"check:available": True},
        "metrics": {"views": 0},
    }
