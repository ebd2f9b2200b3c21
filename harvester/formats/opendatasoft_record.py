"""A dataset of an Opendatasoft portal as a record: the templates default, dcat, inspire and dublin-core.

Text stays as the portal has it: normalisation turns licences, frequencies, territories and themes into codes.
Metadata that no field takes, those of the portal's own templates among them, are kept in `extras["metas"]`.
"""

import json
from typing import Any

from catalogue.identity import file_key, uri_key
from catalogue.record import Access, Bbox, Record
from catalogue.record_parts import Agent, Contact, Period, RelatedLink
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.codes import open_ended
from harvester.formats.geometry import parse_extent, to_extent, to_number
from harvester.formats.html_text import plain_text
from harvester.formats.kinds import find_kind
from harvester.formats.languages import to_language
from harvester.formats.opendatasoft_dataset import (
    Dataset,
    is_federated,
    landing_page,
    metas_of,
    root_of,
    slug_of,
)
from harvester.formats.opendatasoft_files import to_distributions
from harvester.formats.opendatasoft_metas import Metas
from harvester.formats.words import distinct, is_http, is_placeholder, squeeze

_SIDES = ("westbound_longitude", "southbound_latitude", "eastbound_longitude", "northbound_latitude")


def to_record(content: bytes, remote_id: str, page: str | None) -> Record:
    """Map what `opendatasoft_dataset.to_content` kept of the dataset whose page is `page`.

    Raises `RecordRejected("no-title")`.
    """
    dataset, root = json.loads(content), root_of(page)
    metas, slug = Metas(metas_of(dataset)), slug_of(dataset)
    if not (title := metas.text("default", "title")):
        raise RecordRejected("no-title", record=remote_id)
    fields: dict[str, Any] = {"title": title, "extras": {}}
    parts = (_what(metas), _who(metas), _access(dataset, metas), _where_and_when(metas))
    for part in (*parts, _addresses(dataset, metas, root, slug), _identity(dataset, metas, root, slug)):
        fields["extras"] |= part.pop("extras", {})
        fields |= part
    extras = fields["extras"] | {
        "records_count": metas.value("default", "records_count"),
        "features": dataset.get("features"),
        "metas": metas.unused(),
    }
    fields["extras"] = {key: value for key, value in extras.items() if _says_something(value)}
    return Record(**fields)


