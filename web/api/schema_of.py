"""A marshmallow schema from a frozen dataclass, so that the record is described once, by its own types."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from marshmallow import Schema
from marshmallow import fields as ma
from marshmallow.validate import Length, OneOf

SCALARS: dict[Any, type[ma.Field[Any]]] = {str: ma.String, int: ma.Integer, float: ma.Float, bool: ma.Boolean}


@cache
def schema_of(cls: Any) -> type[Schema]:
    """Return the schema of a dataclass, named like it; a field without a default is required."""
    hints = get_type_hints(cls)
    made = {item.name: _field(hints[item.name], required=_is_required(item)) for item in fields(cls)}
    return Schema.from_dict(made, name=cls.__name__)


def _is_required(item: "Field[Any]") -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _field(hint: Any, *, required: bool = False) -> ma.Field[Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _field(inner)
    if origin is Literal:
        return ma.String(required=required, validate=OneOf(arguments))
    if origin is tuple:
        return _list(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return ma.Dict(keys=ma.String(), values=_field(arguments[1]))
    if is_dataclass(hint):
        nested: Any = hint
        return ma.Nested(schema_of(nested), required=required)
    return SCALARS[hint](required=required) if hint in SCALARS else ma.Raw(required=required)


def _list(arguments: tuple[Any, ...]) -> ma.Field[Any]:
    if arguments[-1] is Ellipsis:
        return ma.List(_field(arguments[0]))
    return ma.List(_field(arguments[0]), validate=Length(equal=len(arguments)))
