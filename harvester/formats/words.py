"""Small cleanings of text that every mapping needs; what changes a meaning belongs to normalisation."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

_INVISIBLE = "\u200b\u2060\ufeff"
_WITHOUT_INVISIBLE = str.maketrans("", "", _INVISIBLE + "\x00")
_PLACEHOLDERS = frozenset({
    "none", "null", "nan", "nil", "n/a", "#n/a", "todo", "tbd", "undefined", "-", "--", "?",
    "non renseigné", "non renseignée", "non renseigne",
    "à remplir", "a remplir", "à compléter", "a completer",
})  # fmt: skip
_LONG = 200
_SHORT = 80
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS))
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def squeeze(text: str | None) -> str:
    """Return one line of text: white space collapsed, invisible characters gone."""
    if not text:
        return ""
    if text.isprintable() and "  " not in text and text[0] != " " != text[-1]:
        return text  # of all white space the space alone is printable, and nothing invisible is
    if "\x00" in text or (
        not text.isascii() and ("\u200b" in text or "\u2060" in text or "\ufeff" in text)
    ):  # one search each is far quicker than a loop over `_INVISIBLE`
        text = text.translate(_WITHOUT_INVISIBLE)
    return " ".join(text.split())


def paragraphs(text: str | None) -> str:
    """Return text whose line breaks are kept, each line squeezed, never two empty lines in a row."""
    lines = (text or "").splitlines()
    if len(lines) == 1:
        return squeeze(lines[0])
    joined = "\n".join(map(squeeze, lines))
    return (re.sub(r"\n{3,}", "\n\n", joined) if "\n\n\n" in joined else joined).strip()


def is_placeholder(text: str) -> bool:
    """Tell whether a text says nothing and only fills its place (« TODO », « non renseigné », `null`)."""
    if not text or len(text) >= _LONG:
        return False
    return not (_stated_shortly(text) if len(text) <= _SHORT else _stated(text))


def stated(text: str | None) -> str:
    """Return the squeezed text, empty where it says nothing: a placeholder, or the instructions of a template
    (« -- Nom de l'organisation -- »).
    """
    if not text:
        return ""
    return _stated_shortly(text) if len(text) <= _SHORT else _stated(text)


def _stated(text: str) -> str:
    line = squeeze(text)
    if len(line) <= _LONGEST_PLACEHOLDER and line.casefold() in _PLACEHOLDERS:
        return ""
    return "" if line.startswith("-- ") and line.endswith(" --") else line


_stated_shortly = lru_cache(maxsize=8_192)(_stated)
"""Codes, names and addresses, which records say over and over."""


def distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Return the squeezed texts in order, without empty ones and repetitions."""
    return tuple(dict.fromkeys(filter(None, map(squeeze, texts))))


def unique(lines: Iterable[str]) -> tuple[str, ...]:
    """Return texts that are squeezed already in order, each once."""
    return tuple(dict.fromkeys(lines))


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of some texts: an id where the source has none."""
    return sha256("\x1f".join(squeeze(part).casefold() for part in parts).encode()).hexdigest()[:16]


def is_http(text: str | None) -> bool:
    """Tell whether a text is an http(s) address and nothing else."""
    return bool(text) and _ADDRESS.fullmatch(text or "") is not None


def cut(text: str, limit: int = 300) -> str:
    """Return a text for a message, cut at `limit` characters."""
    line = squeeze(text)
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
