"""The one French analysis: what both engines index, what a query asks for and what highlights mark.

A text becomes the stems of its words: elided articles parted, case, accents and ligatures folded away, words
that say nothing dropped, plural and feminine endings stripped. Folding comes before stemming, since people
type "donnees" for "données": a stemmer that still sees accents would keep the two apart.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from unicodedata import normalize

from catalogue.remembering import remembered

MAX_TOKEN = 100
"""Characters of a stem; longer ones (encoded data) are cut, so that no engine splits or drops them."""

MAX_PARTS = 50_000
"""How many parts of texts are remembered; then all are forgotten."""

_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_APOSTROPHES = "'’ʼ‘"
_ELIDED = re.compile(
    rf"(?<![^\W_])(?<![{_MARKS}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[{_APOSTROPHES}](?=[^\W_])",
    re.IGNORECASE,
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_UNSEARCHABLE = re.compile(r"[\W_]+")
_FROM_AIL = {"baux": "bail", "coraux": "corail", "emaux": "email", "travaux": "travail", "vitraux": "vitrail"}
_STOP_WORDS = frozenset(
    line.strip()
    for line in (files("search") / "stop_words.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)


class Token(NamedTuple):
    """A stem and the characters `[start, end)` of the text that it stands for."""

    stem: str
    start: int
    end: int


def analyse(text: str) -> list[str]:
    """Return the stems of `text` in order, each as often as it occurs."""
    return stems_of(text).split()


@remembered(2_000)
def stems_of(text: str) -> str:
    """Return the stems of `text` in order, parted by blanks: what engines index.

    A title is asked for time and again: as a text, as an exact form, for its length. What stands between
    two blanks is read once: no word, no elision reaches beyond a blank.
    """
    return " ".join(filter(None, [_KNOWN_PARTS[part] for part in text.split()]))


def tokenise(text: str) -> Iterator[Token]:
    """Yield the stems of `text` with their place; the offsets count characters of `text` as given."""
    for match in _WORD.finditer(_without_elisions(text)):
        if found := _stem_of(match[0]):
            yield Token(found, match.start(), match.end())


def _without_elisions(text: str) -> str:
    """Return `text`, as long as it was, with blanks for "l'", "qu'" and their like."""
    if not any(apostrophe in text for apostrophe in _APOSTROPHES):
        return text
    return _ELIDED.sub(lambda match: " " * len(match[0]), text)


def fold(word: str) -> str:
    """Return `word` in lower case, without accents, ligatures or anything that is no letter or digit."""
    plain = normalize("NFKD", word.casefold().translate(_LIGATURES))
    return _UNSEARCHABLE.sub("", plain.casefold())


class _Parts(dict[str, str]):
    """The stems of what stood between two blanks, each read once; asked for every word of every text, which
    a dictionary answers in half the time of a function.
    """

    def __missing__(self, part: str) -> str:
        stems = " ".join(filter(None, map(_stem_of, _WORD.findall(_without_elisions(part)))))
        if len(self) >= MAX_PARTS:
            self.clear()
        if len(part) <= MAX_TOKEN:
            self[part] = stems
        return stems


_KNOWN_PARTS = _Parts()


@lru_cache(maxsize=50_000)
def _stem_of(word: str) -> str:
    """Return the stem of a word, empty for one that says nothing."""
    folded = fold(word)
    return "" if folded in _STOP_WORDS else stem(folded)[:MAX_TOKEN]


def stem(folded: str) -> str:
    """Strip plural and feminine endings from a folded word.

    Three letters stay ("pays" → "pay", "iris" → "iri", but "ans"), four where an `e` goes, so that "aire" is
    not "air". Derivations are not joined: "équiper" and "équipement" stay apart.
    """
    if not folded.isalpha():
        return folded
    word = _singular(folded)
    for _ in range(2):
        if word.endswith("e") and len(word) > 4:
            word = word[:-1]
    return word


def _singular(folded: str) -> str:
    if folded in _FROM_AIL:
        return _FROM_AIL[folded]
    if folded.endswith("aux") and len(folded) > 4 and folded[-4] not in "ey":
        return folded[:-2] + "l"
    if folded.endswith(("s", "x")) and len(folded) > 3:
        return folded[:-1]
    return folded
