"""The step for what people read first: titles, acronyms and keywords in clean plain text."""

import re
from unicodedata import normalize

from catalogue.record import Record
from catalogue.remembering import remembered
from harvester.normalise.step import NormaliseContext, Notebook, StepResult, distinct

_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
"""Bidirectional controls, zero-width spaces and soft hyphens; joiners stay, emoji are made with them."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\\s]+")
_WORDS_IN_A_LIST = 5
_SURROGATES = re.compile("[\ud800-\udfff]")


@remembered(20_000)
def clean_title(text: str) -> str:
    """Return `text` in NFC, white space collapsed, without controls that could turn a line round (UAX #9)."""
    if text.isprintable() and "  " not in text:  # none of those then, and no white space but single spaces
        return normalize("NFC", text).strip()
    visible = _SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))
    return _CONTROLS.sub(" ", normalize("NFC", visible)).strip()


def normalise_titles(record: Record, context: NormaliseContext) -> StepResult:  # noqa: ARG001
    """Clean the title, the acronym and every keyword; keywords that become equal are one."""
    notes = Notebook("titles")
    title = clean_title(record.title)
    notes.made("title", record.title, title, 1.0)
    acronym = clean_title(record.acronym or "")
    said = acronym if acronym != title else ""
    return notes.close(record, title=title, acronym=said or None, keywords=_parted(record.keywords))


def _parted(keywords: tuple[str, ...]) -> tuple[str, ...]:
    """Part what a source wrote into one keyword: at semicolons, and at commas where all of it is short words.

    A keyword among others keeps its commas: "Zones de gestion, de restriction ou de réglementation".
    """
    words: tuple[str, ...] = distinct([clean_title(part) for text in keywords for part in text.split(";")])
    if len(words) != 1 or "," not in words[0]:
        return words
    listed = distinct(clean_title(part) for part in words[0].split(","))
    short = all(len(part.split()) <= _WORDS_IN_A_LIST for part in listed)
    return listed if len(listed) > 1 and short else words
