"""Where the words of a query stand in a text, for both engines: fragments, no markup; templates mark them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.analysis import Token, tokenise

EXCERPT = 240
"""Characters of the part of a long text that is shown around the words found."""


class Fragment(NamedTuple):
    """A piece of a text; the pieces in order give the text back."""

    text: str
    is_match: bool


def highlight(text: str, stems: Iterable[str]) -> tuple[Fragment, ...]:
    """Return `text` cut where words of these stems begin and end; one fragment where there is none."""
    wanted = frozenset(stems)
    return _cut(text, 0, len(text), [token for token in tokenise(text) if token.stem in wanted])


def excerpt(text: str, stems: Iterable[str], length: int = EXCERPT) -> tuple[Fragment, ...]:
    """Return some `length` characters of `text` with as many different words of a query as can be, or ().

    Cut at words; "…" stands for what is left out before and after.
    """
    wanted = frozenset(stems)
    found = [token for token in tokenise(text) if token.stem in wanted]
    if not found:
        return ()
    start, end = _window(text, found, length)
    inside = [token for token in found if start <= token.start and token.end <= end]
    before = (Fragment("…", False),) if start > 0 else ()
    after = (Fragment("…", False),) if end < len(text) else ()
    return (*before, *_cut(text, start, end, inside), *after)


def shorten(text: str, length: int) -> str:
    """Return the first `length` characters at most, cut after a word and ended with "…" where it was
    longer.
    """
    if len(text) <= length:
        return text
    return text[: _edge_before(text, length - 1)].rstrip() + "…"


def _cut(text: str, start: int, end: int, found: Sequence[Token]) -> tuple[Fragment, ...]:
    fragments: list[Fragment] = []
    place = start
    for token in found:
        fragments.append(Fragment(text[place : token.start], False))
        fragments.append(Fragment(text[token.start : token.end], True))
        place = token.end
    fragments.append(Fragment(text[place:end], False))
    return tuple(fragment for fragment in fragments if fragment.text)


def _window(text: str, found: Sequence[Token], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    first = max(found, key=lambda token: (_variety(found, token.start, length), -token.start))
    start = _edge_after(text, max(0, min(first.start - length // 4, len(text) - length)), first.start)
    return start, max(_edge_before(text, start + length), first.end)


def _variety(found: Sequence[Token], start: int, length: int) -> int:
    return len({token.stem for token in found if start <= token.start < start + length * 3 // 4})


def _edge_after(text: str, place: int, limit: int) -> int:
    """Return the first start of a word from `place` on, `limit` at most."""
    while 0 < place < limit and not text[place - 1].isspace():
        place += 1
    return place


def _edge_before(text: str, place: int) -> int:
    """Return the last end of a word up to `place`; `place` itself in a text without blanks."""
    if place >= len(text):
        return len(text)
    blank = max(text.rfind(mark, max(0, place - 60), place + 1) for mark in " \n\t")
    return place if blank <= 0 else blank
