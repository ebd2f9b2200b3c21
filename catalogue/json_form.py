"""Frozen dataclasses ⇄ plain JSON values, by their type hints.

A decoder is compiled once per type: a feed or an export reads tens of thousands of records. Absent values
(None, empty text, empty list or object) are left out of the JSON, so that a new field changes no stored hash.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from catalogue.errors import RecordUnreadable

Decoder = Callable[[Any, str], Any]


def plain(value: Any) -> Any:
    """Return `value` (dataclass, tuple, mapping or scalar) as JSON values, absent fields left out."""
    if value.__class__ is str:
        return value
    if is_dataclass(value):
        return _plain_object(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def _plain_object(value: Any) -> dict[str, Any]:
    """Numbers and False are never absent."""
    required = _required_names(value.__class__)
    found: dict[str, Any] = {}
    for name in _field_names(value.__class__):
        item = getattr(value, name)
        if item or name in required or (item is not None and isinstance(item, int | float)):
            found[name] = item if item.__class__ is str else plain(item)
    return found


@cache
def _field_names(cls: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(cls))


@cache
def _required_names(cls: Any) -> frozenset[str]:
    unset = (item for item in fields(cls) if item.default is MISSING and item.default_factory is MISSING)
    return frozenset(item.name for item in unset)


@cache
def decoder_of(hint: Any) -> Decoder:
    """Return the function `(value, where) -> object` that reads JSON values of this type.

    It raises `RecordUnreadable` with the path of what does not fit.
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional(hint)
    if origin is Literal:
        return _one_of(get_args(hint))
    if origin is tuple:
        return _sequence(get_args(hint))
    if origin is not None or hint is Any:
        return lambda value, where: value
    if is_dataclass(hint):
        return _object(hint)
    return _scalar(hint)


def _object(cls: Any) -> Decoder:
    decoders = {name: decoder_of(hint) for name, hint in get_type_hints(cls).items()}
    required = _required_names(cls)

    def decode(value: Any, where: str) -> Any:
        if not isinstance(value, Mapping):
            raise RecordUnreadable(where, "an object is expected")
        if unknown := value.keys() - decoders.keys():
            raise RecordUnreadable(f"{where}.{min(unknown)}", "no such field")
        for name in required:
            if name not in value:
                raise RecordUnreadable(f"{where}.{name}", "this field is required")
        return cls(**{name: decoders[name](item, f"{where}.{name}") for name, item in value.items()})

    return decode


def _optional(hint: Any) -> Decoder:
    (inner,) = (decoder_of(arg) for arg in get_args(hint) if arg is not type(None))
    return lambda value, where: None if value is None else inner(value, where)


def _one_of(allowed: tuple[Any, ...]) -> Decoder:
    def decode(value: Any, where: str) -> Any:
        if value not in allowed:
            raise RecordUnreadable(where, f"{value!r} is none of {', '.join(map(str, allowed))}")
        return value

    return decode


def _sequence(inner: tuple[Any, ...]) -> Decoder:
    item_decoder = decoder_of(inner[0])
    length = None if inner[-1] is Ellipsis else len(inner)

    def decode(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise RecordUnreadable(where, "a list is expected")
        if length is not None and len(value) != length:
            raise RecordUnreadable(where, f"{length} values are expected")
        return tuple(item_decoder(item, where) for item in value)

    return decode


def _scalar(hint: Any) -> Decoder:
    def decode(value: Any, where: str) -> Any:
        if hint is float and type(value) is int:
            return float(value)
        if type(value) is not hint:
            raise RecordUnreadable(where, f"{hint.__name__} is expected, not {type(value).__name__}")
        return value

    return decode
