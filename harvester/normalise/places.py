"""What the words for a territory mean: an id, an address, a code, a name, several names, all but a part.

Pure reading of one text with the gazetteer; the step `territories` applies it to a record.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.folding import fold_label
from catalogue.remembering import remembered
from catalogue.territories import LOCAL_LEVELS, Gazetteer, Level, Zone

_INSEE = re.compile(r"https?://id\.insee\.fr/geo/(\w+)/(\w+)")
_INSEE_LEVELS: dict[str, Level] = {
    "region": "region",
    "departement": "departement",
    "commune": "commune",
    "arrondissementmunicipal": "arrondissement-municipal",
    "intercommunalite": "epci",
}
_CODES: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[ABab]|97[1-8]|98[4-9]"), "departement"),
    (re.compile(r"\d{5}|2[ABab]\d{3}"), "commune"),
    (re.compile(r"[12]\d{8}"), "epci"),
)
_BUT = re.compile(
    r"^([^(]{1,200}?)[\s(]+(?:hors|sauf|excepté|à l'exception de)\s+([^()]{1,200})\)?$", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_AND = re.compile(r"\s+(?:et|and|\+|&)\s+|\s*[,;|+]\s*|\s+/\s+")
_LEVEL_WORD = re.compile(r"^(r[ée]gions?|d[ée]partements?|communes?|villes?)\s", re.IGNORECASE)
_COMMON_WORDS = frozenset(
    {"aucun", "bois", "chemin", "estuaire", "foret", "mer", "plaine", "pont", "port", "rue"}
)
"""Names of a commune or EPCI that sources write for the thing itself, or for nothing."""
_SINGULAR = {"r": "Région", "d": "Département", "c": "Commune", "v": "Ville"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The zones that a text means, how sure that is, and the parts of it that mean nothing known."""

    zones: tuple[Zone, ...]
    confidence: float
    unread: tuple[str, ...] = ()


@remembered(10_000)
def read_place(text: str, gazetteer: Gazetteer) -> Place:
    """Return what a text means; `zones` is empty where it means nothing known, or several things."""
    for read in (_by_code, _by_name, _all_but, _several, _without_aside):
        if place := read(text.strip(), gazetteer):
            return place
    return Place(zones=(), confidence=1.0, unread=(text,))


def _by_code(text: str, gazetteer: Gazetteer) -> Place | None:
    if zone := gazetteer.find(text):
        return Place(zones=(zone,), confidence=1.0)
    if (found := _INSEE.match(text)) and (level := _INSEE_LEVELS.get(found[1].lower())):
        zone = gazetteer.find_by_code(level, found[2])
        return Place(zones=(zone,), confidence=1.0) if zone else None
    for pattern, level in _CODES:
        if pattern.fullmatch(text) and (zone := gazetteer.find_by_code(level, text)):
            return Place(zones=(zone,), confidence=0.8)
    return None


def _by_name(text: str, gazetteer: Gazetteer) -> Place | None:
    """A former région comes before a place as small as a commune: "Bourgogne" is no village of the Marne."""
    has_level = bool(_LEVEL_WORD.match(text))
    zone = gazetteer.find_by_name(text) if fold_label(text) not in _COMMON_WORDS else None
    if zone and (has_level or zone.level not in LOCAL_LEVELS):
        return Place(zones=(zone,), confidence=0.95 if has_level else 0.85)
    if former := gazetteer.find_former_region(text):
        return Place(zones=former, confidence=0.8)
    return Place(zones=(zone,), confidence=0.85) if zone else None


def _all_but(text: str, gazetteer: Gazetteer) -> Place | None:
    """Read "France métropolitaine (hors Corse)": the regions of the base, without those named."""
    found = _BUT.match(text)
    if not found:
        return None
    base, less = read_place(found[1], gazetteer), read_place(found[2], gazetteer)
    if not base.zones or not less.zones or less.unread or any(zone.level != "region" for zone in less.zones):
        return Place(zones=base.zones, confidence=0.5, unread=(*base.unread, text)) if base.zones else None
    zones = tuple(part for zone in base.zones for part in _parts_without(zone, less.zones, gazetteer))
    return Place(zones=zones, confidence=min(0.8, base.confidence), unread=base.unread)


def _parts_without(zone: Zone, less: Sequence[Zone], gazetteer: Gazetteer) -> Sequence[Zone]:
    if not any(zone.id in part.parents for part in less):
        return (zone,)
    parts = (*gazetteer.list_within(zone.id, "region"), *gazetteer.list_within(zone.id, "collectivite"))
    return tuple(part for part in parts if part not in less)


def _several(text: str, gazetteer: Gazetteer) -> Place | None:
    """Read "Régions Bretagne et Pays de la Loire": each part with the level word in front.

    A zone that holds another of the text stands for both: "France et DROM" is France.
    """
    parts = [part for part in _AND.split(_ASIDE.sub("", text)) if part]
    if len(parts) < 2:
        return None
    word = _LEVEL_WORD.match(text)
    prefix = f"{_SINGULAR[word[1][0].lower()]} " if word else ""
    parts[0] = parts[0][word.end() :] if word else parts[0]
    named = [part if _LEVEL_WORD.match(part) else prefix + part for part in parts]
    places = [
        _by_code(part, gazetteer) or _by_name(name, gazetteer)
        for part, name in zip(parts, named, strict=True)
    ]
    zones = tuple(dict.fromkeys(zone for place in places if place for zone in place.zones))
    if not zones:
        return None
    unread = tuple(part for part, place in zip(parts, places, strict=True) if place is None)
    aside = tuple(_ASIDE.findall(text))
    outer = tuple(zone for zone in zones if not any(other.id in zone.parents for other in zones))
    return Place(zones=outer, confidence=0.7, unread=tuple(item.strip() for item in (*unread, *aside)))


def _without_aside(text: str, gazetteer: Gazetteer) -> Place | None:
    bare = _ASIDE.sub("", text)
    if bare in (text, ""):
        return None
    place = read_place(bare, gazetteer)
    aside = text[len(bare) :].strip()
    if place.zones and (same := _by_code(aside.strip("()").strip(), gazetteer)) and same.zones == place.zones:
        return place
    return Place(zones=place.zones, confidence=0.6, unread=(*place.unread, aside)) if place.zones else None
