"""How plainly a text reads: the length of its sentences, and the score of Kandel and Moles for French.

It measures and judges nothing; the thresholds that our content keeps, and why, are in
`docs/decisions/0015-plain-language.md`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legal_kb.marks import pieces_of

LONG_SENTENCE = 25
"""A sentence of more words than this is a long one."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STARTS_BLOCK = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+|#+\s+|\|)")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[»)*_\s]*\s+(?=[*_«(]*\s*[A-ZÀ-ÖØ-Þ0-9])")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[-.,/:*](?=[^\W_])|['’](?=[^\W_«]))*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)['’]")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüÿœæ]+")
_SILENT_END = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüÿœæ])(?:e|es|ent)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability:
    """What was measured: words a sentence, the longest sentence, the share of long ones, the score."""

    sentences: int
    mean_words: float
    longest: str
    longest_words: int
    long_share: float
    score: float


def sentences_of(markdown: str) -> Iterator[str]:
    """Yield the sentences of a Markdown text without marks, links and emphasis; a list item ends where the
    next one begins, with or without a full stop.
    """
    for block in _blocks("".join(piece.words for piece in pieces_of(markdown))):
        for sentence in _SENTENCE_ENDS.split(_LINK.sub(r"\1", block)):
            words = re.sub(r"[*`]{1,2}", "", sentence).strip()
            if _WORD.search(words):
                yield words


def words_of(sentence: str) -> list[str]:
    """Return the words as a word processor counts them: `l'eau`, `peut-être` and `3,5` are one each."""
    return _WORD.findall(sentence)


def measure(sentences: Sequence[str]) -> Readability:
    """Return the measures of sentences of `sentences_of`; raises `ValueError` where there are none.

    The score is 207 less 1.015 times the words a sentence and 73.6 times the syllables a word (Kandel and
    Moles, « Application de l'indice de Flesch à la langue française », 1958): the higher, the easier; 60 to
    70 is standard, 80 easy.
    """
    if not sentences:
        raise ValueError("no sentence to measure")
    counts = [len(words_of(sentence)) for sentence in sentences]
    words = [word for sentence in sentences for word in words_of(sentence)]
    mean = sum(counts) / len(counts)
    syllables = sum(map(count_syllables, words)) / len(words)
    longest = max(sentences, key=lambda sentence: len(words_of(sentence)))
    return Readability(
        sentences=len(sentences),
        mean_words=mean,
        longest=longest,
        longest_words=max(counts),
        long_share=sum(count > LONG_SENTENCE for count in counts) / len(counts),
        score=207 - 1.015 * mean - 73.6 * syllables,
    )


def count_syllables(word: str) -> int:
    """Return the groups of vowels without a silent ending; an acronym without vowels is spelled (`SNDS`)."""
    bare = _ELISION.sub("", word.lower())
    groups = len(_VOWELS.findall(_SILENT_END.sub("", bare)))
    return groups or (len(bare) if word.isupper() else 1)


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, headings and list items, each on one line."""
    kept: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts = _STARTS_BLOCK.match(line)
        if kept and (starts or not line.strip()):
            yield " ".join(kept)
            kept = []
        if line.strip():
            kept.append((line[starts.end() :] if starts else line).strip())
