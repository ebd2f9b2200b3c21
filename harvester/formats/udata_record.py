"""A dataset of a udata portal (API v1) as a record; `udata_content` says what of it is kept.

Words stay as the portal has them: normalisation turns licences, frequencies, zones and granularities into
codes. The grade of quality and the counters are the platform's own and are not copied.
"""

from typing import Any

from catalogue.record import Record
from catalogue.record_parts import RelatedLink
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.html_text import plain_text
from harvester.formats.languages import to_language
from harvester.formats.udata_access import to_terms
from harvester.formats.udata_coverage import to_coverage, to_period, to_resolution
from harvester.formats.udata_identity import identifier_of, origin_of, to_identity_keys
from harvester.formats.udata_parties import to_parties
from harvester.formats.udata_resources import to_distributions, to_documentation, to_schemas
from harvester.formats.udata_values import Json, object_of, objects_of, prose_of, text_of, texts_of
from harvester.formats.words import is_http

_UNSAID = "unknown"
"""The frequency that the platform gives to whoever chose none."""
_MAPPED_EXTRAS = frozenset({"dcat", "dct:identifier", "remote_url", "ods:url"})


def to_record(dataset: Json, remote_id: str, page: str | None = None) -> Record:
    """Map one dataset; `page` is its address where it names none. Raises `RecordRejected("no-title")`."""
    origin = origin_of(dataset)
    parts = [_what(dataset), _who(dataset), _access(dataset), _where(dataset), _when(dataset)]
    parts += [_how(dataset, origin, page), _identity(dataset, origin)]
    fields: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    for part in parts:
        extras |= part.pop("extras", {})
        fields |= part
    if not fields["title"]:
        raise RecordRejected("no-title", record=remote_id)
    return Record(**fields, extras={key: value for key, value in extras.items() if value})


def _what(dataset: Json) -> dict[str, Any]:
    extras = object_of(dataset, "extras")
    short = text_of(dataset, "description_short")
    text = prose_of(dataset, "description")
    return {
        "title": text_of(dataset, "title"),
        "acronym": text_of(dataset, "acronym"),
        "description": text or short,
        "language": to_language(text_of(extras, "language", "Langue")),
        "keywords": texts_of(dataset, "tags"),
        "extras": {
            "summary": short if text else None,
            "badges": [kind for badge in objects_of(dataset, "badges") if (kind := text_of(badge, "kind"))],
            "fields": {
                name: value
                for name, value in extras.items()
                if name not in _MAPPED_EXTRAS and not name.startswith("harvest:") and value not in (None, "")
            },
        },
    }


def _who(dataset: Json) -> dict[str, Any]:
    parties = to_parties(dataset)
    return {"publisher": parties.publisher, "creators": parties.creators, "contacts": parties.contacts}


def _access(dataset: Json) -> dict[str, Any]:
    terms = to_terms(dataset)
    return {
        "access_reasons": terms.access_reasons,
        "access_conditions": terms.conditions,
        "licence": terms.licence,
        "licence_text": terms.licence_text,
        "extras": {"access_text": terms.access, "rights": list(terms.rights)},
    }


def _where(dataset: Json) -> dict[str, Any]:
    coverage = to_coverage(dataset)
    return {
        "territories": coverage.territories,
        "bbox": coverage.bbox,
        "granularities": coverage.granularities,
        "spatial_resolution": to_resolution(dataset),
        "extras": {"repairs": list(coverage.repairs)},
    }


def _when(dataset: Json) -> dict[str, Any]:
    """`last_update` is when the data changed, `last_modified` when their description did."""
    harvest = object_of(dataset, "harvest")
    frequency = text_of(dataset, "frequency")
    modified, expected = text_of(dataset, "last_update", "last_modified"), text_of(dataset, "frequency_date")
    is_ahead = expected is not None and expected[:10] > (modified or "")[:10]
    return {
        "temporal": to_period(dataset),
        "frequency": frequency if frequency != _UNSAID else None,
        "issued": text_of(harvest, "issued_at", "created_at") or text_of(dataset, "created_at"),
        "modified": modified,
        "next_update": expected if is_ahead else None,
        "extras": {
            "metadata_modified": text_of(dataset, "last_modified"),
            "archived": text_of(dataset, "archived"),
        },
    }


def _how(dataset: Json, origin: dict[str, str], page: str | None) -> dict[str, Any]:
    distributions, unreachable = to_distributions(dataset)
    landing = text_of(dataset, "page")
    landing = landing if is_http(landing) else page
    remote = origin.get("remote_url")
    related = [RelatedLink(relation="source", url=remote)] if is_http(remote) and remote != landing else []
    provenance = texts_of(object_of(object_of(dataset, "extras"), "dcat"), "provenance")
    return {
        "landing_page": landing,
        "distributions": distributions,
        "conforms_to": to_schemas(dataset),
        "lineage": plain_text("\n\n".join(provenance)),
        "related": tuple(dict.fromkeys([*related, *to_documentation(dataset)])),
        "extras": {"distributions_without_address": unreachable},
    }


def _identity(dataset: Json, origin: dict[str, str]) -> dict[str, Any]:
    return {
        "identifier": identifier_of(dataset, origin),
        "extras": {"harvest": origin, IDENTITY_KEYS: to_identity_keys(dataset, origin)},
    }
