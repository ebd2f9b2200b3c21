"""The list of records as a page shows it: hits, facets with links that add or remove a value, chips, paging.

Made from one answer of the index and nothing else, so that counts and hits never disagree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from catalogue.selection import Selection, from_params, to_params
from search.engine import Engine
from search.query import MAX_DEPTH, SearchQuery, SearchResults, Sort
from web.addresses import address_of
from web.conditions import Condition, list_conditions, list_words, with_value, without_value
from web.filter_names import filter_name
from web.labels import shown_label
from web.legal_documents import LEGAL
from web.legal_signals import CLOSED

PAGE_SIZE = 20
DEFAULT_SORT: Sort = "relevance"
FACETS = (
    "topic",
    "kind",
    "access",
    "granularity",
    "publisher",
    "format",
    "licence",
    "frequency",
    "source",
    "milieu",
)
OPEN_FACETS = 3
MOST_TRIED = 8
"""An empty list asks the index at most so many times for each kind of way out."""
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
class WayOut:
    """What fewer conditions would give: all but `text` (`drops`), or `text` alone."""

    text: str
    drops: bool
    address: str
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
        params = asked.params
        if asked.sort != DEFAULT_SORT:
            params.append(("sort", asked.sort))
        if asked.page > 1:
            params.append(("page", str(asked.page)))
        return address_of("search.show", params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All that the template needs."""

    asked: Asked
    results: SearchResults
    facets: tuple[Facet, ...]
    conditions: tuple[Condition, ...]
    ways_out: tuple[WayOut, ...]

    @property
    def legal_answers(self) -> FacetValue | None:
        """How many fiches of law have the words of the query, None without words or where they are shown."""
        kinds = (value for facet in self.facets if facet.name == "kind" for value in facet.values)
        found = next((value for value in kinds if value.value == LEGAL and not value.chosen), None)
        return found if self.asked.selection.text else None

    @property
    def is_about_closed_data(self) -> bool:
        """Data that are not open to everybody were asked for."""
        return not set(self.asked.selection.values.get("access", ())).isdisjoint(CLOSED)

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
    """Return what parameters ask for; raises `SelectionInvalid`. Odd pages and orders give the default."""
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
        selection=asked.selection,
        sort=asked.sort,
        limit=PAGE_SIZE,
        offset=offset,
        facets=FACETS,
        facet_size=60,
    )
    results = engine.search(query)
    conditions = list_conditions(asked.selection)
    ways_out = tuple(_ways_out(engine, asked, conditions)) if results.total == 0 else ()
    return Listing(
        asked=asked,
        results=results,
        facets=tuple(_facets(asked, results)),
        conditions=conditions,
        ways_out=ways_out,
    )


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


def _ways_out(engine: Engine, asked: Asked, conditions: Sequence[Condition]) -> Iterator[WayOut]:
    """What one condition less would give; where that is nothing either, what each gives alone."""
    fewer = [(item.text, True, item.without) for item in conditions] if len(conditions) > 1 else []
    alone = [(item.text, False, item.alone) for item in conditions] if len(conditions) > 2 else []
    words = [(word, False, Selection(text=word)) for word in list_words(asked.selection)]
    for tried in (fewer, (alone + words)):
        found = list(_count_each(engine, asked, tried[:MOST_TRIED]))
        yield from found
        if found:
            return


def _count_each(
    engine: Engine, asked: Asked, tried: Sequence[tuple[str, bool, Selection]]
) -> Iterator[WayOut]:
    for text, drops, selection in tried:
        total = engine.search(SearchQuery(selection=selection, limit=1)).total
        if total:
            address = asked.address(selection=selection, page=1)
            yield WayOut(text=text, drops=drops, address=address, total=total)
