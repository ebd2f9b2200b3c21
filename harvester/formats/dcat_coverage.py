"""Where and when: `dct:spatial`, `dct:temporal` and resolutions of a DCAT description."""

import re
from dataclasses import dataclass
from functools import lru_cache

from catalogue.record import Bbox
from catalogue.record_parts import Period, SpatialResolution
from harvester.formats.codes import open_ended
from harvester.formats.dcat_quality import MEASURED, scale_of
from harvester.formats.geometry import Extent, envelope, parse_extent, to_number
from harvester.formats.rdf_graph import DC, DCAT, DCT, GEODCAT, RDFS, SCHEMA, SKOS, NodeView
from harvester.formats.rdf_terms import Term, is_blank, is_iri, is_literal, value_of
from harvester.formats.words import distinct, is_placeholder, squeeze

LOCN = "http://www.w3.org/ns/locn#"
GEO = "http://www.opengis.net/ont/geosparql#"
TIME = "http://www.w3.org/2006/time#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_GEOMETRIES = (DCAT + "bbox", LOCN + "geometry", GEO + "asWKT", GEO + "asGeoJSON", GEO + "hasGeometry")
_PLACE_NAMES = (
    LOCN + "geographicName",
    SKOS + "prefLabel",
    RDFS + "label",
    DCT + "title",
    DCT + "identifier",
)
_PLACES, _TEMPORAL = (DCT + "spatial", DC + "coverage"), DCT + "temporal"
_STARTS = (DCAT + "startDate", *(s + "startDate" for s in SCHEMA))
_ENDS = (DCAT + "endDate", *(s + "endDate" for s in SCHEMA))
_RESOLUTIONS = frozenset(
    {
        DCAT + "spatialResolutionInMeters",
        GEODCAT + "spatialResolutionAsText",
        RDFS + "comment",
        MEASURED,
    }
)
_MOMENTS = tuple(
    TIME + name
    for name in ("inXSDDate", "inXSDDateTimeStamp", "inXSDDateTime", "inXSDgYearMonth", "inXSDgYear")
)
_INSEE = re.compile(
    r"https?://id\.insee\.fr/geo/(region|departement|commune|arrondissementMunicipal)/(\w+)", re.IGNORECASE
)
_ZONE = re.compile(r"spatial/zones?/((?:fr|country|country-subset|country-group)[:/][\w:@/-]+?)/?$")
_INSEE_LEVELS = {"arrondissementmunicipal": "arrondissement-municipal"}
_COUNTRY = re.compile(r"authority/country/FRA$")
_SCALE = re.compile(r"\b1\s?[:/]\s?(\d{1,3}(?:[ .]?\d{3})*)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Territories as the source names them, the envelope of its boxes, the boxes, the repairs they needed."""

    territories: tuple[str, ...]
    bbox: Bbox | None
    boxes: tuple[Bbox, ...]
    repairs: tuple[str, ...]


def to_coverage(root: NodeView) -> Coverage:
    """Return where the data are about, from `dct:spatial` (nodes, IRIs, WKT, GeoJSON, names)."""
    names: list[str] = []
    extents: list[Extent] = []
    for term in root.terms(*_PLACES):
        found, read = _read_place(root, term)
        names += found
        extents += read
    boxes = sorted({extent.bbox for extent in extents})
    return Coverage(
        territories=tuple([name for name in distinct(names) if not is_placeholder(name)]),
        bbox=envelope(boxes),
        boxes=tuple(boxes),
        repairs=distinct([repair for extent in extents for repair in extent.repairs]),
    )


def to_periods(root: NodeView) -> list[Period]:
    """Return the periods of `dct:temporal`, earliest first, dates as the source writes them."""
    periods = [period for term in root.terms(_TEMPORAL) if (period := _to_period(root, term))]
    if len(periods) < 2:
        return periods
    return sorted(set(periods), key=lambda period: (period.start or "", period.end or ""))


def to_resolution(root: NodeView) -> SpatialResolution | None:
    """Return `dcat:spatialResolutionInMeters`, and the scale that GeoDCAT-AP measures or writes in words: as
    `spatialResolutionAsText` since its version 2, as a comment before.
    """
    if not root.says(_RESOLUTIONS):
        return None
    metres = [
        number for text in root.labels(DCAT + "spatialResolutionInMeters") if (number := to_number(text))
    ]
    if scale := scale_of(root):
        return SpatialResolution(scale=scale, metres=min(metres, default=None))
    for text in (*root.labels(GEODCAT + "spatialResolutionAsText"), *root.labels(RDFS + "comment")):
        if match := _SCALE.search(text):
            return SpatialResolution(scale=int(re.sub(r"\D", "", match[1])), metres=min(metres, default=None))
    return SpatialResolution(metres=min(metres)) if metres else None


def _read_place(root: NodeView, term: Term) -> tuple[list[str], list[Extent]]:
    if is_literal(term):
        extent = parse_extent(value_of(term))
        return ([], [extent]) if extent else ([squeeze(value_of(term))], [])
    if term not in root.graph:
        return [_zone_of(value_of(term)) or value_of(term)] if is_iri(term) else [], []
    place = root.graph.view(term)
    extents = _extents_of(place)
    zone = _zone_of(place.iri or "")
    if zone:
        return [zone], extents
    name = place.text(*_PLACE_NAMES)
    if name and (extent := parse_extent(name)):
        return [], [*extents, extent]
    fallback = place.iri if not extents else None
    return [text for text in (name or fallback,) if text], extents


def _extents_of(place: NodeView) -> list[Extent]:
    """Return the first geometry that can be read: the same place is often written as WKT and GeoJSON."""
    for predicate in _GEOMETRIES:
        for term in place.terms(predicate):
            if is_literal(term):
                if extent := parse_extent(value_of(term)):
                    return [extent]
            elif found := _extents_of(place.graph.view(term)) if is_blank(term) else []:
                return found
    return []


@lru_cache(maxsize=1_024)
def _zone_of(iri: str) -> str | None:
    """Return the zone id that an IRI of Insee, data.gouv.fr or the EU authority table stands for."""
    if match := _INSEE.match(iri):
        level = match[1].lower()
        return f"fr:{_INSEE_LEVELS.get(level, level)}:{match[2]}"
    if match := _ZONE.search(iri):
        return match[1].split("@")[0].replace("/", ":")
    return "country:fr" if _COUNTRY.search(iri) else None


def _to_period(root: NodeView, term: Term) -> Period | None:
    if is_literal(term):
        return _of_text(value_of(term))
    view = root.graph.view(term)
    start = view.text(*_STARTS) or _moment(view, TIME + "hasBeginning")
    end = view.text(*_ENDS) or _moment(view, TIME + "hasEnd")
    if start or end:
        return open_ended(start, end)
    if label := view.label():
        return _of_text(label)
    year = re.search(r"/(?:year|gregorian-year|AN)/?(\d{4})$", view.iri or "")
    return Period(start=year[1], end=year[1]) if year else None


def _of_text(text: str) -> Period | None:
    """ISO 8601 intervals are parted here; whatever else is written is left to normalisation."""
    line = squeeze(text)
    if not line or is_placeholder(line):
        return None
    if re.fullmatch(r"[\dT:.Z+-]*/[\dT:.Z+-]*", line):
        start, end = line.split("/")
        return open_ended(start or None, end or None)
    return Period(start=line)


def _moment(view: NodeView, predicate: str) -> str | None:
    for instant in view.views(predicate):
        if text := instant.text(*_MOMENTS):
            return text
    return view.text(predicate)
