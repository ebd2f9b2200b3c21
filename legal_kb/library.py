"""All the legal content, read and checked together: a fiche names others, a conclusion names fiches.

Editing content is changing one file below `data/`; `check_library` says in French what is wrong and where.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from legal_kb.convention import Convention
from legal_kb.conventions_reading import read_conventions
from legal_kb.diagnosis import Diagnosis
from legal_kb.diagnosis_checks import list_faults
from legal_kb.diagnosis_reading import read_diagnosis
from legal_kb.errors import ContentInvalid, NotFound
from legal_kb.faults import Fault, errors_among
from legal_kb.fiche import Fiche
from legal_kb.fiche_reading import read_fiche
from legal_kb.glossary import Entry, read_glossary
from legal_kb.letters import LETTERS
from legal_kb.marks import UNCONFIRMED, keys_of
from legal_kb.sources import LegalSource, read_sources

DIAGNOSES = ("publier", "acceder", "croiser", "conventionner")
"""The diagnoses in the order in which they are shown."""

_LINK = re.compile(r"\]\((fiche|diagnostic):([a-z0-9-]*)\)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The content by name: fiches, diagnoses and conventions by slug, entries by term, sources by key."""

    fiches: Mapping[str, Fiche]
    diagnoses: Mapping[str, Diagnosis]
    glossary: Mapping[str, Entry]
    sources: Mapping[str, LegalSource]
    conventions: Mapping[str, Convention] = field(default_factory=dict)

    def get_fiche(self, slug: str) -> Fiche:
        """Return a fiche; raises `NotFound`."""
        return _get(self.fiches, "fiche", slug)

    def get_diagnosis(self, slug: str) -> Diagnosis:
        """Return a diagnosis; raises `NotFound`."""
        return _get(self.diagnoses, "diagnostic", slug)

    def get_convention(self, slug: str) -> Convention:
        """Return a model convention; raises `NotFound`."""
        return _get(self.conventions, "convention", slug)


def _get(items: Mapping[str, T], kind: str, name: str) -> T:
    found = items.get(name)
    if found is None:
        raise NotFound(kind, name)
    return found


@cache
def load_library() -> Library:
    """Return the content that is shipped, read once; raises `ContentInvalid` where a file has errors."""
    library, faults = read_library(datetime.now(UTC).date())
    if errors := errors_among(faults):
        raise ContentInvalid(errors)
    return library


def read_library(today: date, folder: Traversable | None = None) -> tuple[Library, list[Fault]]:
    """Return the content of a folder, by default the one that is shipped, and every fault, file by file."""
    data = folder or files("legal_kb") / "data"
    faults: list[Fault] = []

    def kept(read: tuple[T, list[Fault]]) -> T:
        faults.extend(read[1])
        return read[0]

    fiches = [kept(read_fiche(text, name, today)) for name, text in _texts(data, "fiches", ".md")]
    diagnoses = [
        kept(read_diagnosis(text, name, today)) for name, text in _texts(data, "diagnostics", ".yaml")
    ]
    library = Library(
        fiches={fiche.slug: fiche for fiche in fiches},
        diagnoses=_in_order({diagnosis.slug: diagnosis for diagnosis in diagnoses}),
        glossary=kept(read_glossary((data / "glossary.yaml").read_text("utf-8"), "glossary.yaml")),
        sources=kept(read_sources((data / "sources.yaml").read_text("utf-8"), "sources.yaml")),
        conventions=kept(read_conventions(today, data / "conventions")),
    )
    faults += _cross_faults(library)
    return library, sorted(set(faults))


def _texts(data: Traversable, folder: str, ending: str) -> Iterator[tuple[str, str]]:
    for item in sorted((data / folder).iterdir(), key=lambda one: one.name):
        if item.name.endswith(ending):
            yield f"{folder}/{item.name}", item.read_text("utf-8")


def _in_order(diagnoses: Mapping[str, Diagnosis]) -> dict[str, Diagnosis]:
    names = [*DIAGNOSES, *(slug for slug in diagnoses if slug not in DIAGNOSES)]
    return {slug: diagnoses[slug] for slug in names if slug in diagnoses}


def _cross_faults(library: Library) -> Iterator[Fault]:
    for fiche in library.fiches.values():
        yield from _faults_of_fiche(fiche, library)
    for diagnosis in library.diagnoses.values():
        yield from list_faults(diagnosis, library.fiches, LETTERS)
        yield from _mark_faults(diagnosis.file, _marked_texts(diagnosis), library)
    for convention in library.conventions.values():
        texts = (*convention.attention, *(one for part in convention.parts() for one in part.paragraphs))
        for one in texts:
            yield from _mark_faults(one.file, [(one.line, one.text)], library)
    for slug in DIAGNOSES:
        if slug not in library.diagnoses:
            yield Fault(file=f"diagnostics/{slug}.yaml", line=1, message="ce diagnostic manque")
    for entry in library.glossary.values():
        if entry.fiche and entry.fiche not in library.fiches:
            message = f"« {entry.term} » : la fiche « {entry.fiche} » n'existe pas"
            yield Fault(file="glossary.yaml", line=entry.line, message=message)


def _faults_of_fiche(fiche: Fiche, library: Library) -> Iterator[Fault]:
    file = f"fiches/{fiche.slug}.md"
    for slug in fiche.related:
        if slug not in library.fiches or slug == fiche.slug:
            yield Fault(file=file, line=1, message=f"« related » : la fiche « {slug} » n'existe pas")
    lines = [
        (section.text_line + number, line)
        for section in fiche.sections
        for number, line in enumerate(section.text.splitlines())
    ]
    yield from _mark_faults(file, lines, library)
    for line, text in lines:
        for kind, name in _LINK.findall(text):
            if name not in (library.fiches if kind == "fiche" else library.diagnoses):
                yield Fault(file=file, line=line, message=f"le lien « {kind}:{name} » ne mène nulle part")


def _marked_texts(diagnosis: Diagnosis) -> Iterator[tuple[int, str]]:
    for question in diagnosis.questions:
        yield question.line, f"{question.help} {question.example or ''}"
    for conclusion in diagnosis.conclusions:
        yield conclusion.line, " ".join((*conclusion.reasons, *conclusion.actions))


def _mark_faults(file: str, texts: Iterable[tuple[int, str]], library: Library) -> Iterator[Fault]:
    for line, text in texts:
        for key in keys_of(text):
            if key != UNCONFIRMED and key not in library.sources:
                yield Fault(file=file, line=line, message=f"la marque [[{key}]] n'est pas dans sources.yaml")
