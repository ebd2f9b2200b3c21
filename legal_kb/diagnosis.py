"""What a self-diagnosis is: questions whose answers lead to a conclusion.

Ids of questions, values of answers and ids of conclusions stand in addresses that people share and in scripts
of others: they are never renamed or taken out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from legal_kb.reviewing import Review

Level = Literal["feu vert", "vigilance", "feu rouge", "se faire accompagner"]
LEVELS: tuple[Level, ...] = ("feu vert", "vigilance", "feu rouge", "se faire accompagner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: `to` is the id of the question or conclusion that it leads to."""

    value: str
    label: str
    to: str
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `help` and `example` may hold marks (`legal_kb.marks`)."""

    id: str
    text: str
    help: str
    answers: tuple[Answer, ...]
    example: str | None = None
    line: int = 1

    def find_answer(self, value: str | None) -> Answer | None:
        """Return the answer of this value, None where there is none."""
        return next((answer for answer in self.answers if answer.value == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """Where a path ends; `letters` are names of ready letters, `fiches` slugs."""

    id: str
    level: Level
    title: str
    reasons: tuple[str, ...]
    actions: tuple[str, ...]
    fiches: tuple[str, ...]
    letters: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """One tree; `fallback` is the conclusion of who does not know and should ask somebody."""

    slug: str
    id: str
    title: str
    profile: str
    intro: str
    start: str
    fallback: str
    review: Review
    questions: tuple[Question, ...]
    conclusions: tuple[Conclusion, ...]
    file: str = ""

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def conclusion_by_id(self) -> Mapping[str, Conclusion]:
        """The conclusions by their ids."""
        return {conclusion.id: conclusion for conclusion in self.conclusions}
