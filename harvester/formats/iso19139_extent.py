"""Where and when: extents, resolution and reference systems of an ISO 19139 record."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from catalogue.record import Bbox
from catalogue.record_parts import Period, SpatialResolution
from harvester.formats.codes import find_epsg, open_ended
from harvester.formats.geometry import Extent, envelope, to_extent, to_number
from harvester.formats.iso19139_view import IsoView, is_named, iter_named
from harvester.formats.words import distinct, is_placeholder, squeeze

_METRES = {
    "m": 1.0,
    "metre": 1.0,
    "meter": 1.0,
    "metres": 1.0,
    "meters": 1.0,
    "km": 1000.0,
    "cm": 0.01,
    "dm": 0.1,
}
_SIDES = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extents:
    """The envelope of the boxes, the boxes, what had to be repaired, the places named, the periods."""

    bbox: Bbox | None
    boxes: tuple[Bbox, ...]
    repairs: tuple[str, ...]
    places: tuple[str, ...]
    periods: tuple[Period, ...]


def to_extents(view: IsoView, resource: etree._Element) -> Extents:
    """Return where and when the resource is about; several extents are kept beside their envelope."""
    bases = view.find_all("gmd:extent/* | srv:extent/*", resource)
    extents = [
        extent
        for base in bases
        for box in iter_named(base, "EX_GeographicBoundingBox")
        if (extent := _to_box(view, box))
    ]
    places = [text for base in bases for text in _places(view, base)]
    periods = [period for base in bases for period in _periods(base)]
    boxes = tuple(dict.fromkeys(extent.bbox for extent in extents))
    return Extents(
        bbox=envelope(boxes),
        boxes=boxes,
        repairs=distinct(repair for extent in extents for repair in extent.repairs),
        places=distinct(places),
        periods=tuple(dict.fromkeys(periods)),
    )


def to_resolution(view: IsoView, resource: etree._Element) -> SpatialResolution | None:
    """Return the finest scale denominator and the finest ground distance in metres."""
    scales = [
        int(number)
        for text in view.texts("gmd:spatialResolution/*/gmd:equivalentScale/*/gmd:denominator", resource)
        if (number := to_number(text)) and 1 <= number < 1e9
    ]
    metres = [
        number
        for element in view.find_all("gmd:spatialResolution/*/gmd:distance/*", resource)
        if (number := _metres(element))
    ]
    if not (scales or metres):
        return None
    return SpatialResolution(scale=min(scales, default=None), metres=min(metres, default=None))


def to_crs(view: IsoView) -> tuple[str, ...]:
    """Return the reference systems, as `EPSG:2154` where a code can be read."""
    codes = view.values("gmd:referenceSystemInfo/*/gmd:referenceSystemIdentifier/*/gmd:code")
    return distinct(
        find_epsg(code.href) or find_epsg(code.text) or code.in_french(view.main) for code in codes
    )


def _to_box(view: IsoView, box: etree._Element) -> Extent | None:
    sides = [to_number(view.plain(f"gmd:{side}", box)) for side in _SIDES]
    if any(side is None for side in sides):
        return None
    west, south, east, north = (side or 0.0 for side in sides)
    if west == south == east == north == 0:
        return None
    return to_extent(west, south, east, north)


def _places(view: IsoView, base: etree._Element) -> Iterator[str]:
    """Yield the names of EX_GeographicDescription, and what EX_Extent says in words."""
    if is_named(base, "EX_Extent"):
        yield from view.texts("gmd:description", base)
    for description in iter_named(base, "EX_GeographicDescription"):
        yield from view.texts("gmd:geographicIdentifier/*/gmd:code", description)


def _periods(base: etree._Element) -> Iterator[Period]:
    for element in iter_named(base, "TimePeriod"):
        period = open_ended(_position(element, "begin"), _position(element, "end"))
        if period.start or period.end:
            yield period
    for element in iter_named(base, "TimeInstant"):
        if not any(ancestor.tag.endswith(("}begin", "}end")) for ancestor in element.iterancestors()):
            text = next((squeeze(position.text) for position in iter_named(element, "timePosition")), "")
            if text and not is_placeholder(text):
                yield Period(start=text, end=text)


def _position(period: etree._Element, side: str) -> str | None:
    """Return `beginPosition` (GML 3.2 §14.2.2.7) or the instant inside `begin`; None where it is open."""
    for position in iter_named(period, f"{side}Position"):
        text = squeeze(position.text)
        return None if not text or is_placeholder(text) else text
    for holder in iter_named(period, side):
        for position in iter_named(holder, "timePosition"):
            return squeeze(position.text) or None
    return None


def _metres(element: etree._Element) -> float | None:
    unit = (element.get("uom") or "m").rsplit("#", 1)[-1].rsplit("/", 1)[-1].lower()
    number = to_number(element.text)
    factor = _METRES.get(unit)
    return number * factor if number and factor else None
