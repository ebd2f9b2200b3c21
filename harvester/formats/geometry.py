"""Bounding boxes in WGS84 from what catalogues write: four numbers, WKT, GeoJSON, GML envelopes.

A box is `(west, south, east, north)` in degrees. Sides that are swapped are put right and the repair is
named; what cannot be a box on Earth is none.
"""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.record import Bbox

WEST_EAST_SWAPPED = "west-east-swapped"
SOUTH_NORTH_SWAPPED = "south-north-swapped"
AXES_SWAPPED = "axes-swapped"
ACROSS_ANTIMERIDIAN = "across-antimeridian"

MAX_CHARACTERS = 2_000_000
# No way of reading a text twice: quantifiers are possessive, so that no text takes longer than it is long.
_NUMBER = r"[-+]?+(?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][-+]?+\d{1,3}+)?+"
_PAIR = re.compile(rf"(?<![\d.])({_NUMBER})\s++({_NUMBER})(?:\s++{_NUMBER})*+")
_NUMBERS = re.compile(_NUMBER)
_WKT = re.compile(
    r"\s*+(?:<([^>]*+)>\s*+)?+(?:SRID=\d++;\s*+)?+([A-Z]++)(?:\s++(?:ZM|Z|M))?+\s*+\(", re.IGNORECASE
)
_CORNER = re.compile(rf"<(?:\w++:)?+(lowerCorner|upperCorner)[^<>]*+>\s*+({_NUMBER})\s++({_NUMBER})")
_BETWEEN = r"(?:\s*+[,;]\s*+|\s++)"
_FOUR = re.compile(rf"\s*+{_BETWEEN.join([f'({_NUMBER})'] * 4)}\s*+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A box and how it had to be repaired."""

    bbox: Bbox
    repairs: tuple[str, ...] = ()


def to_extent(west: float, south: float, east: float, north: float) -> Extent | None:
    """Return the extent of four sides in degrees, None where they are not on Earth.

    West above east by less than half the globe is a swap (one French record in five); by more, the box
    crosses the antimeridian and is widened to the whole circle.
    """
    sides, repairs = (west, south, east, north), list[str]()
    if not all(map(math.isfinite, sides)):
        return None
    if south > north:
        south, north = north, south
        repairs.append(SOUTH_NORTH_SWAPPED)
    if west > east and west - east > 180:
        west, east = -180.0, 180.0
        repairs.append(ACROSS_ANTIMERIDIAN)
    elif west > east:
        west, east = east, west
        repairs.append(WEST_EAST_SWAPPED)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return None
    return Extent(bbox=(float(west), float(south), float(east), float(north)), repairs=tuple(repairs))


def parse_extent(text: str) -> Extent | None:
    """Return the extent of a geometry written as GeoJSON, WKT, GML or `west,south,east,north`, else None."""
    if len(text) > MAX_CHARACTERS:
        return None
    if text.lstrip().startswith("{"):
        return _of_points(_geojson_points(text))
    if match := _WKT.match(text):
        return _of_wkt(text, match)
    if "Corner" in text:
        return _of_corners(text)
    if match := _FOUR.fullmatch(text):
        west, south, east, north = (float(number) for number in match.groups())
        return to_extent(west, south, east, north)
    return None


def envelope(boxes: Sequence[Bbox]) -> Bbox | None:
    """Return the smallest box around all boxes."""
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return (min(west), min(south), max(east), max(north))


def to_number(text: str | None) -> float | None:
    """Return a finite number, a French decimal comma allowed, else None."""
    try:
        number = float((text or "").strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _of_wkt(text: str, match: re.Match[str]) -> Extent | None:
    """GeoSPARQL 1.1 §8.5.1: the CRS comes first, CRS84 (longitude first) where none is named."""
    body = text[match.end() :]
    if match[2].upper() in ("ENVELOPE", "BBOX"):
        numbers = [float(number) for number in _NUMBERS.findall(body)[:4]]
        return to_extent(numbers[0], numbers[3], numbers[1], numbers[2]) if len(numbers) == 4 else None
    points = [(float(x), float(y)) for x, y in _PAIR.findall(body)]
    if "EPSG/0/4326" in (match[1] or "") or "EPSG::4326" in (match[1] or ""):
        points = [(y, x) for x, y in points]
    return _of_points(points)


def _of_corners(text: str) -> Extent | None:
    corners = {name: (float(x), float(y)) for name, x, y in _CORNER.findall(text)}
    return _of_points(corners.values()) if len(corners) == 2 else None


def _of_points(points: Iterable[tuple[float, float]]) -> Extent | None:
    pairs = list(points)
    if not pairs:
        return None
    xs, ys = zip(*pairs, strict=True)
    extent = to_extent(min(xs), min(ys), max(xs), max(ys))
    if extent is None and (turned := to_extent(min(ys), min(xs), max(ys), max(xs))):
        return Extent(bbox=turned.bbox, repairs=(AXES_SWAPPED,))
    return extent


def _geojson_points(text: str) -> list[tuple[float, float]]:
    try:
        geometry = json.loads(text)
    except (ValueError, RecursionError):
        return []
    points: list[tuple[float, float]] = []
    _collect(geometry, points, depth=0)
    return points


def _collect(value: Any, points: list[tuple[float, float]], depth: int) -> None:
    """Gather the positions of a GeoJSON object (RFC 7946): lists that begin with two numbers."""
    if depth > 12:
        return
    if isinstance(value, dict):
        for key in ("coordinates", "geometry", "geometries", "features"):
            _collect(value.get(key), points, depth + 1)
    elif isinstance(value, list):
        if len(value) >= 2 and all(type(part) in (int, float) and math.isfinite(part) for part in value[:2]):
            points.append((float(value[0]), float(value[1])))
        else:
            for part in value:
                _collect(part, points, depth + 1)
