"""Fiches and diagnoses as what the search box finds: documents of kind `fiche`, and their pages."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256

from flask import url_for

from catalogue.json_text import to_bytes
from legal_kb.diagnosis import Diagnosis
from legal_kb.fiche import TOPICS, Fiche
from legal_kb.library import Library, load_library
from legal_kb.marks import plain
from search.document import MAX_TEXT, SearchDocument, Shown
from search.query import Hit

LEGAL = "fiche"
"""The kind of these documents."""
_PAGES = {
    "fiche": ("legal.show_fiche", "/juridique/fiches/"),
    "diagnostic": ("legal.show_diagnosis", "/juridique/diagnostics/"),
}
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class LegalDocuments:
    """Provides the documents of the content that is shipped (`search.sync.DocumentProvider`)."""

    def list_documents(self, ids: Sequence[str]) -> Iterable[SearchDocument]:
        """Return the documents of those of these ids that are fiches or diagnoses."""
        wanted = frozenset(ids)
        return [document for document in _documents() if document.id in wanted]

    def iterate_documents(self) -> Iterable[SearchDocument]:
        """Return every document."""
        return _documents()

    def digests(self) -> Mapping[str, str]:
        """Return the SHA-256 of every document by its id: another one means other words to be found."""
        return {document.id: _digest(document) for document in _documents()}


def hit_address(hit: Hit) -> str:
    """Return the address of the page of a hit (also a template global); needs a request."""
    kind, _colon, slug = hit.id.partition(":")
    if hit.kind == LEGAL and kind in _PAGES:
        return url_for(_PAGES[kind][0], slug=slug)
    return url_for("record.show", record_id=hit.id)


def find_page(hit: Hit) -> str | None:
    """Return the path of the page of a fiche or diagnosis, None for a hit that is a record."""
    kind, _colon, slug = hit.id.partition(":")
    return f"{_PAGES[kind][1]}{slug}" if hit.kind == LEGAL and kind in _PAGES else None


@cache
def _documents() -> tuple[SearchDocument, ...]:
    return tuple(_iterate(load_library()))


def _iterate(library: Library) -> Iterator[SearchDocument]:
    for fiche in library.fiches.values():
        yield _of_fiche(fiche)
    for diagnosis in library.diagnoses.values():
        yield _of_diagnosis(diagnosis)


def _of_fiche(fiche: Fiche) -> SearchDocument:
    keywords = tuple(TOPICS[topic] for topic in fiche.topics)
    return _document(f"fiche:{fiche.slug}", fiche.title, f"{fiche.summary}\n\n{fiche.text}", keywords)


def _of_diagnosis(diagnosis: Diagnosis) -> SearchDocument:
    asked = "\n".join(question.text for question in diagnosis.questions)
    ends = "\n".join(conclusion.title for conclusion in diagnosis.conclusions)
    text = f"{diagnosis.intro}\n\n{asked}\n\n{ends}"
    return _document(f"diagnostic:{diagnosis.slug}", diagnosis.title, text, ())


def _document(name: str, title: str, text: str, keywords: tuple[str, ...]) -> SearchDocument:
    """Fiches have no filter but their kind: topics of law are no topics of data."""
    said = plain(_LINK.sub(r"\1", text))[:MAX_TEXT]
    texts = {"title": title, "keywords": ", ".join(keywords), "description": said}
    return SearchDocument(
        id=name,
        kind=LEGAL,
        title=title,
        texts={field: words for field, words in texts.items() if words},
        values={"kind": (LEGAL,)},
        shown=Shown(description=said, keywords=keywords),
    )


def _digest(document: SearchDocument) -> str:
    return sha256(to_bytes(document)).hexdigest()
