"""Changed copies of frozen dataclasses with slots: what a harvest does ten times per record.

As `dataclasses.replace`, at a third of its price: the fields are copied slot by slot, and no `__init__` runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the values of a class are read and written, and the place of each field."""

    read: Callable[[Any], tuple[Any, ...]]
    writers: tuple[Callable[[Any, Any], None], ...]
    places: Mapping[str, int]


def with_changes(value: T, **changes: Any) -> T:
    """Return a copy of a dataclass with some fields changed; TypeError for a field that it does not have."""
    cls: Any = value.__class__
    plan = _plan_of(cls)
    values = list(plan.read(value))
    for name, new in changes.items():
        if name not in plan.places:
            raise TypeError(f"{cls.__name__} has no field {name}")
        values[plan.places[name]] = new
    made: T = object.__new__(cls)
    for write, item in zip(plan.writers, values, strict=True):
        write(made, item)
    return made


@cache
def _plan_of(cls: Any) -> _Plan:
    names = tuple(item.name for item in fields(cls))
    if len(names) < 2 or "__slots__" not in vars(cls) or hasattr(cls, "__post_init__"):
        raise TypeError(f"{cls.__name__} needs two fields, slots, and no __post_init__")
    return _Plan(
        read=attrgetter(*names),
        writers=tuple(getattr(cls, name).__set__ for name in names),
        places={name: place for place, name in enumerate(names)},
    )
