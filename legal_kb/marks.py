"""Marks in legal texts: where a claim was read, or that it still has to be confirmed.

`[[LEGI-CRPA]]` names a source of `data/sources.yaml`; `[[?]]` says that nobody has read the claim in a text
of law yet. Writers put them before the full stop; readers see a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

UNCONFIRMED = "?"
_MARK = re.compile(r"\s*\[\[([^\[\]]{1,40})\]\]")
_MARKS = re.compile(rf"(?:{_MARK.pattern})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words, and the marks that follow them."""

    words: str
    keys: tuple[str, ...] = ()


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield a text in pieces, each with the marks at its end."""
    start = 0
    for found in _MARKS.finditer(text):
        keys = tuple(dict.fromkeys(_MARK.findall(found[0])))
        yield Piece(words=text[start : found.start()], keys=keys)
        start = found.end()
    if text[start:]:
        yield Piece(words=text[start:])


def keys_of(text: str) -> list[str]:
    """Return the marks of a text, in order."""
    return _MARK.findall(text)


def plain(text: str) -> str:
    """Return a text without marks: what was read needs no word there, what was not says so in brackets."""
    return "".join(
        piece.words + (" (à vérifier)" if UNCONFIRMED in piece.keys else "") for piece in pieces_of(text)
    ).strip()
