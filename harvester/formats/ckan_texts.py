"""In which language: titles and descriptions of a CKAN package, told once or by language (ckanext-fluent)."""

import re
from collections.abc import Mapping

from harvester.formats.ckan_package import CkanPackage, says
from harvester.formats.html_text import plain_text
from harvester.formats.languages import to_language
from harvester.formats.words import squeeze

_INLINE = re.compile(r"</?(?:a|b|i|em|strong|span|font|img)\b[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|table)\b[^>]*>", re.IGNORECASE)


def to_prose(text: str | None) -> str | None:
    """Return a description without its HTML. CKAN writes Markdown and lets HTML through: where that is only
    inside lines, the lines are those of the Markdown.
    """
    if text and _INLINE.search(text) and not _BLOCK.search(text):
        text = re.sub(r"\r?\n", "<br>", text)
    return plain_text(text)


def by_language(read: CkanPackage, translated: str, plain: str, *, lines: bool = False) -> dict[str, str]:
    """Return the texts by language, `""` for one whose language is not told."""
    found: dict[str, str] = {}
    for value in (read.value(translated), read.value(plain)):
        texts = value if isinstance(value, Mapping) else {"": value}
        for name, text in texts.items():
            code = to_language(str(name)) or ""
            if says(text) and not isinstance(text, (Mapping, list)):
                found.setdefault(code, str(text) if lines else squeeze(str(text)))
    if any(text == found.get("") for code, text in found.items() if code):
        del found[""]
    return found


def to_translations(
    titles: Mapping[str, str], descriptions: Mapping[str, str], language: str
) -> dict[str, dict[str, str]]:
    """Return title and description by language, beside the one the record is in."""
    found: dict[str, dict[str, str]] = {}
    for code in sorted({*titles, *descriptions} - {"", language}):
        texts = {"title": titles.get(code), "description": descriptions.get(code)}
        found[code] = {name: text for name, text in texts.items() if text}
    return found
