"""Changed copies of frozen dataclasses without slots: what a harvest does seven times per record.

As `dataclasses.replace`, at a tenth of its price: one dictionary is copied, and no `__init__` runs.
"""

from typing import Any, TypeVar

T = TypeVar("T")


def with_changes(value: T, **changes: Any) -> T:
    """Return a copy of a dataclass with some fields changed; TypeError for a field that it does not have."""
    cls = value.__class__
    kept = vars(value)
    fields = {**kept, **changes}
    if len(fields) > len(kept):
        raise TypeError(f"{cls.__name__} has no field {min(changes.keys() - kept.keys())}")
    made = object.__new__(cls)
    object.__setattr__(made, "__dict__", fields)
    return made
