"""The filters of a selection as plain conditions on the fields of a document, for an engine to translate."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.selection import Selection
from search.document import OTHER_KINDS, to_value
from search.zones import ZoneLookup, list_above


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The field holds one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The field holds none of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InRange:
    """The field holds a number from `low` to `high`, either end open when None."""

    field: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class IsFlag:
    """The field is true, or false."""

    field: str
    value: bool


@dataclass(frozen=True, slots=True)
class Either:
    """One of these conditions holds."""

    conditions: tuple[AnyOf, ...]


Condition = AnyOf | NoneOf | InRange | IsFlag | Either


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`common` conditions always hold; those `of_facets` do, except while their own facet is counted."""

    common: tuple[Condition, ...] = ()
    of_facets: Mapping[str, Condition]

    def without(self, facet: str | None) -> tuple[Condition, ...]:
        """Return all conditions but that of a facet."""
        return (*self.common, *(item for name, item in self.of_facets.items() if name != facet))

    @property
    def everything(self) -> tuple[Condition, ...]:
        """All conditions."""
        return self.without(None)


def to_filters(selection: Selection, zones: ZoneLookup) -> Filters:
    """Return the conditions of everything in a selection but its text."""
    of_facets: dict[str, Condition] = {"kind": NoneOf("kind", OTHER_KINDS)}
    for name, values in selection.values.items():
        if values:
            of_facets[name] = AnyOf(name, tuple(to_value(value) for value in values))
    if selection.territory:
        of_facets["territory"] = _territory(selection, zones)
    return Filters(common=(*_numbers(selection), *_box(selection)), of_facets=of_facets)


def _territory(selection: Selection, zones: ZoneLookup) -> Condition:
    """A record fits by its own zone, by a zone above (`inherited`) or by one inside (`within`)."""
    zone = selection.territory or ""
    fits = {
        "own": AnyOf("territory", (zone,)),
        "inherited": AnyOf("territory", list_above(zones, zone)),
        "within": AnyOf("territory_above", (zone,)),
    }
    return fits[selection.fit] if selection.fit else Either(tuple(fits.values()))


def _numbers(selection: Selection) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if selection.year_from is not None:
        found.append(InRange("year_end", low=selection.year_from))
    if selection.year_to is not None:
        found.append(InRange("year_start", high=selection.year_to))
    if selection.quality_min is not None:
        found.append(InRange("quality", low=selection.quality_min))
    if selection.has_api is not None:
        found.append(IsFlag("has_api", selection.has_api))
    return tuple(found)


def _box(selection: Selection) -> tuple[Condition, ...]:
    """Boxes meet when each begins before the other ends, touching edges included."""
    if selection.bbox is None:
        return ()
    west, south, east, north = selection.bbox
    return (
        InRange("west", high=east),
        InRange("east", low=west),
        InRange("south", high=north),
        InRange("north", low=south),
    )
