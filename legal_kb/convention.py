"""A model convention as content: its variables, articles, clauses, annexes and checks. Wording is our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from legal_kb.reviewing import Review

VariableKind = Literal["text", "long", "list", "choice", "date", "number"]
VARIABLE_KINDS: tuple[VariableKind, ...] = ("text", "long", "list", "choice", "date", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a person fills in; `columns` head the table that a list makes: a line a row, `;` between cells."""

    name: str
    group: str
    label: str
    help: str
    kind: VariableKind
    is_required: bool
    default: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Text as a Jinja2 template over the variables, with marks; where it is written."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An article, a clause of an article or an annex.

    `article` is the number of an article, of the article that a clause completes, or 0. `when` gives values
    of variables: the part applies where each variable has one of its values. `table` names a list to set out.
    """

    article: int
    title: str
    paragraphs: tuple[Paragraph, ...]
    when: Mapping[str, tuple[str, ...]]
    line: int
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A model, whole: what is common to all of them and what is its own."""

    slug: str
    title: str
    short: str
    summary: str
    useful_when: str
    review: Review
    variables: tuple[Variable, ...]
    articles: tuple[Part, ...]
    clauses: tuple[Part, ...]
    annexes: tuple[Part, ...]
    checks: tuple[str, ...]
    attention: tuple[Paragraph, ...]

    def groups(self) -> dict[str, list[Variable]]:
        """Return the variables under the headings of the form, in the order of their first variable."""
        groups: dict[str, list[Variable]] = {}
        for variable in self.variables:
            groups.setdefault(variable.group, []).append(variable)
        return groups

    def parts(self) -> tuple[Part, ...]:
        """Return everything that has text."""
        return (*self.articles, *self.clauses, *self.annexes)
