"""Document type declarations, read on the text before any parser.

No parser at hand may be left alone with one: pyoxigraph expands nested entities without limit (666 bytes
gave a literal of 900 MB), rdflib burns a minute of CPU, lxml leaves the references out of the text. So a
declaration is refused unless it holds flat internal entities alone, as OWL files use them for namespaces;
these are written into the text here, and the declaration is taken out.
"""

import re
from collections.abc import Mapping

from harvester.errors import SourceMisbehaved

MAX_ENTITIES = 50
MAX_ENTITY_CHARACTERS = 1_000
MAX_EXPANDED_CHARACTERS = 10_000_000
"""What all references together may add to a document."""

DOCTYPE_REMOVED = "doctype-removed"

_START = re.compile(r"<!DOCTYPE(?=[\s\[>])", re.IGNORECASE)
_NAME_AND_ID = re.compile(r"""<!DOCTYPE\s+[^\s\[>"']+\s*(SYSTEM|PUBLIC)?""", re.IGNORECASE)
_END = re.compile(r"\s*>")
_ENTITY = re.compile(r"""<!ENTITY\s+([\w.:-]+)\s+("[^"]*"|'[^']*')\s*>""")
_HARMLESS = re.compile(r"""\s+|<!(?:ELEMENT|ATTLIST|NOTATION)(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_LEFT_ALONE = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ESCAPES = str.maketrans({'"': "&quot;", "'": "&apos;", ">": "&gt;"})


def without_doctype(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with flat entities written in and the declaration removed, and the flags of doing so.

    Raises `SourceMisbehaved(kind="forbidden-doctype", reason=…)` for nested, external, parameter, large or
    numerous entities, for an external DTD, and for a declaration that is not in the prolog.
    """
    if "<!" not in text or _START.search(text) is None:
        return text, ()
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if not _START.match(text, start):
        _refuse_elsewhere(text)
        return text, ()
    entities, end = _read(text, start)
    body = text[end:]
    _refuse_elsewhere(body)
    _refuse_expansion(body, entities)
    return text[:start] + _expanded(body, entities), (DOCTYPE_REMOVED,)


def _refused(reason: str) -> SourceMisbehaved:
    return SourceMisbehaved("forbidden-doctype", reason=reason)


def _refuse_elsewhere(text: str) -> None:
    if _START.search(_LEFT_ALONE.sub("", text)):
        raise _refused("misplaced")


def _read(text: str, start: int) -> tuple[dict[str, str], int]:
    head = _NAME_AND_ID.match(text, start)
    if head is None:
        raise _refused("unreadable")
    if head[1]:
        raise _refused("external")
    position = head.end()
    entities: dict[str, str] = {}
    if text.startswith("[", position):
        entities, position = _read_subset(text, position + 1)
    end = _END.match(text, position)
    if end is None:
        raise _refused("unreadable")
    return entities, end.end()


def _read_subset(text: str, position: int) -> tuple[dict[str, str], int]:
    entities: dict[str, str] = {}
    while not text.startswith("]", position):
        if entity := _ENTITY.match(text, position):
            entities.setdefault(entity[1], _flat_value(entity[2][1:-1]))  # XML 1.0 §4.2: the first one binds
            position = entity.end()
        elif harmless := _HARMLESS.match(text, position) or _LEFT_ALONE.match(text, position):
            position = harmless.end()
        else:
            raise _refused("external" if text.startswith(("<!ENTITY", "%"), position) else "unreadable")
        if len(entities) > MAX_ENTITIES:
            raise _refused("numerous")
    return entities, position + 1


def _flat_value(value: str) -> str:
    if "&" in value or "<" in value:
        raise _refused("nested")
    if len(value) > MAX_ENTITY_CHARACTERS:
        raise _refused("large")
    return value


def _refuse_expansion(body: str, entities: Mapping[str, str]) -> None:
    added = sum(body.count(f"&{name};") * len(value) for name, value in entities.items())
    if added > MAX_EXPANDED_CHARACTERS:
        raise _refused("large")


def _expanded(body: str, entities: Mapping[str, str]) -> str:
    if not entities:
        return body
    values = {name: value.translate(_ESCAPES) for name, value in entities.items()}
    names = "|".join(re.escape(name) for name in values)
    pattern = re.compile(rf"({_LEFT_ALONE.pattern})|&({names});", re.DOTALL)
    return pattern.sub(lambda match: match[1] or values[match[2]], body)
