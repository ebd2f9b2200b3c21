"""Reads the model conventions: one file of what they share, one file each of what is its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any, cast

from legal_kb.convention import VARIABLE_KINDS, Convention, Paragraph, Part, Variable, VariableKind
from legal_kb.convention_checks import list_faults
from legal_kb.faults import Fault
from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import LocatedDict, LocatedList, line_of, read_yaml_text
from legal_kb.reviewing import REVIEW_KEYS, read_review

CONVENTIONS = ("ville-cpam", "ville-ors", "ville-ars", "ville-chu")
"""The models in the order in which they are shown."""

COMMON = "commun"
_CONTENT_KEYS = ("variables", "articles", "clauses", "annexes", "checks", "attention")
_OWN_KEYS = ("slug", "title", "short", "summary", "useful_when", *REVIEW_KEYS, *_CONTENT_KEYS)
_VARIABLE_KEYS = (
    "name", "group", "label", "help", "kind", "required", "default", "example", "choices", "columns",
)  # fmt: skip
_PART_KEYS = {
    "articles": ("number", "title", "when", "paragraphs"),
    "clauses": ("article", "title", "when", "paragraphs"),
    "annexes": ("title", "when", "paragraphs", "table"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    variables: tuple[Variable, ...] = ()
    articles: tuple[Part, ...] = ()
    clauses: tuple[Part, ...] = ()
    annexes: tuple[Part, ...] = ()
    checks: tuple[str, ...] = ()
    attention: tuple[Paragraph, ...] = ()


def read_conventions(today: date, folder: Traversable) -> tuple[dict[str, Convention], list[Fault]]:
    """Return the models of a folder by slug, and every fault with file and line; none where it is absent."""
    if not folder.is_dir():
        return {}, []
    texts = {
        item.name.removesuffix(".yaml"): item.read_text("utf-8")
        for item in sorted(folder.iterdir(), key=lambda one: one.name)
        if item.name.endswith(".yaml")
    }
    faults = [
        Fault(file=_file(name), line=1, message="ce fichier de convention manque")
        for name in (COMMON, *CONVENTIONS)
        if name not in texts
    ]
    common = _read_common(texts.pop(COMMON, ""), faults)
    names = [*CONVENTIONS, *(name for name in texts if name not in CONVENTIONS)]
    found = {name: _read_own(texts[name], name, common, today, faults) for name in names if name in texts}
    return found, faults


def _file(name: str) -> str:
    return f"conventions/{name}.yaml"


def _open(text: str, name: str, keys: Sequence[str]) -> tuple[FieldReader, LocatedDict]:
    data, faults = read_yaml_text(text, _file(name))
    reader = FieldReader(file=_file(name), faults=faults)
    if faults and data is None:
        empty = LocatedDict()
        empty.lines = {}
        return reader, empty
    fields = reader.mapping(data, 1, "le fichier")
    reader.known_keys(fields, keys)
    return reader, fields


def _read_common(text: str, faults: list[Fault]) -> _Content:
    if not text:
        return _Content()
    reader, fields = _open(text, COMMON, _CONTENT_KEYS)
    content = _content(reader, fields)
    faults += reader.faults
    return content


def _read_own(text: str, name: str, common: _Content, today: date, faults: list[Fault]) -> Convention:
    reader, fields = _open(text, name, _OWN_KEYS)
    own = _content(reader, fields)
    convention = Convention(
        slug=reader.slug(fields),
        title=reader.text(fields, "title"),
        short=reader.text(fields, "short"),
        summary=reader.text(fields, "summary"),
        useful_when=reader.text(fields, "useful_when"),
        review=read_review(reader, fields, today),
        variables=_in_groups((*common.variables, *own.variables)),
        articles=(*common.articles, *own.articles),
        clauses=(*common.clauses, *own.clauses),
        annexes=(*common.annexes, *own.annexes),
        checks=(*common.checks, *own.checks),
        attention=(*common.attention, *own.attention),
    )
    if convention.slug != name:
        reader.fault(line_of(fields, "slug"), f"« slug » doit être le nom du fichier, « {name} »")
    faults += [*reader.faults, *list_faults(convention, _file(name))]
    return convention


def _in_groups(variables: Sequence[Variable]) -> tuple[Variable, ...]:
    groups = list(dict.fromkeys(variable.group for variable in variables))
    return tuple(sorted(variables, key=lambda variable: groups.index(variable.group)))


def _content(reader: FieldReader, fields: LocatedDict) -> _Content:
    return _Content(
        variables=tuple(_variables(reader, fields)),
        articles=tuple(_parts(reader, fields, "articles")),
        clauses=tuple(_parts(reader, fields, "clauses")),
        annexes=tuple(_parts(reader, fields, "annexes")),
        checks=reader.texts(fields, "checks", required=False),
        attention=_paragraphs(reader, fields, "attention", required=False),
    )


def _items(reader: FieldReader, fields: LocatedDict, key: str, known: Sequence[str]) -> Iterator[LocatedDict]:
    said = fields.get(key)
    if said is None:
        return
    if not isinstance(said, LocatedList):
        reader.fault(line_of(fields, key), f"« {key} » doit être une liste")
        return
    for place, item in enumerate(said):
        data = reader.mapping(item, line_of(said, place), f"un élément de « {key} »")
        reader.known_keys(data, known)
        yield data


def _variables(reader: FieldReader, fields: LocatedDict) -> Iterator[Variable]:
    for data in _items(reader, fields, "variables", _VARIABLE_KEYS):
        kind = reader.choice(data, "kind", VARIABLE_KINDS)
        variable = Variable(
            name=reader.text(data, "name"),
            group=reader.text(data, "group"),
            label=reader.text(data, "label"),
            help=reader.text(data, "help"),
            kind=cast("VariableKind", kind or "text"),
            is_required=reader.choice(data, "required", ("true", "false")) == "true",
            default=reader.text(data, "default", required=False),
            example=reader.text(data, "example", required=False),
            choices=reader.texts(data, "choices", required=kind == "choice"),
            columns=reader.texts(data, "columns", required=False),
        )
        if variable.choices and variable.default and variable.default not in variable.choices:
            reader.fault(line_of(data, "default"), "« default » doit être un des choix")
        yield variable


def _parts(reader: FieldReader, fields: LocatedDict, key: str) -> Iterator[Part]:
    for data in _items(reader, fields, key, _PART_KEYS[key]):
        table = reader.text(data, "table", required=False)
        yield Part(
            article=0 if key == "annexes" else _number(reader, data),
            title=reader.text(data, "title"),
            paragraphs=_paragraphs(reader, data, "paragraphs", required=not table),
            when=_conditions(reader, data),
            line=data.line,
            table=table,
        )


def _number(reader: FieldReader, data: LocatedDict) -> int:
    key = "number" if "number" in data else "article"
    text = reader.text(data, key)
    if text.isascii() and text.isdigit():
        return int(text)
    if text:
        reader.fault(line_of(data, key), f"« {key} » doit être un nombre")
    return 0


def _paragraphs(reader: FieldReader, data: LocatedDict, key: str, *, required: bool) -> tuple[Paragraph, ...]:
    found = reader.located_texts(data, key, required=required)
    return tuple(Paragraph(text=text, file=reader.file, line=line) for text, line in found)


def _conditions(reader: FieldReader, data: LocatedDict) -> Mapping[str, tuple[str, ...]]:
    said: Any = data.get("when")
    if said is None:
        return {}
    conditions = reader.mapping(said, line_of(data, "when"), "« when »")
    return {
        name: (value,) if isinstance(value, str) else reader.texts(conditions, name)
        for name, value in conditions.items()
    }
