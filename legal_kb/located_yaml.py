"""YAML whose mappings and lists know the line where they begin, so that a fault can name it.

The safe tags of YAML alone; a key that comes twice is a fault, since the second would win in silence.
"""

from collections.abc import Hashable
from typing import Any

import yaml

from legal_kb.faults import Fault


class LocatedDict(dict[str, Any]):
    """A mapping; `lines` holds the line of each key, `line` that of the first."""

    line: int = 1
    lines: dict[str, int]


class LocatedList(list[Any]):
    """A list; `lines` holds the line of each item."""

    line: int = 1
    lines: list[int]


class _Loader(yaml.SafeLoader):
    """Also takes dates as the text that they are written as."""

    first_line = 0
    repeated: list[tuple[int, str]]


def read_yaml_text(text: str, file: str, first_line: int = 1) -> tuple[Any, list[Fault]]:
    """Return the content of a text that begins at `first_line` of `file`, and the faults of its form."""
    loader = _Loader(text)
    loader.first_line = first_line
    loader.repeated = []
    try:
        content = loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or str(error)
        return None, [Fault(file=file, line=line, message=f"le texte YAML est mal formé ({problem})")]
    finally:
        loader.dispose()
    repeated = [
        Fault(file=file, line=line, message=f"la clé « {key} » est écrite deux fois")
        for line, key in loader.repeated
    ]
    return content, repeated


def line_of(container: Any, key: Hashable | int | None = None, default: int = 1) -> int:
    """Return the line of a key or an item, else that of the container."""
    if isinstance(container, LocatedDict):
        return container.lines.get(str(key), container.line)
    if isinstance(container, LocatedList):
        return container.lines[key] if isinstance(key, int) and key < len(container.lines) else container.line
    return default


def _mapping(loader: _Loader, node: yaml.MappingNode) -> LocatedDict:
    made = LocatedDict()
    made.line = loader.first_line + node.start_mark.line
    made.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        line = loader.first_line + key_node.start_mark.line
        if key in made:
            loader.repeated.append((line, key))
        made[key] = loader.construct_object(value_node, deep=True)
        made.lines[key] = line
    return made


def _sequence(loader: _Loader, node: yaml.SequenceNode) -> LocatedList:
    made = LocatedList(loader.construct_object(one, deep=True) for one in node.value)
    made.line = loader.first_line + node.start_mark.line
    made.lines = [loader.first_line + one.start_mark.line for one in node.value]
    return made


def _as_written(_loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(node.value)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG, _sequence)
for _tag in ("bool", "int", "float", "timestamp"):  # `oui`, a version or a date is the text that stands there
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _as_written)
