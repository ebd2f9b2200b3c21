"""The list of records as a page shows it: hits, facets with links that add or remove a value, chips, paging.

Made from one answer of the index and nothing else, so that counts and hits never disagree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from catalogue.selection import VALUE_FILTERS, Selection, from_params, to_params
from search.engine import Engine
from search.query import MAX_DEPTH, SearchQuery, SearchResults, Sort
from web.filter_names import filter_name, fit_name
from web.formatting import shown_number
from web.labels import shown_label

PAGE_SIZE = 20
DEFAULT_SORT: Sort = "relevance"
FACETS = ("topic", "kind", "access", "granularity", "publisher", "format", "licence", "frequency", "source", "milieu")
OPEN_FACETS = 3
SHORT_LIST = 8
"""So many values of a facet are shown at once, the others behind « Voir plus »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value with the address that adds it, or removes it where it is chosen."""

    value: str
    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A facet with its chosen and possible values."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    is_open: bool

    @property
    def first(self) -> tuple[FacetValue, ...]:
        """The values shown at once."""
        return self.values[:SHORT_LIST]

    @property
    def others(self) -> tuple[FacetValue, ...]:
        """The values behind « Voir plus »."""
        return self.values[SHORT_LIST:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A condition in force, in words, with the selection and address without it."""

    text: str
    without: Selection
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What dropping one condition would give."""

    chip: Chip
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address of a list asks for; `page` counts from 1."""

    selection: Selection
    sort: Sort
    page: int

    @property
    def params(self) -> list[tuple[str, str]]:
        """The selection as query parameters."""
        return to_params(self.selection)

    def address(self, **changes: Any) -> str:
        """Return the address of the same list with other `selection`, `sort` or `page`."""
        asked = replace(self, **changes)
        params: MultiDict[str, str] = MultiDict(asked.params)
        if asked.sort != DEFAULT_SORT:
            params["sort"] = asked.sort
        if asked.page > 1:
            params["page"] = str(asked.page)
        return url_for("search.show", **params.to_dict(flat=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All that the template needs."""

    asked: Asked
    results: SearchResults
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    ways_out: tuple[WayOut, ...]

    @property
    def last_page(self) -> int:
        """The number of the last page that can be reached; 1 for an empty list."""
        reachable = min(self.results.total, MAX_DEPTH)
        return max(1, -(-reachable // PAGE_SIZE))

    @property
    def first_shown(self) -> int:
        """The rank of the first hit of the page."""
        return (self.asked.page - 1) * PAGE_SIZE + 1


def parse_asked(params: Mapping[str, Sequence[str]]) -> Asked:
    """Return what query parameters ask for; raises `SelectionInvalid`. Odd pages and orders give the default."""
    selection = from_params(params)
    sorts: tuple[Sort, ...] = get_args(Sort)
    wanted = next(iter(params.get("sort", ())), "")
    sort = next((known for known in sorts if known == wanted), DEFAULT_SORT)
    page = next(iter(params.get("page", ())), "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return Asked(selection=selection, sort=sort, page=min(max(number, 1), MAX_DEPTH // PAGE_SIZE))


def build_listing(engine: Engine, asked: Asked) -> Listing:
    """Ask the index and return the list; where nothing is found, also what dropping each condition gives."""
    offset = (asked.page - 1) * PAGE_SIZE
    query = SearchQuery(
        selection=asked.selection, sort=asked.sort, limit=PAGE_SIZE, offset=offset, facets=FACETS, facet_size=60
    )
    results = engine.search(query)
    chips = tuple(_chips(asked))
    ways_out = tuple(_ways_out(engine, chips)) if results.total == 0 and len(chips) > 1 else ()
    return Listing(
        asked=asked, results=results, facets=tuple(_facets(asked, results)), chips=chips, ways_out=ways_out
    )


def without_value(selection: Selection, name: str, value: str) -> Selection:
    """Return the selection without one value of a filter."""
    left = tuple(item for item in selection.values.get(name, ()) if item != value)
    values = {key: chosen for key, chosen in selection.values.items() if key != name}
    return replace(selection, values={**values, name: left} if left else values)


def with_value(selection: Selection, name: str, value: str) -> Selection:
    """Return the selection with one more value of a filter."""
    chosen = (*selection.values.get(name, ()), value)
    return replace(selection, values={**selection.values, name: chosen})


def _facets(asked: Asked, results: SearchResults) -> Iterator[Facet]:
    for rank, name in enumerate(FACETS):
        values = tuple(_facet_values(asked, name, results))
        if values:
            is_open = rank < OPEN_FACETS or name in asked.selection.values
            yield Facet(name=name, label=filter_name(name), values=values, is_open=is_open)


def _facet_values(asked: Asked, name: str, results: SearchResults) -> Iterator[FacetValue]:
    chosen = asked.selection.values.get(name, ())
    counts = {item.value: item.count for item in results.facets.get(name, ())}
    counts |= {value: 0 for value in chosen if value not in counts}
    for value, count in sorted(counts.items(), key=lambda item: item[0] not in chosen):
        change = without_value if value in chosen else with_value
        address = asked.address(selection=change(asked.selection, name, value), page=1)
        yield FacetValue(
            value=value, label=shown_label(name, value), count=count, address=address, chosen=value in chosen
        )


def _chips(asked: Asked) -> Iterator[Chip]:
    selection = asked.selection

    def chip(text: str, without: Selection) -> Chip:
        return Chip(text=text, without=without, address=asked.address(selection=without, page=1))

    if selection.text:
        yield chip(f"« {selection.text} »", replace(selection, text=""))
    for name in VALUE_FILTERS:
        for value in selection.values.get(name, ()):
            text = f"{filter_name(name)} : {shown_label(name, value)}"
            yield chip(text, without_value(selection, name, value))
    if selection.territory:
        place = shown_label("territory", selection.territory)
        yield chip(f"{filter_name('territory')} : {place}", replace(selection, territory=None, fit=None))
    for text, changes in _other_conditions(selection):
        yield chip(text, replace(selection, **changes))


def _other_conditions(selection: Selection) -> Iterator[tuple[str, dict[str, None]]]:
    if selection.fit:
        yield fit_name(selection.fit), {"fit": None}
    if selection.year_from is not None:
        yield _("à partir de {year}").format(year=selection.year_from), {"year_from": None}
    if selection.year_to is not None:
        yield _("jusqu’en {year}").format(year=selection.year_to), {"year_to": None}
    if selection.bbox is not None:
        yield _("dans un cadre de la carte"), {"bbox": None}
    if selection.quality_min is not None:
        score = shown_number(selection.quality_min)
        yield _("qualité : {score} sur 100 au moins").format(score=score), {"quality_min": None}
    if selection.has_api is not None:
        yield (_("avec une API") if selection.has_api else _("sans API")), {"has_api": None}


def _ways_out(engine: Engine, chips: Sequence[Chip]) -> Iterator[WayOut]:
    for chip in chips:
        total = engine.search(SearchQuery(selection=chip.without, limit=1)).total
        if total:
            yield WayOut(chip=chip, total=total)
