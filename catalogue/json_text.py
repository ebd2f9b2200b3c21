"""JSON texts, written and read by orjson wherever it says what `json` says.

orjson refuses integers beyond 64 bits and halves of surrogate pairs, reads such integers as numbers with a
fraction, and writes very small numbers and those that are none in a way of its own. Stored texts and hashes
do not depend on who wrote them, so `json` steps in there, which is slow and rare.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

import orjson

from catalogue.json_form import Writers, plain

_to_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_to_sorted_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_LEAST, _BEYOND = 1e-4, 1e16
"""Numbers from one to the other are written without an exponent by everybody."""
_BEYOND_INTEGERS = 2.0**63
"""An integer of so much may have been read as a number with a fraction."""


def to_text(value: Any) -> str:
    """Return the compact JSON text of a value that `plain` takes, absent fields left out."""
    try:
        return orjson.dumps(_agreed(value)).decode()
    except TypeError:
        return _to_text(plain(value))


def to_bytes(value: Any) -> bytes:
    """Return what `to_text` does in UTF-8, without the way round; raises UnicodeEncodeError."""
    try:
        return orjson.dumps(_agreed(value))
    except TypeError:
        return _to_text(plain(value)).encode()


def to_text_and_sorted(value: Any, left_out: Collection[str]) -> tuple[str, bytes]:
    """Return the compact JSON text of an object, and, in UTF-8, the one with sorted keys that lacks some."""
    try:
        data = _agreed(value)
        sorted_text = orjson.dumps(_without(data, left_out), option=orjson.OPT_SORT_KEYS)
        return orjson.dumps(data).decode(), sorted_text
    except TypeError:
        data = plain(value)
        return _to_text(data), _to_sorted_text(_without(data, left_out)).encode()


def from_text(text: str | bytes) -> Any:
    """Return the value of a JSON text; raises ValueError. Who may meet integers beyond 64 bits must ask
    `may_be_integers`.
    """
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)


def may_be_integers(value: Any) -> bool:
    """Say whether a value that `from_text` read holds numbers that were integers beyond 64 bits."""
    if value.__class__ is float:
        return abs(value) >= _BEYOND_INTEGERS
    if value.__class__ is dict:
        value = value.values()
    elif value.__class__ is not list:
        return False
    return any(item.__class__ is not str and may_be_integers(item) for item in value)


def _without(data: Mapping[str, Any], left_out: Collection[str]) -> dict[str, Any]:
    return {key: item for key, item in data.items() if key not in left_out}


def _number(value: float) -> float:
    if _LEAST <= abs(value) < _BEYOND or value == 0:
        return value
    raise TypeError("two ways to write it")


def _unsure(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} is for json to judge")


_agreed = Writers(_unsure, {float: _number}).write
"""Return a value as JSON values that orjson and `json` write alike; raises TypeError where they may not."""
