"""The record: one dataset, indicator, service, tool … as Glane understands it, wherever it came from.

Values only: frozen dataclasses free of storage, network and schema libraries. Field names follow DCAT-AP 3 in
snake_case where DCAT has the notion. `catalogue.record_json` gives the JSON form, which is the one of
storage, API, export and golden files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from catalogue.record_parts import (
    AccessConditions,
    Agent,
    ClosedSince,
    Confidentiality,
    Contact,
    Convention,
    Distribution,
    Indicator,
    JoinKey,
    Observatory,
    Period,
    Provenance,
    Quality,
    RelatedLink,
    SpatialResolution,
    Study,
    Validation,
)

Kind = Literal[
    "dataset",
    "series",
    "service",
    "indicator",
    "study",
    "tool",
    "portal",
    "reuse",
    "use_case",
    "guide",
    "observatory",
    "convention",
]
Status = Literal["active", "archived", "merged", "gone"]
Access = Literal["public", "restricted", "non_public"]
PersonalData = Literal["none", "possible", "yes", "unknown"]

Bbox = tuple[float, float, float, float]
"""`(west, south, east, north)` in degrees, WGS84."""

Extras = Mapping[str, Any]
"""JSON values that had no home in the record, kept so that nothing is lost."""


@dataclass(frozen=True, kw_only=True)  # no slots: a normalisation copies it seven times (`catalogue.copying`)
class Record:
    """One work of the catalogue; every list is a tuple, every absent value is None or empty.

    `title` is plain text (NFC, white space collapsed, no bidi control). Dates are ISO 8601 strings, of a
    day (`2024-05-31`), or, before normalisation, whatever the source wrote.
    """

    # identity
    id: str = ""
    status: Status = "active"
    identifier: str | None = None
    kind: Kind = "dataset"
    # what
    title: str = ""
    acronym: str | None = None
    description: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    nature: str | None = None
    collection_method: str | None = None
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # subjects
    topics: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    inspire_themes: tuple[str, ...] = ()
    milieux: tuple[str, ...] = ()
    exposure_factors: tuple[str, ...] = ()
    # who
    publisher: Agent | None = None
    creators: tuple[Agent, ...] = ()
    contacts: tuple[Contact, ...] = ()
    # access
    access: Access | None = None
    access_reasons: tuple[str, ...] = ()
    access_conditions: AccessConditions | None = None
    confidentiality: Confidentiality | None = None
    closed_since: ClosedSince | None = None
    aggregate_of: str | None = None
    personal_data: PersonalData = "unknown"
    licence: str | None = None
    licence_text: str | None = None
    # where
    territories: tuple[str, ...] = ()
    bbox: Bbox | None = None
    granularities: tuple[str, ...] = ()
    spatial_resolution: SpatialResolution | None = None
    crs: tuple[str, ...] = ()
    join_keys: tuple[JoinKey, ...] = ()
    # when
    temporal: Period | None = None
    frequency: str | None = None
    issued: str | None = None
    modified: str | None = None
    next_update: str | None = None
    # how to get it
    landing_page: str | None = None
    distributions: tuple[Distribution, ...] = ()
    conforms_to: tuple[str, ...] = ()
    lineage: str | None = None
    related: tuple[RelatedLink, ...] = ()
    series_of: str | None = None
    # of its kind
    observatory: Observatory | None = None
    convention: Convention | None = None
    study: Study | None = None
    indicator: Indicator | None = None
    # where it comes from
    provenance: tuple[Provenance, ...] = ()
    field_sources: Mapping[str, str] = field(default_factory=dict)
    validation: Validation | None = None
    quality: Quality | None = None
    extras: Extras = field(default_factory=dict)
