"""The large zones: country groups, France and its parts, régions, départements, collectivités d'outre-mer.

Some 130 zones, read without the table of communes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from catalogue.package_content import read_json, read_yaml
from catalogue.territories.zone import DROM, DROMCOM, FRANCE, METRO, Zone, zone_id

_PACKAGE = "catalogue.territories"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperZones:
    """The large zones by id, other names of zones, and the départements that a former region was."""

    zones: Mapping[str, Zone]
    aliases: Mapping[str, tuple[str, ...]]
    former_regions: Mapping[tuple[str, str], tuple[str, ...]]
    vintage: str


@cache
def load_upper() -> UpperZones:
    """Read `national.yaml` and `upper.json`."""
    national, table = read_yaml(_PACKAGE, "national.yaml"), read_json(_PACKAGE, "upper.json")
    zones = [*_regions(table), *_departements(table), *_collectivites(table)]
    zones = [*_national(national["zones"], zones), *zones]
    aliases = {row["id"]: tuple(row["aliases"]) for row in national["zones"]}
    return UpperZones(
        zones={zone.id: zone for zone in zones},
        aliases=aliases | {key: tuple(names) for key, names in national["aliases"].items()},
        former_regions={
            (row["code"], row["label"]): _departement_ids(row) for row in national["former_regions"]
        },
        vintage=table["vintage"],
    )


def _departement_ids(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(zone_id("departement", code) for code in row["departements"])


def _around(part: str) -> tuple[str, ...]:
    return (METRO, FRANCE) if part == "metro" else (DROM, DROMCOM, FRANCE)


def _regions(table: Mapping[str, Any]) -> list[Zone]:
    people = {code: 0 for code, _, _ in table["regions"]}
    for _, _, region, population in table["departements"]:
        people[region] += population
    return [
        Zone(
            id=zone_id("region", code),
            level="region",
            code=code,
            label=name,
            parents=_around(part),
            population=people[code],
        )
        for code, name, part in table["regions"]
    ]


def _departements(table: Mapping[str, Any]) -> list[Zone]:
    part_of = {code: part for code, _, part in table["regions"]}
    return [
        Zone(
            id=zone_id("departement", code),
            level="departement",
            code=code,
            label=name,
            parents=(zone_id("region", region), *_around(part_of[region])),
            population=population,
        )
        for code, name, region, population in table["departements"]
    ]


def _collectivites(table: Mapping[str, Any]) -> list[Zone]:
    return [
        Zone(
            id=zone_id("collectivite", code),
            level="collectivite",
            code=code,
            label=name,
            parents=(DROMCOM, FRANCE),
            population=population,
        )
        for code, name, population in table["collectivites"]
    ]


def _national(rows: list[Mapping[str, Any]], zones: list[Zone]) -> list[Zone]:
    return [
        Zone(
            id=row["id"],
            level=row["level"],
            code=row["code"],
            label=row["label"],
            parents=tuple(row.get("parents", ())),
            population=_population(row["id"], zones),
        )
        for row in rows
    ]


def _population(part: str, zones: list[Zone]) -> int | None:
    """Sum what is counted once: a région and its départements hold the same people."""
    counted = [zone.population or 0 for zone in zones if zone.level != "region" and part in zone.parents]
    return sum(counted) or None
