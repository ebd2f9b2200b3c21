"""Where and when of an ISO 19139 record."""

from cli.portals.iso_xml import Element, element, string
from cli.portals.samples import Sample

BOUNDS = ("westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude")


def geographic_extents(name: str, sample: Sample) -> list[Element]:
    """Return one extent per place; the first box goes to the first place, a place may have none."""
    places: list[str | None] = [*sample.coverage]
    boxes: list[str | None] = [*sample.extents]
    length = max(len(places), len(boxes))
    places += [None] * (length - len(places))
    boxes += [None] * (length - len(boxes))
    return [_extent(name, place, box) for place, box in zip(places, boxes, strict=True)]


def temporal_extent(name: str, sample: Sample) -> Element | None:
    """Return a period; one with an open end says so, as the cleaning rules of GeoNetwork catalogues ask."""
    if not sample.period:
        return None
    begin, end = sample.period[0], sample.period[1] if len(sample.period) > 1 else None
    span = element(
        "gml:TimePeriod",
        element("gml:beginPosition", text=begin),
        element("gml:endPosition", text=end)
        if end
        else element("gml:endPosition", indeterminatePosition="unknown"),
        gml__id=f"periode-{sample.slug}",
    )
    time = element("gmd:EX_TemporalExtent", element("gmd:extent", span))
    return element(name, element("gmd:EX_Extent", element("gmd:temporalElement", time)))


def _extent(name: str, place: str | None, box: str | None) -> Element:
    geographic = None if box is None else element("gmd:geographicElement", _box(box))
    return element(name, element("gmd:EX_Extent", string("gmd:description", place), geographic))


def _box(box: str) -> Element:
    """Write `west south east north` (degrees) in the order of the standard: west, east, south, north."""
    west, south, east, north = box.split()
    values = zip(BOUNDS, (west, east, south, north), strict=True)
    sides = [element(f"gmd:{name}", element("gco:Decimal", text=value)) for name, value in values]
    return element("gmd:EX_GeographicBoundingBox", *sides)
