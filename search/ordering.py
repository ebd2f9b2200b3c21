"""The order of hits, the same in every engine.

A score depends on the query and the document alone, never on the rest of the index: no word frequencies, no
average lengths. So both engines give one order, pages stay stable while the index grows or is cut into
shards, and a score can be explained. For each word the best field counts (`TEXT_FIELDS`), for a quoted
phrase the same times its words; a text that stands together in the title earns `TITLE_PHRASE`, one that is
the whole title or acronym `EXACT`. The sum, a whole number below 256, is multiplied by the weight of the
document, from 1 to 1.25 in steps of 1/1024: few enough digits for 32-bit floats to hold every product
exactly.
"""

import re
from typing import Literal
from unicodedata import normalize

from search.analysis import stems_of
from search.document import SearchDocument
from search.query import Sort
from search.text_query import TextQuery

TITLE_PHRASE = 3
EXACT = 10
PHRASE_FIELDS = ("title", "description")
"""Where a quoted phrase is looked for."""

STEPS = 1024
"""The weight of a document, and so any score, is a whole number of 1/1024."""

MAX_EXACT = 4000
"""Characters of the stems of a whole title that are compared: no query reaches beyond."""

_LAST = "99999999999999"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")
_COMPLEMENT = str.maketrans("0123456789", "9876543210")
_MARKS = re.compile("[\u0300-\u036f]+")
_NO_WORD = re.compile(r"[\W_]+")
_NO_DIGIT = re.compile(r"\D")

OrderField = Literal["by_rank", "by_modified", "by_title"]


def order_field(sort: Sort, text: TextQuery) -> OrderField | None:
    """Return the field whose ascending order is asked for, None for scores with ids breaking ties."""
    if sort == "relevance":
        return "by_rank" if text.is_empty else None
    return "by_modified" if sort == "modified" else "by_title"


def prior(document: SearchDocument) -> int:
    """Return from 0 to 255 how good a hit a document is whatever the words: quality, short title, freshness.

    Half of it is the quality (50 of 100 where unknown), a quarter each the shortness of the title (16 words
    and more give nothing) and the year of the last change (from 2000 to 2040).
    """
    quality = 50 if document.quality is None else document.quality
    shortness = max(0, 16 - len(stems_of(document.title).split()))
    year = int(document.modified[:4]) if _DATE.match(document.modified or "") and document.modified else 2000
    freshness = min(max(year - 2000, 0), 40)
    return min(127 * quality // 100 + 64 * shortness // 16 + 64 * freshness // 40, 255)


def weight(document: SearchDocument) -> float:
    """Return what the score of a document is multiplied by, from 1 to 1.25."""
    return 1 + prior(document) / STEPS


def exact_score(score: float) -> float:
    """Return a score as it is meant, a whole number of steps, whatever an engine lost on the way."""
    return round(score * STEPS) / STEPS


def order_keys(document: SearchDocument) -> dict[str, str]:
    """Return the texts whose order is that of the hits; each ends with the id, so no two are equal."""
    return {
        "by_rank": f"{255 - prior(document):03d}\t{document.id}",
        "by_modified": f"{_newest_first(document.modified)}\t{document.id}",
        "by_title": f"{_title_key(document.title)}\t{document.id}",
    }


def exact_forms(document: SearchDocument) -> tuple[str, ...]:
    """Return the stems of the title and of the acronym, each as one text."""
    forms = [stems_of(text)[:MAX_EXACT] for text in (document.title, document.texts.get("acronym", ""))]
    return tuple(dict.fromkeys(filter(None, forms)))


def exact_form(stems: list[str] | tuple[str, ...]) -> str:
    """Return stems as one text to compare."""
    return " ".join(stems)[:MAX_EXACT]


def _newest_first(modified: str | None) -> str:
    found = _DATE.match(modified or "")
    if not found:
        return _LAST
    return _NO_DIGIT.sub("", found[0]).ljust(14, "0").translate(_COMPLEMENT)


def _title_key(title: str) -> str:
    bare = _MARKS.sub("", normalize("NFKD", title.casefold().replace("œ", "oe").replace("æ", "ae")))
    return _NO_WORD.sub(" ", bare).strip()[:200]
