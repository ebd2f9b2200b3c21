"""A sample as a dataset of the Explore API v2.1: metadata by template, `default` with all its fields."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from cli.portals.samples import Organisation, Sample
from cli.portals.texts import slugify

Dataset = dict[str, Any]

_ORIGIN = re.compile(r"https://([^/]+)/explore/dataset/([^/]+)/")
_PUBLISHED = "2024-03-18T06:00:00.123000+00:00"
"""When the portal says that it last published everything."""

UNSAID: Mapping[str, Any] = dict.fromkeys(
    (
        "attributions", "bbox", "description", "geographic_area", "geographic_area_mode", "keyword",
        "license", "license_url", "oauth_scope", "parent_domain", "publisher", "records_count", "references",
        "shared_catalog", "source_dataset", "source_domain", "source_domain_address", "source_domain_title",
        "territory", "theme", "timezone",
    )
)  # fmt: skip


def to_dataset(sample: Sample) -> Dataset:
    """Return the dataset as the platform lists it. A sample with links has files and no records; one with
    extents has a geographic feature; one whose identifier is a page of another portal is its copy.
    """
    return {
        "dataset_id": sample.slug,
        "dataset_uid": "da_" + hashlib.sha256(sample.slug.encode()).hexdigest()[:6],
        "attachments": _to_attachments(sample),
        "has_records": not sample.links,
        "data_visible": True,
        "features": ["analyze", *(["geo"] if sample.extents else [])],
        "fields": [],
        "metas": {
            "default": _to_default(sample),
            "dcat": _filled(_to_dcat(sample)),
            **({"inspire": {"file_identifier": sample.file_identifier}} if sample.file_identifier else {}),
            "explore": {"popularity_score": 1.5, "download_count": 12, "api_call_count": 345},
        },
    }


def _to_default(sample: Sample) -> dict[str, Any]:
    origin = _ORIGIN.fullmatch(sample.identifier or "")
    return {
        **UNSAID,
        "title": sample.title,
        "description": f"<p>{sample.description}</p>" if sample.description else None,
        "theme": list(sample.themes) or None,
        "keyword": list(sample.keywords) or None,
        "license": sample.licence,
        "language": "fr",
        "metadata_languages": ["fr"],
        "publisher": sample.publisher.name if sample.publisher else None,
        "references": sample.landing_page,
        "territory": list(sample.coverage) or None,
        "geographic_reference": None,
        "geographic_reference_auto": True,
        "bbox": _to_feature(sample.extents[0]) if sample.extents else None,
        "modified": f"{sample.modified}T00:00:00+00:00" if sample.modified else None,
        "modified_updates_on_data_change": False,
        "modified_updates_on_metadata_change": False,
        "metadata_processed": _PUBLISHED,
        "data_processed": None if sample.links else _PUBLISHED,
        "federated": origin is not None,
        "source_domain_address": origin[1] if origin else None,
        "source_domain": origin[1].removeprefix("data.").partition(".")[0] if origin else None,
        "source_dataset": origin[2] if origin else None,
    }


def _to_dcat(sample: Sample) -> dict[str, str | None]:
    return {
        "created": sample.created,
        "issued": sample.issued,
        "creator": _names(sample.creators),
        "contact_name": sample.contact.name if sample.contact else None,
        "contact_email": sample.contact.email if sample.contact else None,
        "accrualperiodicity": sample.frequency,
        "temporal": " - ".join(sample.period) or None,
        "granularity": sample.granularities[0] if sample.granularities else None,
        "dataquality": sample.lineage,
    }


def _names(organisations: tuple[Organisation, ...]) -> str | None:
    return ", ".join(organisation.name for organisation in organisations) or None


def _filled(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _to_attachments(sample: Sample) -> list[dict[str, str]]:
    return [
        {
            "id": slugify(link.title or link.url).replace("-", "_"),
            "url": link.url,
            "title": link.title or link.url,
            "mimetype": "application/json" if link.format == "JSON" else "application/octet-stream",
        }
        for link in sample.links
    ]


def _to_feature(extent: str) -> dict[str, Any]:
    """Write `west south east north` as the GeoJSON feature that the platform computes."""
    west, south, east, north = (float(side) for side in extent.split())
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}
