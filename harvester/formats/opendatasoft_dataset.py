"""A dataset as an Opendatasoft portal lists it (Explore API v2.1): its id, its addresses, what is kept of it.

Leaves what its metadata mean to `opendatasoft_record`.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from harvester.formats.words import digest, squeeze

_VOLATILE = {
    "explore": None,  # popularity, downloads, calls of the API
    "default": frozenset({"metadata_processed", "data_processed"}),
}
"""Metadata that move without anything to tell of: a whole template, or some of its fields."""

Dataset = Mapping[str, Any]


def remote_id_of(dataset: Dataset) -> str:
    """Return the `dataset_uid`, which never changes; else the `dataset_id`, which its people may change; else
    a digest of the dataset.
    """
    for name in ("dataset_uid", "dataset_id"):
        if isinstance(found := dataset.get(name), str) and squeeze(found):
            return found
    return digest(json.dumps(dataset, ensure_ascii=False, sort_keys=True))


def slug_of(dataset: Dataset) -> str | None:
    """Return the id by which pages and API know the dataset."""
    slug = dataset.get("dataset_id")
    return slug if isinstance(slug, str) and squeeze(slug) else None


def landing_page(root: str, slug: str) -> str:
    """Return the page of a dataset, which is also its subject in the DCAT exports of the platform."""
    return f"{root}/explore/dataset/{quote(slug, safe='@')}/"


def api_address(root: str, slug: str) -> str:
    """Return the address of a dataset in the API, below which are its exports and its files."""
    return f"{root}/api/explore/v2.1/catalog/datasets/{quote(slug, safe='@')}"


def is_federated(dataset: Dataset) -> bool:
    """Tell whether the dataset is the copy of one of another portal."""
    default = metas_of(dataset).get("default", {})
    return default.get("federated") is True or any(
        isinstance(default.get(name), str) and squeeze(default[name])
        for name in ("source_domain_address", "source_domain")
    )


def metas_of(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Return the metadata by template: default, dcat, inspire …, and those of the portal's own."""
    metas = dataset.get("metas")
    if not isinstance(metas, Mapping):
        return {}
    return {name: dict(values) for name, values in metas.items() if isinstance(values, Mapping)}


def root_of(page: str | None) -> str:
    """Return the root of the portal from the page of a dataset."""
    return (page or "").partition("/explore/dataset/")[0]


def to_content(dataset: Dataset) -> bytes:
    """Return what is kept of a dataset: canonical JSON of all that it says."""
    kept = {name: value for name, value in dataset.items() if name not in ("links", "_links")}
    if isinstance(kept.get("metas"), Mapping):
        kept["metas"] = {
            template: _without(values, _VOLATILE.get(template, frozenset()))
            for template, values in kept["metas"].items()
            if _VOLATILE.get(template, frozenset()) is not None
        }
    if isinstance(features := kept.get("features"), list):  # a set, which comes in any order
        kept["features"] = sorted(map(str, features))
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _without(values: Any, names: frozenset[str] | None) -> Any:
    if not isinstance(values, Mapping):
        return values
    return {name: value for name, value in values.items() if name not in (names or ())}
