"""A selection: which records, said as data, so that a page, a feed, a collection or a rule can hold one.

Filter names are the same in the command line, pages, API and feeds. Values of one filter are alternatives;
filters add up. `search` executes a selection; this module only reads and writes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from catalogue.errors import SelectionInvalid
from catalogue.record import Bbox

Fit = Literal["own", "inherited", "within"]

VALUE_FILTERS = (
    "kind",
    "topic",
    "theme",
    "milieu",
    "exposure_factor",
    "publisher",
    "licence",
    "access",
    "format",
    "granularity",
    "frequency",
    "source",
    "collection",
)
"""Filters whose values are compared as they are; each is a facet too."""

OTHER_FILTERS = ("year_from", "year_to", "bbox", "quality_min", "has_api", "territory", "fit")
FILTERS = VALUE_FILTERS + OTHER_FILTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Text and filters. `territory` is a zone id; `fit` narrows how a record meets it: about that very zone
    (`own`), about a larger one that holds it (`inherited`), about a part of it (`within`); None means any.

    Years are inclusive and compared with the period of the data; `quality_min` is 0–100.
    """

    text: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    territory: str | None = None
    fit: Fit | None = None
    year_from: int | None = None
    year_to: int | None = None
    bbox: Bbox | None = None
    quality_min: int | None = None
    has_api: bool | None = None


def from_params(params: Mapping[str, Iterable[str]]) -> Selection:
    """Return the selection of query parameters (`q` is the text); unknown names are not looked at.

    Raises `SelectionInvalid` for a value that does not fit its filter.
    """
    first = {name: text for name, texts in params.items() if (text := next(iter(texts), "").strip())}
    values = {name: _distinct(params[name]) for name in VALUE_FILTERS if name in params}
    return Selection(
        text=first.get("q", ""),
        values={name: chosen for name, chosen in values.items() if chosen},
        territory=first.get("territory"),
        fit=_parse_fit(first.get("fit")),
        year_from=_parse_int("year_from", first.get("year_from"), 0, 9999),
        year_to=_parse_int("year_to", first.get("year_to"), 0, 9999),
        bbox=_parse_bbox(first.get("bbox")),
        quality_min=_parse_int("quality_min", first.get("quality_min"), 0, 100),
        has_api=_parse_bool("has_api", first.get("has_api")),
    )


def to_params(selection: Selection) -> list[tuple[str, str]]:
    """Return the query parameters of a selection, in a stable order; `from_params` reads them back."""
    pairs = [("q", selection.text)] if selection.text else []
    pairs += [(name, value) for name in VALUE_FILTERS for value in selection.values.get(name, ())]
    for name in OTHER_FILTERS:
        value = getattr(selection, name)
        if value is not None:
            pairs.append((name, _param_text(value)))
    return pairs


def _param_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(f"{number:g}" for number in value)
    return str(value)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for text in texts if (stripped := text.strip())))


def _parse_fit(text: str | None) -> Fit | None:
    if text is None:
        return None
    for fit in get_args(Fit):
        if text == fit:
            return fit  # type: ignore[no-any-return]
    raise SelectionInvalid("fit", text, f"one of {', '.join(get_args(Fit))} is expected")


def _parse_int(name: str, text: str | None, low: int, high: int) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high:
        return int(text)
    raise SelectionInvalid(name, text, f"a whole number from {low} to {high} is expected")


def _parse_bool(name: str, text: str | None) -> bool | None:
    if text is None:
        return None
    if text.lower() in ("true", "1", "false", "0"):
        return text.lower() in ("true", "1")
    raise SelectionInvalid(name, text, "true or false is expected")


def _parse_bbox(text: str | None) -> Bbox | None:
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise SelectionInvalid("bbox", text, "west,south,east,north in degrees is expected") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise SelectionInvalid("bbox", text, "west,south,east,north in degrees, in that order, is expected")
    return (west, south, east, north)
