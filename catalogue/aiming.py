"""Aiming a record at a territory: its page, its report and its download, for the zone that a reader chose.

Observatories of the Géoclip family select a territory by the address: `selcodgeo` in the page of an
indicator, `selgeo1` and `selgeo2` (the territory and what it is compared with) in a report, `nivgeo` (the
level) in a download. A mapper leaves what it takes in `extras["aim"]`, as `Aim.to_extras` writes it; nothing
here knows a network or a portal.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from catalogue.errors import RecordUnreadable
from catalogue.json_form import decoder_of, plain
from catalogue.nivgeos import FINE_TO_COARSE, OTHER, Nivgeo, newest_of_each
from catalogue.record import Record
from catalogue.vocabularies import load_vocabulary

AIM = "aim"
"""Key of `Record.extras`."""

FRANCE_CODE = "99"
"""The code of France as a whole in most portals: `selgeo2=fra.99`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What can be aimed at a territory.

    `page` is the address of the indicator; `report` that of a report, with `{selgeo1}` and `{selgeo2}`;
    `download` and `csv` those of the files, with `{nivgeo}`. `nivgeos` are the level codes of the indicator,
    `report_nivgeos` those of reports where they differ, `views` the map of a level, `country` the code of
    the whole country.
    """

    page: str | None = None
    report: str | None = None
    download: str | None = None
    csv: str | None = None
    nivgeos: tuple[str, ...] = ()
    report_nivgeos: tuple[str, ...] = ()
    views: Mapping[str, str] = field(default_factory=dict)
    country: str = FRANCE_CODE

    def to_extras(self) -> dict[str, Any]:
        """Return the value to keep under `extras["aim"]`: what is empty is left out."""
        said: dict[str, Any] = plain(self)
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Aimed:
    """The addresses for a zone: `zone` is the one aimed at in fact, the asked one or what contains it;
    `nivgeo` the level, None where no level of the indicator is known.
    """

    zone: str
    nivgeo: str | None = None
    page: str | None = None
    report: str | None = None
    download: str | None = None
    csv: str | None = None


def find_aim(record: Record) -> Aim | None:
    """Return what a record lets a reader aim, or None where it says nothing that can be read as such."""
    try:
        found: Aim = decoder_of(Aim)(record.extras.get(AIM), AIM)
    except RecordUnreadable:
        return None
    return found


def aim(target: Aim, zone_id: str, parents: Sequence[str] = ()) -> Aimed | None:
    """Return the addresses for a zone (`fr:commune:69123`, `zoning:cpts:84-12` …).

    Where the indicator has no values at the level of the zone, the first of `parents` (nearest first) whose
    level it has is aimed at instead; None where there is none. Where no level is known, any territory may be
    selected in the page.
    """
    levels = _by_granularity(target.nivgeos)
    for candidate in (zone_id, *parents):
        granularity, code = _parse_zone(candidate, target.country)
        level = levels.get(granularity)
        if level or (not levels and granularity in FINE_TO_COARSE):
            return Aimed(
                zone=candidate,
                nivgeo=level.code if level else None,
                page=_select(target, level, code) if target.page else None,
                report=_report(target, granularity, code, parents),
                download=_at_level(target.download, level),
                csv=_at_level(target.csv, level),
            )
    return None


def _select(target: Aim, level: Nivgeo | None, code: str) -> str:
    """Return the page with the territory selected, on the map of its level where that is known."""
    page = re.sub(r"(?<=[#&])selcodgeo=[^&]*&?", "", target.page or "").rstrip("&")
    if level and (view := target.views.get(level.code)):
        page = re.sub(r"&view=[^&]*", "", page) + f"&view={quote(view, safe='')}"
    joint = "" if page.endswith("#") else "&" if "#" in page else "#"
    return f"{page}{joint}selcodgeo={quote(code, safe='')}"


def _report(target: Aim, granularity: str, code: str, parents: Sequence[str]) -> str | None:
    """Return the report of a territory beside what it is compared with: the nearest parent that reports
    know, else the country.
    """
    levels = _by_granularity(target.report_nivgeos or target.nivgeos)
    level = levels.get(granularity)
    if target.report is None or level is None:
        return None
    compared = [_parse_zone(parent, target.country) for parent in parents]
    wider = [(levels[kind], other) for kind, other in compared if _is_wider(levels.get(kind), level)]
    other_level, other_code = wider[0] if wider else (levels.get("pays"), target.country)
    second = f"{other_level.code if other_level else 'fra'}.{other_code}"
    filled = target.report.replace("{selgeo1}", quote(f"{level.code}.{code}", safe="."))
    return filled.replace("{selgeo2}", quote(second, safe="."))


def _at_level(template: str | None, level: Nivgeo | None) -> str | None:
    return template.replace("{nivgeo}", quote(level.code, safe="")) if template and level else None


def _is_wider(other: Nivgeo | None, level: Nivgeo) -> bool:
    return other is not None and other.rank > level.rank


def _by_granularity(codes: Sequence[str]) -> dict[str, Nivgeo]:
    """Return the level of each granularity, in its newest vintage; those of no known kind by their prefix."""
    found: dict[str, Nivgeo] = {}
    for level in sorted(newest_of_each(codes), key=lambda one: one.vintage or "9999", reverse=True):
        known = level.granularity if level.granularity != OTHER else None
        found.setdefault(known or level.prefix, level)
    return found


def _parse_zone(zone_id: str, country: str) -> tuple[str, str]:
    """Return the granularity and the code of a zone id (the country by its code in the portal)."""
    first, _, rest = zone_id.partition(":")
    if first == "country":
        return "pays", country
    level, _, code = rest.partition(":")
    term = load_vocabulary("granularities").find(level) if level else None
    return (term.id if term and term.id != OTHER else level), code
