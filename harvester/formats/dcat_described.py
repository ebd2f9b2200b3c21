"""Descriptions that were just made, as they will be read: the page that is split is mapped at once.

Reading a description back from its lines takes as long as splitting the page took. Owns what is remembered,
keyed by the whole text, and for how long: until it was asked for, or the next page comes. What is not found
here is read from its lines, and is the same.
"""

from harvester.formats.rdf_graph import Graph, Said
from harvester.formats.rdf_terms import Term

MAX_CHARACTERS = 20_000_000
"""Of all descriptions together: a page of some thousand datasets."""


class _Latest:
    """What the last page described."""

    def __init__(self) -> None:
        self.left = MAX_CHARACTERS
        self.known: dict[str, dict[Term, Said]] = {}


_LATEST = _Latest()


def forget_descriptions() -> None:
    """Make room for the next page."""
    _LATEST.left = MAX_CHARACTERS
    _LATEST.known.clear()


def remember_description(text: str, by_subject: dict[Term, Said]) -> None:
    """Keep what a text says: exactly what `Graph(text)` would read in it."""
    if text not in _LATEST.known and len(text) <= _LATEST.left:
        _LATEST.left -= len(text)
        _LATEST.known[text] = by_subject


def read_description(text: str) -> Graph:
    """Return the statements of a description; ValueError for what is not one statement a line."""
    known = _LATEST.known.pop(text, None)
    return Graph(text) if known is None else Graph.of(known)
