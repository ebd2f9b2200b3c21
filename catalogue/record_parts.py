"""The parts of a record: who, access, where, when, how to get it, and what belongs to its kind."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """An organisation (DCAT-AP `foaf:Agent`); `siren` is its nine-digit French register number."""

    name: str
    uri: str | None = None
    siren: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A point of contact; `role` is an ISO 19115 CI_RoleCode where the source gives one."""

    name: str | None = None
    role: str | None = None
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessConditions:
    """What it takes to obtain closed data."""

    eligible: tuple[str, ...] = ()
    procedure: str | None = None
    url: str | None = None
    delay: str | None = None
    cost: str | None = None
    training: str | None = None
    convention: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidentiality:
    """How small numbers are protected: the least count shown, and the method (threshold, blurring …)."""

    threshold: int | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSince:
    """Since when and why data that used to be open are closed."""

    date: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialResolution:
    """`scale` is the denominator (25000 for 1:25 000); `metres` a ground distance."""

    scale: int | None = None
    metres: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinKey:
    """A code that other data share, such as `code-insee`, `iris`, `finess`, with its vintage (a year)."""

    key: str
    vintage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What the data tell of: ISO 8601 dates, either end open when None."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """`algorithm` as SPDX names it (sha256, md5 …); `value` in lower-case hexadecimal."""

    algorithm: str
    value: str


@dataclass(frozen=True, kw_only=True)  # no slots, as `Record`: copied by `catalogue.copying`
class Distribution:
    """One way to get the data: `url` downloads, `access_url` leads to a page or service; size in bytes."""

    url: str | None = None
    access_url: str | None = None
    title: str | None = None
    description: str | None = None
    format: str | None = None
    media_type: str | None = None
    byte_size: int | None = None
    licence: str | None = None
    protocol: str | None = None
    checksum: Checksum | None = None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLink:
    """A relation to another record (`id`) or page (`url`): `isPartOf`, `isBasedOn`, `documentation` …"""

    relation: str
    id: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observatory:
    """What a record of kind `observatory` says more."""

    level: str | None = None
    tools: tuple[str, ...] = ()
    club_member: bool | None = None
    confirmed_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What a record of kind `convention` says more; `scale` as a granularity or free text."""

    parties: tuple[str, ...] = ()
    scale: str | None = None
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a record of kind `study` says more."""

    date: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLevel:
    """A geographic level at which an indicator is given, with the vintage of its zoning."""

    level: str
    vintage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What a record of kind `indicator` says more; `vintages` are the years or periods of its values."""

    code: str | None = None
    definition: str | None = None
    unit: str | None = None
    calculation: str | None = None
    sources: tuple[str, ...] = ()
    vintages: tuple[str, ...] = ()
    levels: tuple[IndicatorLevel, ...] = ()
    theme_path: tuple[str, ...] = ()
    reading_limits: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a record was read: `harvested_at` is the UTC time at which this content was first seen."""

    source: str
    remote_id: str
    remote_url: str | None = None
    original_format: str | None = None
    harvested_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """The state given by a person, who and when."""

    state: Literal["draft", "validated", "to_review"] = "draft"
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityIssue:
    """One doubt about a record: a stable slug, the field it is about and a sentence for people."""

    slug: str
    field: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """`score` from 0 to 100 (None where not yet measured) and what lowers it."""

    score: int | None = None
    issues: tuple[QualityIssue, ...] = ()
