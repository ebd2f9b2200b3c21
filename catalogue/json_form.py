"""Frozen dataclasses ⇄ plain JSON values, by their type hints.

A writer and a reader are compiled once per type: a feed, an export or an index reads tens of thousands of
records. Absent values (None, empty text, empty list or object) are left out of the JSON, so that a new field
changes no stored hash.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from catalogue.errors import RecordUnreadable

Decoder = Callable[[Any, str], Any]
Reader = Callable[[Any], Any]
"""Reads a JSON value; raises `_Misfit`."""
Writer = Callable[[Any], Any]

_NUMBERS = (int, float)
_SCALARS: tuple[type, ...] = (str, int, float, bool, types.NoneType)


class _NoValue:
    """The class of no value: a field that names it always asks its reader."""


class _Misfit(Exception):
    """A value does not fit; `path` leads to it from the value that is being read."""

    def __init__(self, reason: str, path: str = "") -> None:
        self.reason = reason
        self.path = path


class Writers(dict[type, Writer]):
    """What turns the values of each class into JSON values, compiled when a class is first met.

    Text, numbers, booleans and None are written as they are, other scalars by `other`; `special` goes first.
    """

    def __init__(self, other: Writer, special: Mapping[type, Writer] = types.MappingProxyType({})) -> None:
        super().__init__(dict.fromkeys(_SCALARS, _as_it_is))
        self.update(special)
        self._other = other

    def write(self, value: Any) -> Any:
        """Return `value` as JSON values, absent fields left out."""
        return self[value.__class__](value)

    def __missing__(self, cls: type) -> Writer:
        self[cls] = made = self._made_for(cls)
        return made

    def _made_for(self, cls: type) -> Writer:
        if is_dataclass(cls):
            return self._object_writer(cls)
        if issubclass(cls, list | tuple):
            return lambda values: [
                item if item.__class__ is str else self[item.__class__](item) for item in values
            ]
        if issubclass(cls, Mapping):
            return lambda values: {key: self[item.__class__](item) for key, item in values.items()}
        return self._other

    def _object_writer(self, cls: Any) -> Writer:
        """Numbers and False are never absent."""
        names = tuple(item.name for item in fields(cls))
        required = _required_names(cls)
        values_of = attrgetter(*names) if len(names) > 1 else _tuple_of(names)

        def write(value: Any) -> dict[str, Any]:
            found: dict[str, Any] = {}
            for name, item in zip(names, values_of(value), strict=True):
                if item:
                    found[name] = item if item.__class__ is str else self[item.__class__](item)
                elif (item is not None and isinstance(item, _NUMBERS)) or name in required:
                    found[name] = self[item.__class__](item)
            return found

        return write


def _as_it_is(value: Any) -> Any:
    return value


plain = Writers(_as_it_is).write
"""Return a value (dataclass, tuple, mapping or scalar) as JSON values, absent fields left out."""


def _tuple_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what `attrgetter` is for two names and more, for fewer."""
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _required_names(cls: Any) -> frozenset[str]:
    unset = (item for item in fields(cls) if item.default is MISSING and item.default_factory is MISSING)
    return frozenset(item.name for item in unset)


@cache
def decoder_of(hint: Any) -> Decoder:
    """Return the function `(value, where) -> object` that reads JSON values of this type.

    It raises `RecordUnreadable` with the path of what does not fit.
    """
    read = _reader_of(hint)

    def decode(value: Any, where: str) -> Any:
        try:
            return read(value)
        except _Misfit as misfit:
            raise RecordUnreadable(f"{where}{misfit.path}", misfit.reason) from None

    return decode


@cache
def _reader_of(hint: Any) -> Reader:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional(hint)
    if origin is Literal:
        return _one_of(get_args(hint))
    if origin is tuple:
        return _sequence(get_args(hint))
    if origin is not None or hint is Any:
        return _as_it_is
    if is_dataclass(hint):
        return _object(hint)
    return _scalar(hint)


def _object(cls: Any) -> Reader:
    hints = get_type_hints(cls)
    readers = {name: (_taken_as_it_is(hint), _reader_of(hint)) for name, hint in hints.items()}
    required = sorted(_required_names(cls))
    make = _maker(cls)

    def read(value: Any) -> Any:
        if value.__class__ is not dict and not isinstance(value, Mapping):
            raise _Misfit("an object is expected")
        if not value.keys() <= readers.keys():
            raise _Misfit("no such field", f".{min(value.keys() - readers.keys())}")
        for name in required:
            if name not in value:
                raise _Misfit("this field is required", f".{name}")
        found = {}
        try:
            for name, item in value.items():
                easy, reader = readers[name]
                found[name] = item if item.__class__ is easy else reader(item)
        except _Misfit as misfit:
            misfit.path = f".{name}{misfit.path}"
            raise
        return make(found)

    return read


def _taken_as_it_is(hint: Any) -> type:
    """Return the class whose values need no reader in a field of this type, which are nearly all of them."""
    (cls, *more) = [one for one in get_args(hint) if one is not types.NoneType] or [hint]
    return cls if cls in (str, int, bool) and not more and get_origin(hint) is not tuple else _NoValue


def _maker(cls: Any) -> Callable[[dict[str, Any]], Any]:
    """Return what makes an object of its fields; without slots, at a third of the price of `__init__`."""
    if "__slots__" in vars(cls) or hasattr(cls, "__post_init__"):
        return lambda found: cls(**found)
    fresh = {one.name: one.default_factory for one in fields(cls) if one.default_factory is not MISSING}
    absent = {one.name: None if one.default is MISSING else one.default for one in fields(cls)}

    def make(found: dict[str, Any]) -> Any:
        for name, factory in fresh.items():
            if name not in found:
                found[name] = factory()
        made = object.__new__(cls)
        kept = vars(made)
        kept.update(absent)
        kept.update(found)
        return made

    return make


def _optional(hint: Any) -> Reader:
    (inner,) = (_reader_of(arg) for arg in get_args(hint) if arg is not types.NoneType)
    return lambda value: None if value is None else inner(value)


def _one_of(allowed: tuple[Any, ...]) -> Reader:
    def read(value: Any) -> Any:
        if value not in allowed:
            raise _Misfit(f"{value!r} is none of {', '.join(map(str, allowed))}")
        return value

    return read


def _sequence(inner: tuple[Any, ...]) -> Reader:
    easy, read_item = _taken_as_it_is(inner[0]), _reader_of(inner[0])
    length = None if inner[-1] is Ellipsis else len(inner)

    def read(value: Any) -> tuple[Any, ...]:
        if value.__class__ is not list and not isinstance(value, list | tuple):
            raise _Misfit("a list is expected")
        if length is not None and len(value) != length:
            raise _Misfit(f"{length} values are expected")
        return tuple([item if item.__class__ is easy else read_item(item) for item in value])

    return read


def _scalar(hint: Any) -> Reader:
    def read(value: Any) -> Any:
        if hint is float and type(value) is int:
            return float(value)
        if type(value) is not hint:
            raise _Misfit(f"{hint.__name__} is expected, not {type(value).__name__}")
        return value

    return read
