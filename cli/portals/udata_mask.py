"""The header `X-Fields` of flask-restx: which fields of an answer are wanted: `data{id,title},total`."""

from collections.abc import Mapping
from typing import Any

Mask = dict[str, "Mask | None"]
"""Field → mask of what it holds, None for all of it; `*` stands for every field."""


class MaskInvalid(ValueError):
    """The header does not fit the grammar: the platform answers 400."""


def parse_mask(text: str) -> Mask:
    """Return the mask that a header spells; raises `MaskInvalid`."""
    opened: list[Mask] = [{}]
    name = ""
    for character in text.replace(" ", "") + ",":
        if character in ",{}":
            if name:
                opened[-1][name] = None
            if character == "{":
                if not name:
                    raise MaskInvalid(text)
                inner: Mask = {}
                opened[-1][name] = inner
                opened.append(inner)
            elif character == "}":
                opened.pop()
            if not opened:
                raise MaskInvalid(text)
            name = ""
        else:
            name += character
    if len(opened) != 1:
        raise MaskInvalid(text)
    return opened[0]


def apply_mask(value: Any, mask: Mask | None) -> Any:
    """Return the fields of a value that a mask names; a field that is not there is null."""
    if mask is None or value is None:
        return value
    if isinstance(value, list):
        return [apply_mask(item, mask) for item in value]
    if not isinstance(value, Mapping):
        return value
    names = (*value, *mask) if "*" in mask else tuple(mask)
    return {name: apply_mask(value.get(name), mask.get(name)) for name in names if name != "*"}
