"""The gazetteer: which territories exist, what contains them, and which one a code or a name means.

Today's territories only; the codes and names of communes that merged lead to the commune of today. Large
zones are read without the table of communes, which is loaded when first needed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import get_args

from catalogue.folding import fold_label
from catalogue.territories.errors import ZoneUnknown
from catalogue.territories.local import LocalZones, Rows, load_local
from catalogue.territories.naming import commune_key, epci_key, parse_name, quarter_key, upper_key
from catalogue.territories.upper import UpperZones, load_upper
from catalogue.territories.zone import EUROPEAN_UNION, FRANCE, WORLD, Level, Zone, zone_id

LEVELS: tuple[Level, ...] = get_args(Level)
LOCAL_LEVELS: tuple[Level, ...] = ("commune", "epci", "arrondissement-municipal")
_OLD_WORDS = {"town": "commune", "county": "departement"}
_CODE_WIDTH: Mapping[str, int] = {"region": 2, "departement": 2, "commune": 5, "arrondissement-municipal": 5}
_OUTSIDE_UNION = frozenset({"975", "977", "984", "986", "987", "988", "989"})
"""Overseas countries and territories of the Treaty (TFEU annex II); Saint-Martin is an outermost region
(349).
"""
_BELOW: Mapping[Level, tuple[Level, ...]] = {
    "country-group": ("country",),
    "country": ("region", "collectivite"),
    "country-subset": ("region", "collectivite"),
    "region": ("departement",),
    "departement": ("commune",),
    "collectivite": ("commune",),
    "epci": ("commune",),
    "commune": ("arrondissement-municipal",),
}


class Gazetteer:
    """Today's territories of France; reading is lazy and shared, so an instance costs nothing."""

    def __init__(self) -> None:
        self._made: dict[str, Zone] = {}

    @cached_property
    def _upper(self) -> UpperZones:
        return load_upper()

    @cached_property
    def _local(self) -> LocalZones:
        return load_local()

    @property
    def vintage(self) -> str:
        """The year of the code officiel géographique."""
        return self._upper.vintage

    def get(self, zone_id: str) -> Zone:
        """Return the zone of an id; raises `ZoneUnknown`."""
        if zone := self.find(zone_id):
            return zone
        raise ZoneUnknown(zone_id)

    def find(self, text: str) -> Zone | None:
        """Return the zone of an id, also in the older forms of data.gouv.fr.

        These are `fr/town/75056`, `fr:departement:80@1990-02-27` and `fr:departement:987` for a collectivité.
        """
        if zone := self._upper.zones.get(text) or self._made.get(text):
            return zone
        words = re.split("[:/]", text.strip().partition("@")[0])
        if len(words) != 3 or words[0] != "fr":
            return self._upper.zones.get(":".join(words))
        level = _OLD_WORDS.get(words[1], words[1])
        return self.find_by_code(level, words[2]) if level in LEVELS else None

    def find_by_code(self, level: Level, code: str) -> Zone | None:
        """Return the zone of an INSEE or SIREN code; the code of a merged commune leads to today's."""
        padded = code.strip().zfill(_CODE_WIDTH.get(level, 0))
        padded = padded if level.startswith("country") else padded.upper()
        if level not in LOCAL_LEVELS:
            wanted = (zone_id(kind, padded) for kind in (level, *_collectivite_too(level)))
            return next((self._upper.zones[item] for item in wanted if item in self._upper.zones), None)
        rows = self._rows(level)
        number = rows.number_of.get(padded)
        if number is None and level == "commune":
            number = rows.number_of.get(self._local.former_codes.get(padded, ""))
        return None if number is None else self._zone(rows, number)

    def find_by_name(self, text: str, levels: Sequence[Level] | None = None) -> Zone | None:
        """Return the zone that a name means, or None where it means none or several.

        Without `levels`, or a level word in the text ("Région X", "Département de la Sarthe", "CC de Blaye"),
        large zones come before small ones: "Vienne" is the département. A commune whose name is borne by
        several needs its département: "Saint-Denis (93)", "Saint-Denis, La Réunion".
        """
        written = parse_name(text)
        whole = fold_label(text)
        for level in levels or ((written.level,) if written.level else _BY_DEFAULT):
            found = self._named(level, whole) if whole != written.name else None
            if found := found or self._named(level, written.name, written.qualifier):
                return found
        return None

    def find_former_region(self, text: str) -> tuple[Zone, ...]:
        """Return the départements that a région of before 2016 was ("Alsace", or its INSEE code); or
        nothing.
        """
        key = upper_key(parse_name(text).name)
        for (code, label), departements in self._upper.former_regions.items():
            if text == code or key == upper_key(fold_label(label)):
                return tuple(self.get(departement) for departement in departements)
        return ()

    def ancestors(self, zone_id: str) -> tuple[Zone, ...]:
        """Return all that contains a zone whole, nearest first: its parents, then the European Union, the
        world.

        Raises `ZoneUnknown`.
        """
        zone = self.get(zone_id)
        found = tuple(self._upper.zones.get(parent) or self.get(parent) for parent in zone.parents)
        if FRANCE not in zone.parents:
            return found
        outside = any(code in _OUTSIDE_UNION for code in _collectivites_of(zone))
        return (
            *found,
            *(self._upper.zones[group] for group in ((WORLD,) if outside else (EUROPEAN_UNION, WORLD))),
        )

    def children(self, zone_id: str) -> tuple[Zone, ...]:
        """Return the zones of the next level down: régions, départements, communes, arrondissements
        municipaux.

        Raises `ZoneUnknown`.
        """
        zone = self.get(zone_id)
        found = (self.list_within(zone_id, level) for level in _BELOW.get(zone.level, ()))
        return tuple(child for zones in found for child in zones)

    def list_within(self, zone_id: str, level: Level) -> tuple[Zone, ...]:
        """Return every zone of a level that lies whole inside a zone, by code."""
        if level == "commune" and zone_id.startswith("fr:epci:"):
            codes = self._local.members.get(zone_id.rpartition(":")[2], ())
            return tuple(self.get(f"fr:commune:{code}") for code in codes)
        return tuple(zone for zone in self.list_level(level) if zone_id in zone.parents)

    def list_level(self, level: Level) -> tuple[Zone, ...]:
        """Return every zone of a level, by code: 18 régions, 101 départements, 8 collectivités …"""
        if level in LOCAL_LEVELS:
            rows = self._rows(level)
            return tuple(self._zone(rows, number) for number in range(len(rows.codes)))
        return tuple(zone for zone in self._upper.zones.values() if zone.level == level)

    def _rows(self, level: Level) -> Rows:
        rows = self._local.rows(level)
        if rows is None:
            raise ZoneUnknown(level)
        return rows

    def _zone(self, rows: Rows, number: int) -> Zone:
        key = zone_id(rows.level, rows.codes[number])
        if key not in self._made:
            self._made[key] = Zone(
                id=key,
                level=rows.level,
                code=rows.codes[number],
                label=rows.names[number],
                parents=self._parents(rows, number),
                population=rows.populations[number],
            )
        return self._made[key]

    def _parents(self, rows: Rows, number: int) -> tuple[str, ...]:
        code, up = rows.codes[number], rows.up[number]
        if rows.level == "arrondissement-municipal":
            commune = self.get(f"fr:commune:{up}")
            return (commune.id, *commune.parents)
        if rows.level == "epci":
            return self._common_parents(self._local.members[code])
        above = self._above(code)
        return (f"fr:epci:{up}", *above) if up else above

    def _common_parents(self, communes: Iterable[str]) -> tuple[str, ...]:
        above = [self._above(start) for start in sorted({_departement_code(code) for code in communes})]
        return tuple(parent for parent in above[0] if all(parent in others for others in above))

    @cached_property
    def _above(self) -> Callable[[str], tuple[str, ...]]:
        """The ids of the département (or collectivité) of an INSEE code and of all above it."""

        @cache
        def above(departement: str) -> tuple[str, ...]:
            zone = self.find_by_code("departement", departement)
            return (zone.id, *zone.parents) if zone else ()

        return lambda code: above(_departement_code(code))

    def _named(self, level: Level, folded: str, qualifier: str | None = None) -> Zone | None:
        if level == "commune":
            return self._named_commune(folded, qualifier)
        if level == "epci":
            return self._only(self._rows(level), self._epci_names.get(epci_key(folded), ()))
        if level == "arrondissement-municipal":
            key = quarter_key(folded)
            return self._only(self._rows(level), self._quarter_names.get(key, ()) if key else ())
        return self._upper_names.get((level, upper_key(folded))) if qualifier is None else None

    def _only(self, rows: Rows, numbers: Sequence[int]) -> Zone | None:
        return self._zone(rows, numbers[0]) if len(numbers) == 1 else None

    def _named_commune(self, folded: str, qualifier: str | None) -> Zone | None:
        rows = self._rows("commune")
        key = commune_key(folded)
        numbers = rows.folded.get(key, ()) or tuple(
            rows.number_of[code] for code in self._local.former_names.get(key, ())
        )
        if qualifier is not None:
            place = self.find_by_code("departement", qualifier) or self.find_by_name(qualifier, _QUALIFYING)
            numbers = tuple(n for n in numbers if place and place.id in self._above(rows.codes[n]))
        return self._only(rows, numbers)

    @cached_property
    def _upper_names(self) -> Mapping[tuple[Level, str], Zone]:
        named: dict[tuple[Level, str], Zone] = {}
        for zone in self._upper.zones.values():
            for name in (zone.label, *self._upper.aliases.get(zone.id, ())):
                named[zone.level, upper_key(fold_label(name))] = zone
        return named

    @cached_property
    def _epci_names(self) -> Mapping[str, tuple[int, ...]]:
        rows = self._rows("epci")
        named: dict[str, tuple[int, ...]] = {}
        for folded, numbers in rows.folded.items():
            named[epci_key(folded)] = named.get(epci_key(folded), ()) + numbers
        for zone, aliases in self._upper.aliases.items():
            if zone.startswith("fr:epci:"):
                number = rows.number_of[zone.removeprefix("fr:epci:")]
                named |= {epci_key(fold_label(alias)): (number,) for alias in aliases}
        return named

    @cached_property
    def _quarter_names(self) -> Mapping[str, tuple[int, ...]]:
        rows = self._rows("arrondissement-municipal")
        return {key: numbers for name, numbers in rows.folded.items() if (key := quarter_key(name))}


_BY_DEFAULT: tuple[Level, ...] = (
    "country",
    "country-subset",
    "region",
    "departement",
    "collectivite",
    "country-group",
    "commune",
    "epci",
    "arrondissement-municipal",
)
_QUALIFYING: tuple[Level, ...] = ("departement", "collectivite", "region")


def _departement_code(code: str) -> str:
    return code[:3] if code[:2] in ("97", "98") else code[:2]


def _collectivite_too(level: Level) -> tuple[Level, ...]:
    return ("collectivite",) if level == "departement" else ()


def _collectivites_of(zone: Zone) -> Iterable[str]:
    return (
        item.rpartition(":")[2] for item in (zone.id, *zone.parents) if item.startswith("fr:collectivite:")
    )


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer that everybody shares."""
    return Gazetteer()
