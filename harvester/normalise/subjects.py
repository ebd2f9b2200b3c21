"""The step for what data are about: European and INSPIRE themes, Glane's topics, milieux, exposure factors,
nature.

Themes come as codes, addresses or labels of several vocabularies. Topics are read from themes, INSPIRE
themes, exposure factors, milieux and keywords, and from the title where all these say nothing. Keywords
never make an INSPIRE theme: that would claim more than their author did.
"""

import re
from collections import Counter
from functools import lru_cache

from catalogue.record import Record
from catalogue.remembering import remembered
from catalogue.vocabularies import Term, Vocabulary, load_vocabulary
from harvester.normalise.matching import list_phrases
from harvester.normalise.step import NormaliseContext, Notebook, StepResult, distinct

_CODE_BEFORE_LABEL = re.compile(r"([a-z]{2})[ :-]+\S")


class _Subjects:
    """What one record is about, as far as it has been read."""

    def __init__(self, record: Record, notes: Notebook) -> None:
        self.record = record
        self.notes = notes
        self.themes: list[str] = []
        self.inspire: list[str] = []
        self.topics: list[str] = []

    def take(self, field: str, seen: str, term: Term, confidence: float) -> None:
        """Add what a term of another vocabulary implies."""
        for topic in term.topics:
            self.notes.made(field, seen, topic, confidence)
        self.themes += term.eu_themes
        self.topics += term.topics

    def take_topics(self, field: str, seen: str, *, exact: float, inside: float) -> bool:
        """Add the topics that a text names; tell whether it names any."""
        topics, is_whole = _topics_of(seen)
        for topic in topics:
            self.notes.made(field, seen, topic, exact if is_whole else inside)
        self.topics += topics
        return bool(topics)

    def take_theme(self, seen: str) -> None:
        """Add a theme, whatever vocabulary it is of."""
        if term := load_vocabulary("eu_themes").find(seen):
            self.notes.made("themes", seen, term.id, 0.95)
            self.themes.append(term.id)
        elif term := _find_inspire(seen):
            self.take_inspire(seen, term)
        elif term := load_vocabulary("iso_topics").find(seen):
            self.notes.made("themes", seen, " ".join(term.eu_themes), 0.8)
            self.take("themes", seen, term, 0.7)
        elif _is_patchwork(seen) or not self.take_topics("themes", seen, exact=0.9, inside=0.7):
            self.notes.missed("themes", seen)

    def take_inspire(self, seen: str, term: Term) -> None:
        """Add an INSPIRE theme and what it implies."""
        self.notes.made("inspire_themes", seen, term.id, 0.95)
        self.inspire.append(term.id)
        self.take("inspire_themes", seen, term, 0.7)


@remembered(20_000)
def _topics_of(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the topics that a text names, and whether it is the name of one as a whole."""
    topics = load_vocabulary("topics")
    if whole := topics.find(text):
        return (whole.id,), True
    return tuple(match.term.id for match in list_phrases(topics, text)), False


def _is_patchwork(theme: str) -> bool:
    """Tell whether a theme lists three subjects or more, of which no topic covers half: a drawer of a portal,
    such as "Aménagement du territoire, Urbanisme, Bâtiments, Equipements, Logement", makes no pavement a
    matter of housing.
    """
    parts = theme.split(",")
    topics = load_vocabulary("topics")
    named = Counter(term.id for part in parts if (term := topics.find(part)))
    return len(parts) >= 3 and topics.find(theme) is None and 2 * max(named.values(), default=0) < len(parts)


def normalise_subjects(record: Record, context: NormaliseContext) -> StepResult:  # noqa: ARG001
    """Read every field that tells the subject."""
    notes = Notebook("subjects")
    subjects = _Subjects(record, notes)
    _read_stated(subjects)
    milieux = _codes(subjects, "milieux", record.milieux)
    factors = _codes(subjects, "exposure_factors", record.exposure_factors)
    for keyword in record.keywords:
        subjects.take_topics("keywords", keyword, exact=0.8, inside=0.6)
    if not subjects.topics:
        subjects.take_topics("title", record.title, exact=0.5, inside=0.4)
    topics = _most_precise(distinct(subjects.topics))
    return notes.close(
        record,
        themes=distinct(subjects.themes) or _implied_themes(topics, notes),
        inspire_themes=distinct(subjects.inspire),
        topics=topics,
        milieux=milieux,
        exposure_factors=factors,
        nature=_nature(record.nature, notes),
    )


def _read_stated(subjects: _Subjects) -> None:
    for text in subjects.record.topics:
        if not subjects.take_topics("topics", text, exact=0.95, inside=0.7):
            subjects.notes.missed("topics", text)
    for text in subjects.record.themes:
        subjects.take_theme(text)
    for text in subjects.record.inspire_themes:
        if term := _find_inspire(text):
            subjects.take_inspire(text, term)
        else:
            subjects.notes.missed("inspire_themes", text)


def _find_inspire(text: str) -> Term | None:
    """Return the INSPIRE theme of a code, address or label, or of "hy Hydrographie"."""
    vocabulary = load_vocabulary("inspire_themes")
    coded = _CODE_BEFORE_LABEL.match(text)
    return vocabulary.find(text) or (vocabulary.find(coded[1]) if coded else None)


def _codes(subjects: _Subjects, field: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Turn the texts of `milieux` or `exposure_factors`, vocabularies of the same name, into codes."""
    if not texts:
        return ()
    vocabulary, found = load_vocabulary(field), []
    for text in texts:
        terms = _terms_of(vocabulary, text)
        if not terms:
            subjects.notes.missed(field, text)
        for term in terms:
            subjects.notes.made(field, text, term.id, 0.9)
            subjects.take(field, text, term, 0.6)
            found.append(term.id)
    return distinct(found)


def _terms_of(vocabulary: Vocabulary, text: str) -> list[Term]:
    term = vocabulary.find(text)
    return [term] if term else [match.term for match in list_phrases(vocabulary, text)]


@lru_cache(maxsize=2_048)
def _most_precise(topics: tuple[str, ...]) -> tuple[str, ...]:
    """Drop a topic whose child is there too: the child implies it."""
    if len(topics) < 2:
        return topics
    vocabulary = load_vocabulary("topics")
    above = {broader for topic in topics for broader in vocabulary.with_ancestors(topic)[1:]}
    return tuple(topic for topic in topics if topic not in above)


def _implied_themes(topics: tuple[str, ...], notes: Notebook) -> tuple[str, ...]:
    vocabulary = load_vocabulary("topics")
    themes = distinct(theme for topic in topics for theme in vocabulary.get(topic).eu_themes)
    notes.made("topics", " ".join(topics), " ".join(themes), 0.6)
    return themes


def _nature(text: str | None, notes: Notebook) -> str | None:
    if not text:
        return None
    term = load_vocabulary("natures").find(text)
    if term is None:
        notes.missed("nature", text)
        return None
    notes.made("nature", text, term.id, 0.9)
    return term.id
