"""A territory typed by a person, as the zone it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.territories import Gazetteer, Zone

NAMED_IN_FORM = "territory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Query parameters with a zone id in place of a name; `unknown` is the name that means no zone or several."""

    params: Mapping[str, Sequence[str]]
    unknown: str | None
    suggestions: tuple[Zone, ...]


def resolve_place(gazetteer: Gazetteer, params: Mapping[str, Sequence[str]]) -> Place:
    """Return the parameters with the territory as a zone id; `suggestions` are those offered while typing."""
    wanted = next(iter(params.get(NAMED_IN_FORM, ())), "").strip()
    suggestions = (*gazetteer.list_level("region"), *gazetteer.list_level("departement"))
    if not wanted or wanted.startswith("zoning:"):
        return Place(params=params, unknown=None, suggestions=suggestions)
    zone = gazetteer.find(wanted) or gazetteer.find_by_name(wanted)
    others = {name: texts for name, texts in params.items() if name != NAMED_IN_FORM}
    if zone is None:
        return Place(params=others, unknown=wanted, suggestions=suggestions)
    return Place(params={**others, NAMED_IN_FORM: (zone.id,)}, unknown=None, suggestions=suggestions)
