"""What a zone is, and how its id is written.

Ids are those of data.gouv.fr: `fr:commune:69123`, `fr:collectivite:987`, `country:fr`,
`country-subset:fr:metro`. Codes are INSEE's (code officiel géographique), for EPCI the SIREN number. The
five overseas regions are départements too; the other overseas lands, which belong to no département, are
`fr:collectivite:<code>`, as data.gouv.fr writes them, so that the level `departement` has 101 zones.
"""

from dataclasses import dataclass
from typing import Literal

Level = Literal[
    "country-group",
    "country",
    "country-subset",
    "region",
    "departement",
    "collectivite",
    "epci",
    "commune",
    "arrondissement-municipal",
]

FRANCE = "country:fr"
METRO = "country-subset:fr:metro"
DROM = "country-subset:fr:drom"
DROMCOM = "country-subset:fr:dromcom"
EUROPEAN_UNION = "country-group:ue"
WORLD = "country-group:world"

_PREFIXES: dict[Level, str] = {
    "country-group": "country-group:",
    "country": "country:",
    "country-subset": "country-subset:fr:",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A territory; `parents` are the ids of all that contains it whole, nearest first, up to `country:fr`.

    An EPCI that straddles two départements has neither among its parents. `population` counts inhabitants
    (municipal population of INSEE), None where the source gives none.
    """

    id: str
    level: Level
    code: str
    label: str
    parents: tuple[str, ...] = ()
    population: int | None = None


def zone_id(level: Level, code: str) -> str:
    """Return the id of the zone of this level and code; whether it exists is for the gazetteer to say."""
    return f"{_PREFIXES.get(level, f'fr:{level}:')}{code}"
