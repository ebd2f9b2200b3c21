"""What the pages of fiches, letters and the glossary show, ready for their templates."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from markupsafe import Markup, escape

from legal_kb.diagnosis import Diagnosis
from legal_kb.fiche import TOPICS, Fiche
from legal_kb.glossary import Entry, sort_key
from legal_kb.library import Library
from legal_kb.reviewing import Review
from legal_kb.walking import iterate_paths
from web.legal_text import Note, PageNotes, render_section

GAP = re.compile(r"\[[^\[\]\n]+\]")
WORD = re.compile(r"\w+")
FIRST_LETTER = re.compile(r"[a-z]")
OTHERS = "0–9"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReview:
    """When a content was reviewed: days in ISO form, and whether the review has run out."""

    reviewed_on: str
    due: str
    reviewed_by: str | None
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisCard:
    """A diagnosis in a list, with the least and the greatest number of its questions."""

    diagnosis: Diagnosis
    fewest: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGroup:
    """Fiches under one topic; a fiche stands once, under its first."""

    code: str
    name: str
    fiches: tuple[Fiche, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A part of a fiche, with the name that an address gives it."""

    heading: str
    anchor: str
    markup: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheView:
    """A fiche ready to be shown."""

    fiche: Fiche
    sections: tuple[ShownSection, ...]
    notes: Sequence[Note]
    has_unconfirmed: bool
    related: tuple[Fiche, ...]
    diagnoses: tuple[Diagnosis, ...]
    review: ShownReview


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGroup:
    """The entries of the glossary that begin with one letter."""

    letter: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        """The name of the letter in an address; no entry has it."""
        return f"lettre-{'0' if self.letter == OTHERS else self.letter.lower()}"


def shown_review(review: Review, today: date | None = None) -> ShownReview:
    """Return a review as a page tells it."""
    return ShownReview(
        reviewed_on=review.reviewed_on.isoformat(),
        due=review.due.isoformat(),
        reviewed_by=review.reviewed_by,
        is_over=review.is_over(today or datetime.now(UTC).date()),
    )


def list_cards(library: Library) -> Iterator[DiagnosisCard]:
    """Yield the diagnoses in their order."""
    for diagnosis in library.diagnoses.values():
        lengths = {len(path.given) for path in iterate_paths(diagnosis)}
        yield DiagnosisCard(diagnosis=diagnosis, fewest=min(lengths), most=max(lengths))


def list_topics(library: Library) -> Iterator[TopicGroup]:
    """Yield the topics that have fiches, in the order of the vocabulary."""
    for code, name in TOPICS.items():
        found = tuple(fiche for fiche in library.fiches.values() if fiche.topics[0] == code)
        if found:
            yield TopicGroup(code=code, name=name, fiches=found)


def build_fiche_view(fiche: Fiche, library: Library, notes: PageNotes) -> FicheView:
    """Return a fiche with its texts as markup."""
    sections = tuple(
        ShownSection(
            heading=section.heading,
            anchor=re.sub(r"[^a-z]+", "-", sort_key(section.heading)).strip("-"),
            markup=render_section(section.text, notes),
        )
        for section in fiche.sections
    )
    return FicheView(
        fiche=fiche,
        sections=sections,
        notes=notes.listed(),
        has_unconfirmed=notes.has_unconfirmed,
        related=tuple(library.fiches[slug] for slug in fiche.related if slug in library.fiches),
        diagnoses=tuple(_diagnoses_that_name(fiche.slug, library)),
        review=shown_review(fiche.review),
    )


def _diagnoses_that_name(slug: str, library: Library) -> Iterator[Diagnosis]:
    for diagnosis in library.diagnoses.values():
        if any(slug in conclusion.fiches for conclusion in diagnosis.conclusions):
            yield diagnosis


def list_entries(glossary: Mapping[str, Entry], words: str) -> list[Entry]:
    """Return the entries in which a word begins with each of these, whatever their case and accents."""
    wanted = WORD.findall(sort_key(words))
    found = [entry for entry in glossary.values() if _holds(entry, wanted)]
    return sorted(found, key=lambda entry: sort_key(entry.term))


def _holds(entry: Entry, wanted: Sequence[str]) -> bool:
    text = " ".join((entry.term, entry.full or "", entry.definition, *entry.aliases, *entry.also))
    said = WORD.findall(sort_key(text))
    return all(any(word.startswith(start) for word in said) for start in wanted)


def group_by_letter(entries: Iterable[Entry]) -> list[LetterGroup]:
    """Return entries, which are sorted, under the letters that they begin with."""
    return [
        LetterGroup(letter=letter, entries=tuple(group))
        for letter, group in groupby(entries, key=_first_letter)
    ]


def _first_letter(entry: Entry) -> str:
    first = sort_key(entry.term)[:1]
    return first.upper() if FIRST_LETTER.fullmatch(first) else OTHERS


def mark_gaps(letter: str) -> Markup:
    """Return a letter as markup, with what is left to fill in marked."""
    shown, start = Markup(), 0
    for gap in GAP.finditer(letter):
        shown += escape(letter[start : gap.start()]) + Markup('<mark class="gap">{}</mark>').format(gap[0])
        start = gap.end()
    return shown + escape(letter[start:])
