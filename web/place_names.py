"""A territory typed by a person, as the zone it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.territories import Gazetteer, Zone

NAMED_IN_FORM = "territory"
IMPORTED = "zoning:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Query parameters with a zone id in place of a name, and what the form shows again.

    `unknown` is a name that means no zone or several; `suggestions` are the zones offered while typing.
    """

    params: Mapping[str, Sequence[str]]
    suggestions: tuple[Zone, ...]
    shown: str = ""
    unknown: str | None = None


def resolve_place(gazetteer: Gazetteer, params: Mapping[str, Sequence[str]]) -> Place:
    """Return the parameters with the territory as a zone id; a name that means none is left out of them."""
    wanted = next(iter(params.get(NAMED_IN_FORM, ())), "").strip()
    suggestions = (*gazetteer.list_level("region"), *gazetteer.list_level("departement"))
    if not wanted or wanted.startswith(IMPORTED):
        return Place(params=params, suggestions=suggestions, shown=wanted)
    others = {name: texts for name, texts in params.items() if name != NAMED_IN_FORM}
    zone = gazetteer.find(wanted) or gazetteer.find_by_name(wanted)
    if zone is None:
        return Place(params=others, suggestions=suggestions, shown=wanted, unknown=wanted)
    found = {**others, NAMED_IN_FORM: (zone.id,)}
    return Place(params=found, suggestions=suggestions, shown=_shown(gazetteer, zone, wanted))


def _shown(gazetteer: Gazetteer, zone: Zone, wanted: str) -> str:
    """A label where it leads back to the zone; else what was typed, which does."""
    named = gazetteer.find_by_name(zone.label)
    return zone.label if named is not None and named.id == zone.id else wanted
