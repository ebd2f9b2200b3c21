"""Spelling folded away: labels that differ by accents, case, ligatures, punctuation or a plural compare
equal.

For looking things up by name (vocabularies, territories). The analysis of text that people search is another
matter and lives in `search`.
"""

import re
from unicodedata import normalize

from catalogue.remembering import remembered

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o"})
_COMBINING = re.compile("[\u0300-\u036f]+")
_SEPARATORS = re.compile(r"(?:[^\w\n]|_)+")
_SPACES_AT_EDGES = re.compile(r"^ | $", re.MULTILINE)
_PLURAL = re.compile(r"\b(\w{2,}[a-z])s\b|\b(\w*(?:eau|eu|ou))x\b")


@remembered(20_000)
def fold_label(text: str) -> str:
    """Return `text` without accents, case and punctuation, words parted by one space."""
    return fold_lines(text.replace("\n", " "))


def fold_lines(text: str) -> str:
    """Fold each line of `text` as `fold_label` does: far quicker than one call per line."""
    bare = _COMBINING.sub("", normalize("NFKD", text.translate(_LIGATURES))).casefold()
    return _SPACES_AT_EDGES.sub("", _SEPARATORS.sub(" ", bare))


@remembered(20_000)
def fold_plural(text: str) -> str:
    """Fold a label and drop the plural of its French words, so that "Sols" and "sol" compare equal."""
    return _PLURAL.sub(lambda match: match[1] or match[2], fold_label(text))
