"""The legal content as tests look at it: every text with the place where it stands, sentences to compare."""

import re
import unicodedata
from collections.abc import Iterator

from legal_kb.convention import Convention
from legal_kb.diagnosis import Diagnosis
from legal_kb.letters import LETTERS, write_letter
from legal_kb.library import Library
from legal_kb.readability import sentences_of

SHORTEST_OF_OWN = 8
"""Shorter sentences (« Notez la date. ») may come twice."""


def texts_of_diagnosis(diagnosis: Diagnosis) -> Iterator[str]:
    """What a reader of a diagnosis may read, text after text."""
    yield diagnosis.intro
    for question in diagnosis.questions:
        yield from (question.text, question.help, question.example or "")
        yield from (answer.label for answer in question.answers)
    for conclusion in diagnosis.conclusions:
        yield from (conclusion.title, *conclusion.reasons, *conclusion.actions)


def texts_of_convention(convention: Convention) -> Iterator[str]:
    """What a model says, text after text, as templates."""
    yield from (convention.summary, convention.useful_when, *convention.checks)
    yield from (paragraph.text for part in convention.parts() for paragraph in part.paragraphs)
    yield from (paragraph.text for paragraph in convention.attention)
    yield from (variable.help for variable in convention.variables)


def all_texts(library: Library) -> Iterator[tuple[str, str]]:
    """Where, and the text: fiches, diagnoses, conventions, letters and glossary."""
    for fiche in library.fiches.values():
        yield from ((fiche.slug, text) for text in (fiche.title, fiche.summary, fiche.text))
    for diagnosis in library.diagnoses.values():
        yield from ((diagnosis.slug, text) for text in texts_of_diagnosis(diagnosis))
    for convention in library.conventions.values():
        yield from ((convention.slug, text) for text in texts_of_convention(convention))
    for name in LETTERS:
        yield name, write_letter(name, {})
    for entry in library.glossary.values():
        yield entry.term, entry.definition


def normal(text: str) -> str:
    """A text as bare words, for comparing: no case, accents, punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def own_sentences(text: str) -> Iterator[str]:
    """The sentences that are long enough to be somebody's own, ready to compare."""
    for sentence in sentences_of(text):
        words = normal(sentence)
        if len(words.split()) >= SHORTEST_OF_OWN:
            yield words
