"""A fiche as it is written: YAML between two lines `---`, then Markdown under fixed headings."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from legal_kb.faults import Fault
from legal_kb.fiche import AUDIENCES, SECTIONS, STATUSES, TOPICS, Fiche, Reference, Section
from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import LocatedDict, LocatedList, line_of, read_yaml_text
from legal_kb.reviewing import REVIEW_KEYS, read_review

_KEYS = ("slug", "title", "summary", "audience", "topics", "references", "related", *REVIEW_KEYS)
_REFERENCE_KEYS = ("text", "article", "read", "status", "note")
_FENCE = "---"
_HEADING = re.compile(r"##\s+(.+?)\s*")


def read_fiche(content: str, file: str, today: date) -> tuple[Fiche, list[Fault]]:
    """Return a fiche and the faults of its file; where there are errors it is not whole."""
    front, body, body_line = _parted(content)
    data, faults = read_yaml_text(front, file, first_line=2)
    reader = FieldReader(file=file, faults=faults)
    if not front:
        reader.fault(1, "le fichier doit commencer par un en-tête entre deux lignes « --- »")
    fields = reader.mapping(data, 1, "l'en-tête") if not faults else reader.mapping(None, 1, "l'en-tête")
    reader.known_keys(fields, _KEYS)
    sections = tuple(_sections(body, body_line))
    _check_sections(reader, sections)
    fiche = Fiche(
        slug=reader.slug(fields),
        title=reader.text(fields, "title"),
        summary=reader.text(fields, "summary"),
        audience=reader.choices(fields, "audience", AUDIENCES),
        topics=reader.choices(fields, "topics", TOPICS),
        references=tuple(_references(reader, fields)),
        related=reader.texts(fields, "related", required=False),
        review=read_review(reader, fields, today),
        sections=sections,
    )
    if fiche.slug and not file.endswith(f"/{fiche.slug}.md"):
        reader.fault(line_of(fields, "slug"), f"« slug » doit être le nom du fichier, pas « {fiche.slug} »")
    return fiche, reader.faults


def _parted(content: str) -> tuple[str, str, int]:
    """Return the front matter, the body and the line where the body begins."""
    lines = content.splitlines()
    if not lines or lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        return "", content, 1
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _sections(body: str, first_line: int) -> Iterator[Section]:
    heading, start, kept = "", first_line, list[str]()
    for number, line in enumerate(body.splitlines(), first_line):
        if found := _HEADING.fullmatch(line):
            if heading or any(map(str.strip, kept)):
                yield _section(heading, kept, start)
            heading, start, kept = found[1], number, []
        else:
            kept.append(line)
    if heading:
        yield _section(heading, kept, start)


def _section(heading: str, lines: Sequence[str], line: int) -> Section:
    blank = next((number for number, text in enumerate(lines) if text.strip()), 0)
    return Section(
        heading=heading, text="\n".join(lines).strip(), line=line, text_line=line + bool(heading) + blank
    )


def _check_sections(reader: FieldReader, sections: Sequence[Section]) -> None:
    found = [section.heading for section in sections]
    if found != list(SECTIONS):
        line = next((s.line for s, wanted in zip(sections, SECTIONS, strict=False) if s.heading != wanted), 1)
        reader.fault(line, f"les titres doivent être, dans cet ordre : {' · '.join(SECTIONS)}")
    for section in sections:
        if not section.text:
            reader.fault(section.line, f"la partie « {section.heading} » est vide")


def _references(reader: FieldReader, fields: LocatedDict) -> Iterator[Reference]:
    said = fields.get("references")
    if not isinstance(said, LocatedList) or not said:
        reader.fault(line_of(fields, "references"), "la liste « references » manque")
        return
    for place, item in enumerate(said):
        data = reader.mapping(item, line_of(said, place), "une référence")
        reader.known_keys(data, _REFERENCE_KEYS)
        status = reader.choice(data, "status", STATUSES)
        yield Reference(
            text=reader.text(data, "text"),
            article=reader.text(data, "article", required=False) or None,
            read=reader.day(data, "read", required=False),
            status="vérifié" if status == "vérifié" else "à vérifier",
            note=reader.text(data, "note", required=False) or None,
        )
