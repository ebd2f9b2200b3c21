"""How to get the data: the resources of a dataset of a udata portal as distributions and documentation."""

import re
from collections.abc import Iterator

from catalogue.record_parts import Checksum, Distribution, RelatedLink
from harvester.formats.udata_values import Json, object_of, objects_of, prose_of, text_of, texts_of
from harvester.formats.words import distinct, is_http

_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_SERVICE = re.compile(r"(?:ogc[: ])?(wms|wfs|wmts|wcs|wps|csw|sos)", re.IGNORECASE)
_CAPABILITIES = re.compile(r"[?&]request=getcapabilities(?:&|$)", re.IGNORECASE)
_SERVICE_NAME = re.compile(r"[?&]service=(\w+)", re.IGNORECASE)
_PAGES = frozenset({"html", "web page", "page web", "aspx", "php", "url", "www"})
_RELATIONS = {"documentation": "documentation", "code": "references"}


def to_distributions(dataset: Json) -> tuple[tuple[Distribution, ...], list[str]]:
    """Return the resources within reach, in the order of their producer, and the titles of the others."""
    found: list[Distribution] = []
    unreachable: list[str] = []
    for resource in objects_of(dataset, "resources"):
        if is_http(text_of(resource, "url")):
            found.append(_to_distribution(resource))
        else:
            unreachable.append(text_of(resource, "title", "id") or "?")
    return tuple(dict.fromkeys(found)), unreachable


def to_documentation(dataset: Json) -> Iterator[RelatedLink]:
    """Yield the resources that explain the data; they are files too, hence distributions."""
    for resource in objects_of(dataset, "resources"):
        relation = _RELATIONS.get(text_of(resource, "type") or "")
        if relation and is_http(url := text_of(resource, "url")):
            yield RelatedLink(relation=relation, url=url, title=text_of(resource, "title"))


def to_schemas(dataset: Json) -> tuple[str, ...]:
    """Return the schemas that the dataset and its resources keep to, each by its address, else its name."""
    owners = [dataset, *objects_of(dataset, "resources")]
    return distinct(_to_schema(object_of(one, "schema")) for one in owners)


def _to_distribution(resource: Json) -> Distribution:
    """An upload has a new address with every version: the permanent one (`latest`) stands beside."""
    url, latest = text_of(resource, "url"), text_of(resource, "latest")
    extras, named = object_of(resource, "extras"), text_of(resource, "format")
    is_page = (named or "").casefold() in _PAGES or text_of(resource, "type") == "api"
    service = _service_of(named or "", url or "")
    is_upload = text_of(resource, "filetype") == "file" and is_http(latest) and not resource.get("harvest")
    return Distribution(
        url=None if is_page or service else url,
        access_url=url if is_page or service else latest if is_upload else None,
        title=text_of(resource, "title"),
        description=prose_of(resource, "description"),
        format=named,
        media_type=_media_type(resource, extras),
        byte_size=_byte_size(resource, extras),
        licence=next(iter(texts_of(object_of(extras, "dcat"), "license")), None),
        protocol=service,
        checksum=_checksum(object_of(resource, "checksum")),
    )


def _service_of(named: str, url: str) -> str | None:
    """Return `OGC:WFS` and the like for a service: so called, or asked for its capabilities."""
    found = _SERVICE.fullmatch(named)
    if found is None and _CAPABILITIES.search(url) and (asked := _SERVICE_NAME.search(url)):
        found = _SERVICE.fullmatch(asked[1])
    return f"OGC:{found[1].upper()}" if found else None


def _media_type(resource: Json, extras: Json) -> str | None:
    for text in (text_of(resource, "mime"), text_of(extras, "analysis:mime-type")):
        bare = (text or "").partition(";")[0].strip().lower()
        if _MEDIA_TYPE.fullmatch(bare):
            return bare
    return None


def _byte_size(resource: Json, extras: Json) -> int | None:
    """Return the size; 0 and less are what the platform writes for a file that it could not measure."""
    for value in (resource.get("filesize"), extras.get("analysis:content-length")):
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10**18:
            return int(value)
    return None


def _checksum(checksum: Json) -> Checksum | None:
    algorithm, value = text_of(checksum, "type"), text_of(checksum, "value")
    if not algorithm or not value:
        return None
    return Checksum(algorithm=algorithm.lower().replace("-", ""), value=value.lower())


def _to_schema(schema: Json) -> str | None:
    name = text_of(schema, "name")
    version = text_of(schema, "version")
    return text_of(schema, "url") or (f"{name} {version}" if name and version else name)
