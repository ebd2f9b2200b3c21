"""The ways to the data of an Opendatasoft dataset: exports of its records, attached files, the API."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from catalogue.record_parts import Distribution
from harvester.formats.opendatasoft_dataset import Dataset, api_address
from harvester.formats.words import is_http, squeeze

_EXPORTS = (("csv", "csv?use_labels=true"), ("json", "json"), ("xlsx", "xlsx?use_labels=true"))
"""Labels head the columns, as in the exports that the platform itself names in its DCAT."""

_GEO_EXPORTS = (("geojson", "geojson"), ("shp", "shp"))
_FILES = ("attachments", "alternative_exports")


def to_distributions(dataset: Dataset, root: str, slug: str) -> tuple[Distribution, ...]:
    """Return exports and API where there are records to see, then the files beside them."""
    base = api_address(root, slug)
    return (*_of_records(dataset, base, slug), *_of_files(dataset, base))


def _of_records(dataset: Dataset, base: str, slug: str) -> Iterator[Distribution]:
    if dataset.get("has_records") is not True or dataset.get("data_visible") is False:
        return
    features = dataset.get("features")
    is_geographic = isinstance(features, list) and "geo" in features
    for name, path in (*_EXPORTS, *(_GEO_EXPORTS if is_geographic else ())):
        yield Distribution(url=f"{base}/exports/{path}", title=f"{slug}.{name}", format=name)
    yield Distribution(access_url=f"{base}/records", title="API", format="api")


def _of_files(dataset: Dataset, base: str) -> Iterator[Distribution]:
    for place in _FILES:
        files = dataset.get(place)
        for file in files if isinstance(files, list) else ():
            if isinstance(file, Mapping) and (url := _address(file, f"{base}/{place}")):
                yield Distribution(
                    url=url,
                    title=_text(file, "title") or _text(file, "id"),
                    description=_text(file, "description"),
                    media_type=_text(file, "mimetype"),
                    format=_ending(file),
                )


def _address(file: Mapping[str, Any], base: str) -> str | None:
    """Return the public address: `odsfile://…` is one inside the platform."""
    url, name = _text(file, "url"), _text(file, "id")
    if url and is_http(url):
        return url
    return f"{base}/{quote(name, safe='')}" if name else None


def _ending(file: Mapping[str, Any]) -> str | None:
    """Return the format that the name of the file tells."""
    for text in (_text(file, "url"), _text(file, "title")):
        name, dot, ending = (text or "").rpartition(".")
        if name and dot and ending.isalnum() and len(ending) <= 7:
            return ending.lower()
    return None


def _text(file: Mapping[str, Any], name: str) -> str | None:
    value = file.get(name)
    return squeeze(value) or None if isinstance(value, str) else None
