"""The sample records as their content files tell them, and the strict reading of these files.

Owns the schema of `content/*.yaml` (documented in `content/README.md`). Leaves to each portal how a
sample is written in its protocol. Every scalar is kept as text: a licence, a date or a frequency may be as
untidy here as it is in the catalogues of real life.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from cli.portals.errors import SampleInvalid

SampleKind = Literal["dataset", "series", "service", "indicator", "tool"]
Yaml = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A producer or a functional contact; never a person."""

    name: str
    url: str | None = None
    email: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A file, a page or a service; `function` is a CI_OnLineFunctionCode of ISO 19139, or absent."""

    url: str
    title: str | None = None
    format: str | None = None
    protocol: str | None = None
    function: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """Title and description in another language."""

    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One record of a sample portal. Absent values are None or empty; texts are those of the portal."""

    slug: str
    kind: SampleKind
    title: str
    source_note: str
    acronym: str | None = None
    description: str | None = None
    identifier: str | None = None
    file_identifier: str | None = None
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    inspire_themes: tuple[str, ...] = ()
    milieux: tuple[str, ...] = ()
    exposure_factors: tuple[str, ...] = ()
    publisher: Organisation | None = None
    creators: tuple[Organisation, ...] = ()
    contact: Organisation | None = None
    licence: str | None = None
    access: str | None = None
    coverage: tuple[str, ...] = ()
    extents: tuple[str, ...] = ()
    granularities: tuple[str, ...] = ()
    scale: str | None = None
    crs: str | None = None
    period: tuple[str, ...] = ()
    frequency: str | None = None
    created: str | None = None
    issued: str | None = None
    modified: str | None = None
    landing_page: str | None = None
    links: tuple[Link, ...] = ()
    translations: Mapping[str, Translation]
    lineage: str | None = None
    unit: str | None = None
    calculation: str | None = None
    reading_limits: str | None = None
    series: str | None = None
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCatalogue:
    """The records of one portal, in the order of its file, and what the portal says of itself."""

    title: str
    description: str
    publisher: Organisation
    modified: str
    samples: tuple[Sample, ...]


@cache
def load_samples(name: str) -> SampleCatalogue:
    """Read `content/<name>.yaml`.

    Raises:
        SampleInvalid: an unknown or missing key, an empty value, a slug used twice.
    """
    text = files("cli.portals").joinpath("content", f"{name}.yaml").read_text(encoding="utf-8")
    document = _mapping(name, yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506  builds nothing but text
    where = f"{name}.yaml"
    _check_keys(where, document, {"title", "description", "publisher", "modified", "records"})
    samples = tuple(_to_sample(f"{where}#{n}", entry) for n, entry in enumerate(document["records"], 1))
    _check_unique(where, samples)
    return SampleCatalogue(
        title=document["title"],
        description=document["description"],
        publisher=_to_organisation(where, document["publisher"]),
        modified=document["modified"],
        samples=samples,
    )


def _to_sample(where: str, entry: Any) -> Sample:
    values = dict(_mapping(where, entry))
    where = f"{where} {values.get('slug', '')}".strip()
    _check_keys(where, values, _names(Sample), required={"slug", "kind", "title", "source_note"})
    if values["kind"] not in get_args(SampleKind):
        raise SampleInvalid(where, f"unknown kind {values['kind']!r}")
    for name in ("publisher", "contact"):
        if name in values:
            values[name] = _to_organisation(where, values[name])
    for name in _LISTS & values.keys():
        values[name] = _to_texts(where, name, values[name])
    values["creators"] = tuple(_to_organisation(where, value) for value in values.get("creators", ()))
    values["links"] = tuple(_to_link(where, value) for value in values.get("links", ()))
    values["translations"] = _to_translations(where, values.get("translations", {}))
    return Sample(**values)


_LISTS = {
    field.name for field in fields(Sample) if field.default == () and field.name not in {"creators", "links"}
}


def _to_organisation(where: str, value: Any) -> Organisation:
    """Read a name alone, or a mapping with a name."""
    if isinstance(value, str):
        return Organisation(name=value)
    _check_keys(where, _mapping(where, value), _names(Organisation), required={"name"})
    return Organisation(**value)


def _to_link(where: str, value: Any) -> Link:
    """Read an address alone, or a mapping with an address."""
    if isinstance(value, str):
        return Link(url=value)
    _check_keys(where, _mapping(where, value), _names(Link), required={"url"})
    return Link(**value)


def _to_translations(where: str, value: Any) -> dict[str, Translation]:
    translations = {}
    for language, texts in _mapping(where, value).items():
        _check_keys(where, _mapping(where, texts), _names(Translation), required={"title"})
        translations[language] = Translation(**texts)
    return translations


def _to_texts(where: str, name: str, value: Any) -> tuple[str, ...]:
    """Read a list of texts; a lone text is a list of one."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(item, str) for item in texts):
        raise SampleInvalid(where, f"{name} must be a list of texts")
    return tuple(texts)


def _mapping(where: str, value: Any) -> Yaml:
    if not isinstance(value, Mapping):
        raise SampleInvalid(where, "a mapping is expected")
    return value


def _names(cls: type[Sample | Organisation | Link | Translation]) -> set[str]:
    return {field.name for field in fields(cls)}


def _check_keys(where: str, values: Yaml, allowed: set[str], required: set[str] | None = None) -> None:
    """Refuse unknown, missing and empty keys; without `required`, all are."""
    if unknown := values.keys() - allowed:
        raise SampleInvalid(where, f"unknown keys {sorted(unknown)}")
    if missing := (allowed if required is None else required) - values.keys():
        raise SampleInvalid(where, f"missing keys {sorted(missing)}")
    if empty := [key for key, value in values.items() if not value or not str(value).strip()]:
        raise SampleInvalid(where, f"empty keys {empty}")


def _check_unique(where: str, samples: tuple[Sample, ...]) -> None:
    seen: set[str] = set()
    for sample in samples:
        if sample.slug in seen:
            raise SampleInvalid(where, f"the slug {sample.slug} is used twice")
        seen.add(sample.slug)
