"""A record of a service together with the layers that its capabilities name.

The two come from different servers, so they are kept as one JSON document, with the XML of the record as it
came. Owns that document and how the layers stand in the record: some as distributions, all in the extras.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.record import Bbox, Record
from catalogue.record_parts import Distribution
from harvester.formats import iso19115, iso19139
from harvester.formats.iso19139_links import capabilities_url

MEDIA_TYPE = "application/vnd.glane.iso+layers+json"
MOST_DISTRIBUTIONS = 60
MOST_SERVICES = 4

_MAPPERS = {
    "application/vnd.iso.19139+xml": iso19139.to_record,
    "application/vnd.iso.19115-3+xml": iso19115.to_record,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer of a WMS or a feature type of a WFS; `url` is that of the capabilities."""

    url: str
    service: str
    name: str
    title: str = ""
    abstract: str = ""
    bbox: Bbox | None = None


def wrap(content: bytes, media_type: str, layers: Sequence[Layer]) -> bytes:
    """Return the document that keeps a record and its layers; equal parts give equal bytes."""
    listed = [
        {
            "url": layer.url,
            "service": layer.service,
            "name": layer.name,
            "title": layer.title,
            "abstract": layer.abstract,
            "bbox": layer.bbox,
        }
        for layer in layers
    ]
    document = {"media_type": media_type, "xml": content.decode("utf-8"), "layers": listed}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def kept_layers(content: bytes) -> dict[str, tuple[Layer, ...]]:
    """Return the layers of a kept document by the address of their capabilities; none in plain ISO."""
    if not content.startswith(b"{"):
        return {}
    found: dict[str, tuple[Layer, ...]] = {}
    for layer in map(_to_layer, json.loads(content)["layers"]):
        found[layer.url] = (*found.get(layer.url, ()), layer)
    return found


def to_record(content: bytes, remote_id: str, remote_url: str | None = None) -> Record:
    """Map a document of `wrap`. Raises `RecordRejected` as the mapper of the record alone."""
    document = json.loads(content)
    to_iso = _MAPPERS[document["media_type"]]
    record = to_iso(document["xml"].encode(), remote_id, remote_url)
    layers = [_to_layer(layer) for layer in document["layers"]]
    if not layers:
        return record
    ways = (*record.distributions, *map(_to_distribution, layers[:MOST_DISTRIBUTIONS]))
    told = [[layer.service, layer.name, layer.title] for layer in layers]
    return replace(record, distributions=tuple(dict.fromkeys(ways)), extras={**record.extras, "layers": told})


def list_services(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"urls": [address of capabilities]}` of the WMS and WFS that a record of a service leads to.

    A task of the parser child. Option: `media_type` of the record. Raises what its mapper raises.
    """
    record = _MAPPERS[options["media_type"]](content, "", None)
    ways = record.distributions if record.kind == "service" else ()
    told = [way.access_url for way in ways if way.protocol in ("OGC:WMS", "OGC:WFS") and way.access_url]
    return {"urls": list(dict.fromkeys(told))[:MOST_SERVICES]}


def _to_layer(told: dict[str, Any]) -> Layer:
    box = told.pop("bbox")
    return Layer(**told, bbox=(box[0], box[1], box[2], box[3]) if box else None)


def _to_distribution(layer: Layer) -> Distribution:
    """The technical name stands in brackets: it is what a GIS asks for."""
    title = f"{layer.title} ({layer.name})" if layer.title not in ("", layer.name) else layer.name
    return Distribution(
        access_url=capabilities_url(layer.url, layer.service),
        title=title,
        description=layer.abstract or None,
        format=layer.service,
        protocol=f"OGC:{layer.service}",
    )
