"""Finding the terms of a vocabulary inside a longer text: addresses, and runs of words that spell one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.folding import fold_plural
from catalogue.vocabularies import Term, Vocabulary, spelling_key

_LONGEST_TEXT = 4000  # characters; beyond that a text is a document, not a value
_MOST_WORDS = 14
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"'«»]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A term and the folded words (or the address) that named it."""

    term: Term
    spelling: str


def list_addresses(vocabulary: Vocabulary, text: str) -> list[Match]:
    """Return the terms whose addresses stand in a text, in order."""
    found = (spelling_key(address.rstrip(".,;:")) for address in _ADDRESS.findall(text[:_LONGEST_TEXT]))
    return [
        Match(term=vocabulary.addresses[key], spelling=key) for key in found if key in vocabulary.addresses
    ]


def list_phrases(vocabulary: Vocabulary, text: str, *, shortest: int = 5) -> list[Match]:
    """Return the terms that runs of words of a text spell, in order, the longest run first where they
    overlap.

    A single word counts from `shortest` letters on: "air" alone means the air, inside a sentence it may not.
    """
    return list(_phrases(vocabulary, fold_plural(_ADDRESS.sub(" ", text[:_LONGEST_TEXT])).split(), shortest))


def _phrases(vocabulary: Vocabulary, words: list[str], shortest: int) -> Iterator[Match]:
    start = 0
    longest_from = vocabulary.longest_from
    while start < len(words):
        longest = longest_from.get(words[start])
        length = _longest_run(vocabulary, words, start, longest, shortest) if longest else 0
        if length:
            spelling = " ".join(words[start : start + length])
            yield Match(term=vocabulary.spellings[spelling], spelling=spelling)
        start += length or 1


def _longest_run(vocabulary: Vocabulary, words: list[str], start: int, longest: int, shortest: int) -> int:
    for length in range(min(_MOST_WORDS, longest, len(words) - start), 0, -1):
        run = " ".join(words[start : start + length])
        if run in vocabulary.spellings and (length > 1 or len(run) >= shortest):
            return length
    return 0
