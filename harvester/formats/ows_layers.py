"""The layers of a WMS or the feature types of a WFS, read by OWSLib from capabilities at hand, in the parser
child.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from owslib.feature.wfs110 import WebFeatureService_1_1_0
from owslib.feature.wfs200 import WebFeatureService_2_0_0
from owslib.map.wms111 import WebMapService_1_1_1
from owslib.map.wms130 import WebMapService_1_3_0

from harvester.errors import SourceMisbehaved
from harvester.formats.geometry import to_extent
from harvester.formats.words import cut, squeeze
from harvester.gateway.xml import parse_xml

MOST_LAYERS = 500
"""Read of one service; some announce every table of a region."""

_READERS = {
    ("WMT_MS_Capabilities", "1.1.1"): ("WMS", WebMapService_1_1_1),
    ("WMS_Capabilities", "1.3.0"): ("WMS", WebMapService_1_3_0),
    ("WFS_Capabilities", "1.1.0"): ("WFS", WebFeatureService_1_1_0),
    ("WFS_Capabilities", "2.0.0"): ("WFS", WebFeatureService_2_0_0),
    ("WFS_Capabilities", "2.0.2"): ("WFS", WebFeatureService_2_0_0),
}
"""By the root element and the version of the capabilities (OGC 01-068r3, 06-042, 04-094, 09-025r2)."""


def read_layers(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield `{"service", "name", "title", "abstract", "bbox"}` per layer that can be asked for by its name.

    A task of the parser child. Options: `url`, `media_type`. Raises `SourceMisbehaved("unexpected-answer")`
    for another document, or capabilities that OWSLib can't read, and what the parser raises.
    """
    root = parse_xml(content, options.get("media_type")).root
    name, version = etree.QName(root).localname, root.get("version", "")
    service, reader = _READERS.get((name, version), ("", None))
    if reader is None:
        found = f"{name} {version}".strip()
        raise SourceMisbehaved("unexpected-answer", url=options["url"], found=found, expected="WMS, WFS")
    try:
        contents = reader(options["url"], version=version, xml=etree.tostring(root)).contents
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise SourceMisbehaved(
            "unexpected-answer", url=options["url"], found=cut(f"{name}: {error!r}"), expected=service
        ) from error
    for layer in list(contents.values())[:MOST_LAYERS]:
        if layer.id:
            yield {
                "service": service,
                "name": squeeze(layer.id),
                "title": squeeze(layer.title),
                "abstract": squeeze(getattr(layer, "abstract", None)),
                "bbox": _bbox_of(layer),
            }


def _bbox_of(layer: Any) -> list[float] | None:
    """Return the box in WGS84, None where it is missing or is none on Earth."""
    sides = getattr(layer, "boundingBoxWGS84", None)
    extent = to_extent(*map(float, sides)) if sides and len(sides) == 4 else None
    return list(extent.bbox) if extent else None
