"""JSON as no portal should write it: values of other types, absurd texts and numbers in any place."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

Place = tuple[str | int, ...]

ABSURD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 3.5, 1e308, 10**300),
    *("", "  ", "é" * 20_000, "9" * 5_000, "9 " * 3_000, "<b>" * 300, "\ufeff", "²", "٣", "--", "%zz"),
    *([], {}, [[]], [[["x"]]], {"a": {"b": [1, None]}}, [None, 3, {"a": "b"}]),
    *("2020-13-45", "0000-00-00", "99999-01-01", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"),
    *("https://[::1/x", "//[[", "http://", "http://x:99999/", "http://\u202e/", "javascript:alert(1)"),
    *("POLYGON((0 0,1e999 2))", '{"type":"Polygon","coordinates":[[[null]]]}', "[", "{}", "[1,2]", "NaN"),
)
NAMES = ("name", "url", "id", "title", "uri", "type", "coordinates", "start", "end", "value")


def mangled(chance: Random, document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a document with one to ten of its values, at any depth, replaced by others."""
    made = copy.deepcopy(document)
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        places = [place for place in _places(made) if place]
        if places:
            place = chance.choice(places)
            if chance.random() < 0.4:
                place = place[: chance.randint(1, len(place))]
            parent = made
            for step in place[:-1]:
                parent = parent[step]  # type: ignore[index]
            parent[place[-1]] = _other(chance, parent[place[-1]])  # type: ignore[index]
    return made


def _places(value: Any, place: Place = ()) -> Iterator[Place]:
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield from _places(each, (*place, name))


def _other(chance: Random, value: Any) -> Any:
    kind = chance.random()
    if kind < 0.6:
        return copy.deepcopy(chance.choice(ABSURD))
    if kind < 0.9:
        return chance.choice(
            ([value], {"value": value, "fr": value}, [value, None, {"a": value}], str(value))
        )
    return {name: copy.deepcopy(chance.choice(ABSURD)) for name in NAMES}