def _says_something(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", [], {})


def _what(metas: Metas) -> dict[str, Any]:
    kind = metas.text("inspire", "hierarchy_level", "type")
    return {
        "kind": find_kind(kind) or "dataset",
        "description": plain_text(metas.raw("default", "description")),
        "language": to_language(metas.text("default", "language")),
        "keywords": metas.words("default", "keyword"),
        "themes": metas.texts("default", "theme"),
        "inspire_themes": metas.texts("inspire", "theme"),
        "granularities": metas.texts("dcat", "granularity"),
        "lineage": plain_text(metas.raw("dcat", "dataquality")),
        "extras": {"attributions": list(metas.texts("default", "attributions"))},
    }


def _who(metas: Metas) -> dict[str, Any]:
    publisher = metas.text("default", "publisher") or metas.text("dublin-core", "publisher")
    creators = (
        *metas.texts("dcat", "creator"),
        *metas.texts("dcat", "contributor"),
        *metas.texts("dublin-core", "creator"),
    )
    contacts = (
        _contact(metas.text("dcat", "contact_name"), metas.text("dcat", "contact_email")),
        _contact(metas.text("inspire", "contact_individual_name"), metas.text("inspire", "contact_email")),
    )
    return {
        "publisher": Agent(name=publisher) if publisher else None,
        "creators": tuple(Agent(name=name) for name in distinct(creators) if name != publisher),
        "contacts": tuple(dict.fromkeys(contact for contact in contacts if contact)),
    }


def _contact(name: str | None, address: str | None) -> Contact | None:
    if not (name or address):
        return None
    if address and is_http(address):
        return Contact(name=name, url=address)
    return Contact(name=name, email=address.removeprefix("mailto:") if address else None)


def _access(dataset: Dataset, metas: Metas) -> dict[str, Any]:
    """A portal lists what it shows: only what it says to be restricted is known to be so."""
    visibility = dataset.get("visibility") or metas.value("default", "visibility")
    access: Access | None = None
    if visibility == "restricted" or dataset.get("data_visible") is False:
        access = "restricted"
    licence = [metas.text("default", "license"), metas.text("default", "license_url")]
    rights = [metas.text("dcat", "rights"), metas.text("dublin-core", "rights")]
    stated = distinct(licence) or distinct(rights)
    return {"access": access, "licence_text": " ; ".join(stated) or None}


def _where_and_when(metas: Metas) -> dict[str, Any]:
    bbox, repairs = _to_bbox(metas)
    created, issued = metas.text("dcat", "created"), metas.text("dcat", "issued")
    places = (
        *metas.texts("default", "territory"),
        *metas.texts("dcat", "spatial"),
        *metas.texts("inspire", "extend_description"),
    )
    return {
        "territories": distinct(places),
        "bbox": bbox,
        "temporal": _to_period(metas),
        "frequency": metas.text("default", "update_frequency") or metas.text("dcat", "accrualperiodicity"),
        "issued": issued or created,
        "modified": metas.text("default", "modified"),
        "extras": {
            "created": created if issued else None,
            "geographic_reference": list(metas.texts("default", "geographic_reference")),
            "repairs": list(repairs),
        },
    }


def _to_bbox(metas: Metas) -> tuple[Bbox | None, tuple[str, ...]]:
    """Return what INSPIRE says, else the area that was drawn, else the box that the platform computed."""
    names = [f"extend_bounding_box_{side}" for side in _SIDES]
    sides = [to_number(metas.text("inspire", name)) for name in names]
    areas = [metas.value("default", "geographic_area"), metas.value("default", "bbox")]
    west, south, east, north = sides
    extents = [] if None in sides else [to_extent(west, south, east, north)]  # type: ignore[arg-type]
    extents += [parse_extent(json.dumps(area)) for area in areas if isinstance(area, dict)]
    found = next(filter(None, extents), None)
    return (found.bbox, found.repairs) if found else (None, ())


def _to_period(metas: Metas) -> Period | None:
    start = metas.text("dcat", "temporal_coverage_start", "temporal_coverage_start_date")
    end = metas.text("dcat", "temporal_coverage_end", "temporal_coverage_end_date")
    text = metas.text("dcat", "temporal")
    if start or end:
        return open_ended(start, end)
    return Period(start=text) if text else None


def _addresses(dataset: Dataset, metas: Metas, root: str, slug: str | None) -> dict[str, Any]:
    related = [
        RelatedLink(relation="documentation", url=url)
        for url in metas.texts("default", "references")
        if is_http(url)
    ]
    origin = _origin_page(metas, root)
    if origin:
        title = metas.text("default", "source_domain_title")
        related.append(RelatedLink(relation="isBasedOn", url=origin, title=title))
    references = [text for text in metas.texts("default", "references") if not is_http(text)]
    return {
        "landing_page": landing_page(root, slug) if slug else None,
        "distributions": to_distributions(dataset, root, slug) if slug else (),
        "conforms_to": metas.texts("dcat", "conforms_to"),
        "related": tuple(related),
        "extras": {"references": references, "federated": is_federated(dataset), "origin": origin},
    }


def _identity(dataset: Dataset, metas: Metas, root: str, slug: str | None) -> dict[str, Any]:
    """The keys, strongest first: what the producer declares, then the page where a copy comes from
    (its subject in the DCAT of that portal), then the page here; the id of its ISO record comes last.
    """
    declared = [*metas.texts("dcat", "identifier"), *metas.texts("dublin-core", "identifier")]
    pages = [_origin_page(metas, root), landing_page(root, slug) if slug else None]
    uris = [text for text in (*declared, *pages) if text and is_http(text)]
    keys = [key for uri in uris if (key := uri_key(uri))]
    file_identifier = metas.text("inspire", "file_identifier")
    if file_identifier and not is_placeholder(file_identifier):
        keys.append(file_key(file_identifier))
    return {
        "identifier": next(iter(declared), None) or slug,
        "extras": {
            "dataset_id": slug if declared else None,
            "dataset_uid": dataset.get("dataset_uid"),
            "id_derived": not slug and not dataset.get("dataset_uid"),
            IDENTITY_KEYS: list(dict.fromkeys(keys)),
        },
    }


def _origin_page(metas: Metas, root: str) -> str | None:
    """Return the page at the portal that a copy comes from, where the copy names portal and dataset."""
    domain = squeeze(metas.text("default", "source_domain_address"))
    slug = metas.text("default", "source_dataset")
    if not domain or not slug:
        return None
    home = domain.rstrip("/") if is_http(domain) else f"https://{domain.strip('/')}"
    page = landing_page(home, slug)
    return page if home != root else None
