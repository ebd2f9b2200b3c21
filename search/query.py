"""A search as data: what is asked, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from catalogue.record_parts import Period
from catalogue.selection import VALUE_FILTERS, Selection
from search.errors import QueryInvalid
from search.highlight import Fragment

Sort = Literal["relevance", "modified", "title"]

FACETS = (*VALUE_FILTERS, "territory")
"""What can be counted: every filter of values, and the zones that records are about."""

MAX_LIMIT = 100
MAX_DEPTH = 10_000
"""How many hits `offset` and `limit` may reach; a cursor goes as deep as the list."""
MAX_FACET_SIZE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A selection, an order and a page of it.

    `relevance` without text is the order of `search.ordering`; `modified` is newest first. A page is named
    by its `offset`, or by the `cursor` that the page before gave: cursors do not shift when the index
    changes. `facets` are counted over the selection without their own filter; each gives at most
    `facet_size` values, and the chosen ones in any case. Raises `QueryInvalid`.
    """

    selection: Selection = field(default_factory=Selection)
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 50

    def __post_init__(self) -> None:
        _expect(
            self.sort in get_args(Sort), "sort", self.sort, f"one of {', '.join(get_args(Sort))} is expected"
        )
        _expect(1 <= self.limit <= MAX_LIMIT, "limit", self.limit, f"1 to {MAX_LIMIT} are expected")
        deepest = MAX_DEPTH - self.limit
        _expect(0 <= self.offset <= deepest, "offset", self.offset, f"0 to {deepest} are expected")
        _expect(not (self.cursor and self.offset), "offset", self.offset, "not beside a cursor")
        _expect(
            1 <= self.facet_size <= MAX_FACET_SIZE, "facet_size", self.facet_size, f"1 to {MAX_FACET_SIZE}"
        )
        for name in self.facets:
            _expect(name in FACETS, "facets", name, f"one of {', '.join(FACETS)} is expected")
        for name in self.selection.values:
            _expect(name in VALUE_FILTERS, name, "", "no such filter")


def _expect(holds: bool, name: str, value: object, expected: str) -> None:
    if not holds:
        raise QueryInvalid(name, value, expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result, with what a list shows of it.

    `why` names where the words were found (`title acronym keywords publisher more description`) and how the
    territory fits (`own inherited within`). `highlights` holds the title and the part of the description
    where words were found, cut into fragments; a text without any is left out. `description` is cut at a
    word. Territories are zone ids, dates ISO 8601.
    """

    id: str
    kind: str
    title: str
    score: float
    why: tuple[str, ...] = ()
    highlights: Mapping[str, tuple[Fragment, ...]] = field(default_factory=dict)
    acronym: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    publisher: str | None = None
    licence: str | None = None
    access: str | None = None
    topics: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    granularities: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    temporal: Period | None = None
    modified: str | None = None
    quality: int | None = None
    has_api: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """A value and how many records of the selection have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """A page of hits. `total` counts the whole selection; `next_cursor` is None on the last page.

    Facets are ordered by count, most first, then by value.
    """

    total: int
    took_ms: float
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    next_cursor: str | None = None
