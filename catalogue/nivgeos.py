"""The level codes of Géoclip observatories (`com2025`, `epci_ept2025`, `com16`, `tv`, `fra`): what they mean.

Each portal chooses its own codes: mostly a prefix and the vintage of the zoning. Granularities are those of
the vocabulary of that name, which knows the usual prefixes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from catalogue.vocabularies import load_vocabulary

OTHER = "autre"
FINE_TO_COARSE = (
    "point", "adresse", "parcelle", "carreau", "etablissement", "station", "udi", "iris", "qpv", "quartier",
    "commune", "epci", "canton", "bassin-de-vie", "territoire-de-vie-sante", "cpts", OTHER,
    "arrondissement", "departement", "region", "pays",
)  # fmt: skip
"""Granularities from the finest on; a level of unknown kind stands beside `autre`."""

_MORE_PREFIXES = {
    "cant": "canton", "cv": "canton", "canov": "canton", "irs": "iris", "arm": "quartier", "ept": "epci",
    "metro": "pays", "france": "pays", "frm": "pays", "car": "carreau",
    **dict.fromkeys(("uu", "au", "aav", "scot", "pnr", "petr"), OTHER),
}  # fmt: skip
_LONG = re.compile(r"([a-z]+(?:_[a-z]+)*?)_?((?:19|20)\d\d)(?:_\d\d){0,2}")
_SHORT = re.compile(r"([a-z]+(?:_[a-z]+)*)(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nivgeo:
    """One level: its code as the portal writes it, the code without vintage, the vintage (a year), and the
    granularity (None where the prefix is not known).
    """

    code: str
    prefix: str
    vintage: str | None = None
    granularity: str | None = None

    @property
    def rank(self) -> int:
        """Its place from the finest level to the coarsest."""
        return FINE_TO_COARSE.index(self.granularity or OTHER)


@lru_cache(maxsize=4_096)
def parse_nivgeo(code: str) -> Nivgeo:
    """Read a code; two digits are a year only behind a prefix that is known (`com16`, not `zone12`)."""
    lowered = code.strip().lower()
    if found := _LONG.fullmatch(lowered):
        return _to_nivgeo(code, found[1], found[2])
    if (found := _SHORT.fullmatch(lowered)) and _granularity_of(found[1]):
        return _to_nivgeo(code, found[1], f"20{found[2]}")
    return _to_nivgeo(code, lowered, None)


def newest_of_each(codes: Iterable[str]) -> tuple[Nivgeo, ...]:
    """Return the levels of a list of codes in its order, each prefix in its newest vintage only."""
    newest: dict[str, Nivgeo] = {}
    for level in map(parse_nivgeo, codes):
        held = newest.setdefault(level.prefix, level)
        if (level.vintage or "") > (held.vintage or ""):
            newest[level.prefix] = level
    return tuple(newest.values())


def _to_nivgeo(code: str, prefix: str, vintage: str | None) -> Nivgeo:
    return Nivgeo(code=code.strip(), prefix=prefix, vintage=vintage, granularity=_granularity_of(prefix))


def _granularity_of(prefix: str) -> str | None:
    term = load_vocabulary("granularities").find(prefix)
    return term.id if term else _MORE_PREFIXES.get(prefix)
