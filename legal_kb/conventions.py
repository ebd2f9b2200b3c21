"""The draft of a convention: the model with what a person filled in, the clauses that apply, the gaps left.

Nothing is kept and nothing fails: what is absent or cannot be read stays as a gap that the eye finds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase

from jinja2.sandbox import SandboxedEnvironment

from legal_kb.convention import Convention, Part, Variable
from legal_kb.marks import plain

LONGEST = 5_000
"""The most characters of a value that are kept."""

NOTICE = "Projet à faire relire"
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_NUMBER = re.compile(r"[0-9]{1,6}")
_GAP = re.compile(r"(\[(?:à compléter : [^\[\]]*|à joindre)\])")
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd]")
"""What XML 1.0 (section 2.2) takes in no document or advises against, and what prints as nothing."""

_ENVIRONMENT = SandboxedEnvironment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Stands for a variable without a value: false in a condition, visible in a text."""

    label: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"[à compléter : {self.label}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list set out: every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPart:
    """An article, a clause ("3a") or an annex, as it reads."""

    number: str
    title: str
    paragraphs: tuple[str, ...]
    clauses: tuple["DraftPart", ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A convention to be read over; `missing` are the required variables without a value.

    `refused` are the variables whose value could not be read, and counts for nothing.
    """

    slug: str
    title: str
    articles: tuple[DraftPart, ...]
    annexes: tuple[DraftPart, ...]
    checks: tuple[str, ...]
    attention: tuple[str, ...]
    missing: tuple[Variable, ...]
    refused: tuple[Variable, ...]


def draft(convention: Convention, values: Mapping[str, str]) -> Draft:
    """Return the draft that values make; a name that no variable has is left aside."""
    given = {one.name: _clean(values.get(one.name, "")) or one.default for one in convention.variables}
    refused = tuple(
        one for one in convention.variables if given[one.name] and not _fits(one, given[one.name])
    )
    for one in refused:
        given[one.name] = ""
    shown = {one.name: _shown(one, given[one.name]) for one in convention.variables}
    tables = {one.name: _table(one, given[one.name]) for one in convention.variables if one.columns}
    filling = _Filling(given=given, shown=shown, tables=tables)
    return Draft(
        slug=convention.slug,
        title=convention.title,
        articles=tuple(_article(part, convention, filling) for part in convention.articles),
        annexes=tuple(_annexes(convention, filling)),
        checks=convention.checks,
        attention=tuple(plain(paragraph.text) for paragraph in convention.attention),
        missing=tuple(one for one in convention.variables if one.is_required and not given[one.name]),
        refused=refused,
    )


def cut_at_gaps(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is a gap."""
    for place, piece in enumerate(_GAP.split(text)):
        if piece:
            yield piece, place % 2 == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filling:
    given: Mapping[str, str]
    shown: Mapping[str, "str | Gap"]
    tables: Mapping[str, Table]

    def applies(self, part: Part) -> bool:
        return all(self.given.get(name) in values for name, values in part.when.items())

    def paragraphs(self, part: Part) -> tuple[str, ...]:
        # marks go first: those in what a person typed are no marks of ours
        texts = (plain(paragraph.text) for paragraph in part.paragraphs)
        return tuple(_ENVIRONMENT.from_string(text).render(self.shown) for text in texts)


def _article(part: Part, convention: Convention, filling: _Filling) -> DraftPart:
    own = [one for one in convention.clauses if one.article == part.article and filling.applies(one)]
    return DraftPart(
        number=str(part.article),
        title=part.title,
        paragraphs=filling.paragraphs(part),
        clauses=tuple(
            DraftPart(number=f"{part.article}{letter}", title=one.title, paragraphs=filling.paragraphs(one))
            for letter, one in zip(ascii_lowercase, own, strict=False)
        ),
    )


def _annexes(convention: Convention, filling: _Filling) -> Iterator[DraftPart]:
    # numbered before conditions: the articles name annexes by number
    for number, part in enumerate(convention.annexes, 1):
        if filling.applies(part):
            yield DraftPart(
                number=str(number),
                title=part.title,
                paragraphs=filling.paragraphs(part),
                table=filling.tables[part.table] if part.table else None,
            )


def _clean(value: str) -> str:
    lines = _UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return lines.strip()[:LONGEST].strip()


def _fits(variable: Variable, value: str) -> bool:
    if variable.kind == "choice":
        return value in variable.choices
    if variable.kind == "number":
        return bool(_NUMBER.fullmatch(value))
    return variable.kind != "date" or _day(value) is not None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _shown(variable: Variable, value: str) -> str | Gap:
    if not value:
        return Gap(label=variable.label)
    if variable.kind == "date" and (day := _day(value)):
        return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"
    if variable.columns:
        return " ; ".join(row[0] for row in _rows(value))
    return " ".join(value.split())


def _rows(value: str) -> list[list[str]]:
    lines = [[" ".join(cell.split()) for cell in line.split(";")] for line in value.splitlines()]
    return [cells for cells in lines if any(cells)]


def _table(variable: Variable, value: str) -> Table:
    """Cells that are absent are gaps; those too many join the last one."""
    columns = variable.columns
    rows = []
    for cells in _rows(value) or [[""]]:
        kept = [*cells[: len(columns) - 1], " ; ".join(cells[len(columns) - 1 :])]
        padded = [*kept, *[""] * (len(columns) - len(kept))][: len(columns)]
        rows.append(tuple(cell or str(Gap(label=head)) for cell, head in zip(padded, columns, strict=True)))
    return Table(columns=columns, rows=tuple(rows))
