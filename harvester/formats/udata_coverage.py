"""Where and when: the spatial and temporal coverage of a dataset of a udata portal.

`spatial` holds zones, or a geometry that is often the envelope of the zones; older datasets hold both.
"""

import json
import math
from dataclasses import dataclass

from catalogue.record import Bbox
from catalogue.record_parts import Period, SpatialResolution
from harvester.formats.codes import open_ended
from harvester.formats.geometry import parse_extent, to_number
from harvester.formats.udata_values import Json, object_of, objects_of, text_of, texts_of

_UNSAID = "other"
"""The granularity that the platform gives to whoever chose none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Zones by id, the envelope of the geometry, the level of detail, and how the geometry was repaired."""

    territories: tuple[str, ...]
    bbox: Bbox | None
    granularities: tuple[str, ...]
    repairs: tuple[str, ...]


def to_coverage(dataset: Json) -> Coverage:
    """Return the coverage; zones and granularity may be whole objects (`X-Get-Datasets-Full-Objects`)."""
    spatial = object_of(dataset, "spatial")
    zones = (*texts_of(spatial, "zones"), *(text_of(zone, "id") for zone in objects_of(spatial, "zones")))
    granularity = text_of(spatial, "granularity") or text_of(object_of(spatial, "granularity"), "id")
    geometry = object_of(spatial, "geom")
    extent = parse_extent(json.dumps(dict(geometry))) if geometry else None
    return Coverage(
        territories=tuple(zone for zone in zones if zone),
        bbox=extent.bbox if extent else None,
        granularities=(granularity,) if granularity and granularity != _UNSAID else (),
        repairs=extent.repairs if extent else (),
    )


def to_period(dataset: Json) -> Period | None:
    """Return the period of the data; one without an end goes on."""
    covered = object_of(dataset, "temporal_coverage")
    start, end = text_of(covered, "start"), text_of(covered, "end")
    return open_ended(start, end) if start or end else None


def to_resolution(dataset: Json) -> SpatialResolution | None:
    """Return the resolution in metres that the platform kept of a harvested DCAT description."""
    kept = texts_of(object_of(object_of(dataset, "extras"), "dcat"), "spatial_resolution")
    metres = [number for text in kept if (number := to_number(text)) and number > 0 and math.isfinite(number)]
    return SpatialResolution(metres=min(metres)) if metres else None
