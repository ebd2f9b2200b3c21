"""Where and when: the places, boxes, levels and periods of a CKAN package."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.folding import fold_label
from catalogue.record_parts import Period, SpatialResolution
from harvester.formats.ckan_package import CkanPackage, mappings, to_text, to_texts
from harvester.formats.codes import around, open_ended
from harvester.formats.geometry import Extent, envelope, parse_extent, to_extent, to_number
from harvester.formats.words import distinct, is_placeholder

_PLACES = (
    "spatial_text", "spatial_coverage", "spatial_uri", "spatial_name", "geocover", "geographic_coverage",
    "territory", "territoire", "couverture_spatiale", "couverture_geographique",
)  # fmt: skip
_SCOPES = frozenset({
    "communale", "intercommunale", "departementale", "interdepartementale", "regionale", "interregionale",
    "nationale", "europeenne", "internationale", "mondiale", "jurisdiction",
})  # fmt: skip
"""What IDGO's `geocover` tells of a reach, without naming a place: that is no territory."""
_UNTOLD = frozenset({"indefinie", "undefined", "other", "autre"})
_SIDES = ("bbox_west_long", "bbox_south_lat", "bbox_east_long", "bbox_north_lat")
_STARTS = ("temporal_start", "temporal_coverage_from", "temporal_extent_begin", "date_debut", "start_date")
_ENDS = ("temporal_end", "temporal_coverage_to", "temporal_extent_end", "date_fin", "end_date")
_GEOMETRIES = ("bbox", "geom", "centroid")


def to_coverage(read: CkanPackage) -> dict[str, Any]:
    """Return territories, box, levels, resolution and period; dates and places as the source writes them."""
    names, extents = _read_places(read)
    extents = extents or _of_sides(read)
    periods = tuple(_list_periods(read))
    boxes = sorted({extent.bbox for extent in extents})
    metres = [number for text in read.texts("spatial_resolution_in_meters") if (number := to_number(text))]
    scopes = [name for name in names if fold_label(name) in _SCOPES]
    levels = read.texts("granularity", "granularite", "spatial_granularity", "spatial_resolution", "echelle")
    return {
        "territories": tuple(name for name in names if name not in scopes),
        "bbox": envelope(boxes),
        "granularities": tuple(text for text in levels if fold_label(text) not in _UNTOLD),
        "spatial_resolution": SpatialResolution(metres=min(metres)) if metres else None,
        "temporal": around(periods),
        "extras": {
            "spatial_scope": scopes,
            "bboxes": [list(box) for box in boxes] if len(boxes) > 1 else [],
            "periods": [[period.start, period.end] for period in periods] if len(periods) > 1 else [],
            "repairs": list(distinct(repair for extent in extents for repair in extent.repairs)),
            "unread_geometry": _unread(read, extents),
        },
    }


def _read_places(read: CkanPackage) -> tuple[tuple[str, ...], list[Extent]]:
    """`spatial` is a geometry; the others hold names, and geometries where a portal has no better place."""
    names: list[str] = []
    extents: list[Extent] = []
    for key in ("spatial", *_PLACES):
        for value in _each(read.value(key)):
            extent = _to_extent(value)
            extents += [extent] if extent else []
            if isinstance(value, Mapping):
                names += to_texts([value.get("text") or value.get("uri")])
            elif extent is None and not _is_geometry(value):
                names += to_texts(value)
    return tuple(name for name in distinct(names) if not is_placeholder(name)), extents


def _is_geometry(value: Any) -> bool:
    """Tell whether a text means to be a geometry, well or badly written."""
    return str(value).lstrip().startswith(("{", "<"))


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _to_extent(value: Any) -> Extent | None:
    """Return the extent of a GeoJSON object, of a text that is a geometry, or of a described place."""
    if isinstance(value, str):
        return parse_extent(value)
    if not isinstance(value, Mapping):
        return None
    if "type" in value:
        return parse_extent(json.dumps(value))
    return next(
        (extent for key in _GEOMETRIES for each in mappings(value.get(key)) if (extent := _to_extent(each))),
        None,
    )


def _of_sides(read: CkanPackage) -> list[Extent]:
    """Return the box of ckanext-spatial: four extras of one side each."""
    sides = [to_number(read.text(name)) for name in _SIDES]
    if None in sides:
        return []
    west, south, east, north = (side or 0.0 for side in sides)
    extent = to_extent(west, south, east, north)
    return [extent] if extent else []


def _unread(read: CkanPackage, extents: list[Extent]) -> Any:
    """Return the geometry that is no place on Earth, or cannot be read."""
    value = read.value("spatial")
    told = value if isinstance(value, Mapping) or _is_geometry(value) else None
    sides = [read.text(name) for name in _SIDES]
    return None if extents else told or (sides if any(sides) else None)


def _list_periods(read: CkanPackage) -> Iterator[Period]:
    for entry in read.entries("temporal_coverage", "temporal"):
        start, end = to_text(entry.get("start")), to_text(entry.get("end"))
        if start or end:
            yield open_ended(start, end)
    start, end = read.text(*_STARTS), read.text(*_ENDS)
    if start or end:
        yield open_ended(start, end)
        return
    for value in (read.value("temporal_coverage"), read.value("temporal", "periode")):
        if (text := to_text(value)) and not mappings(value):
            yield Period(start=text)
