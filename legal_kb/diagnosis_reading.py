"""A diagnosis as it is written: one YAML file, read field by field."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from legal_kb.diagnosis import LEVELS, Answer, Conclusion, Diagnosis, Level, Question
from legal_kb.faults import Fault
from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import LocatedDict, LocatedList, line_of, read_yaml_text
from legal_kb.reviewing import REVIEW_KEYS, read_review

_KEYS = (
    "slug", "id", "title", "profile", "intro", "start", "fallback", "questions", "conclusions", *REVIEW_KEYS,
)  # fmt: skip
_QUESTION_KEYS = ("id", "text", "help", "example", "answers")
_ANSWER_KEYS = ("value", "label", "to")
_CONCLUSION_KEYS = ("id", "level", "title", "reasons", "actions", "fiches", "letters")


def read_diagnosis(content: str, file: str, today: date) -> tuple[Diagnosis, list[Fault]]:
    """Return a diagnosis and the faults of its file; where there are errors it is not whole."""
    data, faults = read_yaml_text(content, file)
    reader = FieldReader(file=file, faults=faults)
    fields = reader.mapping(data, 1, "le fichier")
    reader.known_keys(fields, _KEYS)
    diagnosis = Diagnosis(
        slug=reader.slug(fields),
        id=reader.text(fields, "id"),
        title=reader.text(fields, "title"),
        profile=reader.text(fields, "profile"),
        intro=reader.text(fields, "intro"),
        start=reader.text(fields, "start"),
        fallback=reader.text(fields, "fallback"),
        review=read_review(reader, fields, today),
        questions=tuple(_questions(reader, fields)),
        conclusions=tuple(_conclusions(reader, fields)),
        file=file,
    )
    if diagnosis.slug and not file.endswith(f"/{diagnosis.slug}.yaml"):
        reader.fault(
            line_of(fields, "slug"), f"« slug » doit être le nom du fichier, pas « {diagnosis.slug} »"
        )
    return diagnosis, reader.faults


def _items(reader: FieldReader, data: LocatedDict, key: str, what: str) -> Iterator[LocatedDict]:
    said = data.get(key)
    if not isinstance(said, LocatedList) or not said:
        reader.fault(line_of(data, key), f"la liste « {key} » manque")
        return
    for place, item in enumerate(said):
        yield reader.mapping(item, line_of(said, place), what)


def _questions(reader: FieldReader, fields: LocatedDict) -> Iterator[Question]:
    for data in _items(reader, fields, "questions", "une question"):
        reader.known_keys(data, _QUESTION_KEYS)
        yield Question(
            id=reader.text(data, "id"),
            text=reader.text(data, "text"),
            help=reader.text(data, "help"),
            example=reader.text(data, "example", required=False) or None,
            answers=tuple(_answers(reader, data)),
            line=data.line,
        )


def _answers(reader: FieldReader, question: LocatedDict) -> Iterator[Answer]:
    for data in _items(reader, question, "answers", "une réponse"):
        reader.known_keys(data, _ANSWER_KEYS)
        yield Answer(
            value=reader.text(data, "value"),
            label=reader.text(data, "label"),
            to=reader.text(data, "to"),
            line=data.line,
        )


def _conclusions(reader: FieldReader, fields: LocatedDict) -> Iterator[Conclusion]:
    for data in _items(reader, fields, "conclusions", "une conclusion"):
        reader.known_keys(data, _CONCLUSION_KEYS)
        yield Conclusion(
            id=reader.text(data, "id"),
            level=cast("Level", reader.choice(data, "level", LEVELS)),
            title=reader.text(data, "title"),
            reasons=reader.texts(data, "reasons"),
            actions=reader.texts(data, "actions"),
            fiches=reader.texts(data, "fiches"),
            letters=reader.texts(data, "letters", required=False),
            line=data.line,
        )
