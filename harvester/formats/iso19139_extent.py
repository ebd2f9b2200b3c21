"""Where and when: extents, resolution and reference systems of an ISO 19139 record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.record import Bbox
from catalogue.record_parts import Period, SpatialResolution
from harvester.formats.codes import find_epsg, open_ended
from harvester.formats.geometry import Extent, envelope, to_extent, to_number
from harvester.formats.iso19139_view import IsoNode, together
from harvester.formats.words import squeeze, unique

_METRES = {
    "m": 1.0, "metre": 1.0, "meter": 1.0, "metres": 1.0, "meters": 1.0, "km": 1000.0, "cm": 0.01, "dm": 0.1,
}  # fmt: skip
_SIDES = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extents:
    """The envelope of the boxes, the boxes, what had to be repaired, the places named, the periods."""

    bbox: Bbox | None
    boxes: tuple[Bbox, ...]
    repairs: tuple[str, ...]
    places: tuple[str, ...]
    periods: tuple[Period, ...]


def to_extents(resource: IsoNode) -> Extents:
    """Return where and when the resource is about; several extents are kept beside their envelope.

    The extent with a box need not be the first, and a box that can't be one on Earth is left out.
    """
    return together(_to_whole, resource.all("extent"))


def _to_whole(bases: Sequence[IsoNode]) -> Extents:
    parts = [base.once(_to_part) for base in bases]
    if len(parts) == 1:
        return parts[0]
    boxes = tuple(dict.fromkeys([box for part in parts for box in part.boxes]))
    return Extents(
        bbox=envelope(boxes),
        boxes=boxes,
        repairs=unique([repair for part in parts for repair in part.repairs]),
        places=unique([place for part in parts for place in part.places]),
        periods=tuple(dict.fromkeys([period for part in parts for period in part.periods])),
    )


def to_resolution(resource: IsoNode) -> SpatialResolution | None:
    """Return the finest scale denominator and the finest ground distance in metres."""
    return together(_finest, resource.all("spatialResolution"))


def _finest(resolutions: Sequence[IsoNode]) -> SpatialResolution | None:
    said = [node.once(_scales_and_metres) for node in resolutions]
    scales = [scale for found, _ in said for scale in found]
    metres = [number for _, found in said for number in found]
    if not (scales or metres):
        return None
    return SpatialResolution(scale=min(scales, default=None), metres=min(metres, default=None))


def to_crs(record: IsoNode) -> tuple[str, ...]:
    """Return the reference systems, as `EPSG:2154` where a code can be read."""
    return together(_crs_of, record.all("referenceSystemInfo"))


def _crs_of(systems: Sequence[IsoNode]) -> tuple[str, ...]:
    return unique([name for info in systems for name in info.once(_crs_names)])


def _crs_names(info: IsoNode) -> list[str]:
    return [
        find_epsg(code.href) or find_epsg(code.main) or code.text or squeeze(code.href)
        for code in info.values("referenceSystemIdentifier/code")
    ]


def _scales_and_metres(resolution: IsoNode) -> tuple[list[int], list[float]]:
    scales = [
        int(number)
        for text in resolution.texts("equivalentScale/denominator")
        if (number := to_number(text)) and 1 <= number < 1e9
    ]
    return scales, [number for node in resolution.all("distance") if (number := _metres(node))]


def _to_part(base: IsoNode) -> Extents:
    """Return what one EX_Extent says."""
    extents = [extent for box in _boxes(base) if (extent := _to_box(box))]
    boxes = tuple(dict.fromkeys([extent.bbox for extent in extents]))
    return Extents(
        bbox=envelope(boxes),
        boxes=boxes,
        repairs=unique([repair for extent in extents for repair in extent.repairs]),
        places=unique(_places(base)),
        periods=tuple(dict.fromkeys(_periods(base))),
    )


def _boxes(extent: IsoNode) -> list[IsoNode]:
    found = [*extent.all("geographicElement"), *extent.all("temporalElement/spatialExtent")]
    return [node for node in found if "westBoundLongitude" in node.parts]


def _to_box(box: IsoNode) -> Extent | None:
    sides = [to_number(box.plain(side)) for side in _SIDES]
    if any(side is None for side in sides):
        return None
    west, south, east, north = (side or 0.0 for side in sides)
    if west == south == east == north == 0:
        return None
    return to_extent(west, south, east, north)


def _places(extent: IsoNode) -> list[str]:
    """Return what EX_Extent says in words, and the names of EX_GeographicDescription."""
    return [*extent.texts("description"), *extent.texts("geographicElement/geographicIdentifier/code")]


def _periods(extent: IsoNode) -> Iterator[Period]:
    """Yield the periods and instants of GML (3.2 §14.2.2)."""
    for time in extent.all("temporalElement/extent"):
        if time.cls == "TimePeriod":
            period = open_ended(_position(time, "begin"), _position(time, "end"))
            if period.start or period.end:
                yield period
        elif text := time.plain("timePosition"):
            yield Period(start=text, end=text)


def _position(period: IsoNode, side: str) -> str | None:
    """Return `beginPosition`, or the instant inside `begin`; None where it is open."""
    return period.plain(f"{side}Position") or period.plain(f"{side}/timePosition")


def _metres(distance: IsoNode) -> float | None:
    unit = (distance.attributes.get("uom") or "m").rsplit("#", 1)[-1].rsplit("/", 1)[-1].lower()
    number = to_number(distance.raw)
    factor = _METRES.get(unit)
    return number * factor if number and factor else None
