"""The step for geographic detail: levels become codes, scales and cell sizes the spatial resolution.

"Maille 2kmx2km" is a grid cell of 2000 metres, "1:25000" a scale, "25 ha" a square of 500 metres.
"""

import re
from math import sqrt

from catalogue.record import Record
from catalogue.record_parts import SpatialResolution
from catalogue.vocabularies import load_vocabulary
from harvester.normalise.step import NormaliseContext, Notebook, StepResult, distinct

_SCALE = re.compile(r"1\s?[:/]\s?(\d[\d .\u00a0\u202f]{0,14})")
_SIZE = re.compile(
    r"(?:mailles?|grille|carreaux?|pas de)?\s*(\d{1,6}(?:[.,]\d{1,3})?)\s?(km|m|ha)(?:\s?[x×*]\s?.*)?",
    re.IGNORECASE,
)
_CELL = re.compile(r"mailles?|grille|carreau|[x×*]\s?\d", re.IGNORECASE)
_VINTAGE = re.compile(r"^([a-z_]+)(?:19|20)\d{2}$")


def normalise_granularities(record: Record, context: NormaliseContext) -> StepResult:  # noqa: ARG001
    """Read every level; a resolution that the record states already stays."""
    if not record.granularities:
        return StepResult(record=record)
    notes = Notebook("granularities")
    vocabulary, found = load_vocabulary("granularities"), []
    measured: list[SpatialResolution] = []
    for text in record.granularities:
        vintage = _VINTAGE.match(text.strip())
        term = vocabulary.find(vintage[1] if vintage else text)
        resolution = None if term else parse_resolution(text)
        if term is None and resolution and resolution.metres and _CELL.search(text):
            term = vocabulary.get("carreau")
        if term:
            notes.made("granularities", text, term.id, 0.9)
            found.append(term.id)
        if resolution and record.spatial_resolution is None:
            notes.made("granularities", text, f"{resolution.scale or resolution.metres:g}", 0.8)
            measured.append(resolution)
        elif not term:
            notes.missed("granularities", text)
    return notes.close(
        record,
        granularities=distinct(found),
        spatial_resolution=record.spatial_resolution or _finest(measured),
    )


def parse_resolution(text: str) -> SpatialResolution | None:
    """Return the scale ("1:25 000") or the ground distance ("10m", "2kmx2km", "25 ha") that a text gives."""
    stripped = text.strip()
    if found := _SCALE.fullmatch(stripped):
        scale = int(re.sub(r"\D", "", found[1]))
        return SpatialResolution(scale=scale) if scale else None
    if not (found := _SIZE.fullmatch(stripped)):
        return None
    size, unit = float(found[1].replace(",", ".")), found[2].lower()
    metres = {"m": size, "km": size * 1000, "ha": sqrt(size * 10_000)}[unit]
    return SpatialResolution(metres=metres) if metres else None


def _finest(measured: list[SpatialResolution]) -> SpatialResolution | None:
    if not measured:
        return None
    scales = [item.scale for item in measured if item.scale]
    metres = [item.metres for item in measured if item.metres]
    return SpatialResolution(scale=min(scales, default=None), metres=min(metres, default=None))
