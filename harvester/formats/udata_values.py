"""The values of a dataset of a udata portal, whatever type they turn out to be: texts, objects, lists."""

import re
from collections.abc import Mapping
from typing import Any

from harvester.formats.html_text import plain_text
from harvester.formats.words import distinct, is_placeholder, squeeze

Json = Mapping[str, Any]

_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_HTML = re.compile(
    r"</?(?:p|br|div|span|a|ul|ol|li|b|i|em|strong|h[1-6]|table|tr|td|img)\b[^<>]*>", re.IGNORECASE
)


def text_of(value: Json, *names: str) -> str | None:
    """Return the first of these values that says something, as one line."""
    for name in names:
        if (text := _to_text(value.get(name))) and not is_placeholder(text):
            return text
    return None


def prose_of(value: Json, name: str) -> str | None:
    """Return a text in Markdown without the HTML that it may hold; its lines stay, they mean something."""
    found = value.get(name)
    if not isinstance(found, str):
        return None
    text = _AUTOLINK.sub(r"\1", found)
    return plain_text(text.replace("\n", "<br>\n") if _HTML.search(text) else text)


def texts_of(value: Json, name: str) -> tuple[str, ...]:
    """Return the texts of a list, or of a value that stands alone, each once."""
    found = value.get(name)
    parts = found if isinstance(found, list) else [found]
    return tuple(text for text in distinct(map(_to_text, parts)) if not is_placeholder(text))


def object_of(value: Json, name: str) -> Json:
    """Return an object, an empty one where there is none."""
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def objects_of(value: Json, name: str) -> list[Json]:
    """Return the objects of a list."""
    found = value.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _to_text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return squeeze(str(value))
