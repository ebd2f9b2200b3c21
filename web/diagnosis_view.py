"""What a page of a diagnosis shows: where the answers of an address lead, and the addresses around it.

Nothing is stored: every answer stands in the address, so a link shares a result and the back button works.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from legal_kb.diagnosis import Answer, Conclusion, Diagnosis, Question
from legal_kb.errors import StepRefused
from legal_kb.walking import Given, Path, follow, what_would_change
from web.addresses import address_of
from web.error_pages import refusal_words
from web.legal_joining import Prefilled
from web.legal_text import Note, PageNotes, render_line
from web.legal_view import ShownReview, shown_review
from web.locale import gettext as _

DATASET = "pour"
PREFILLED = "pre"
NOT_ANSWERS = (DATASET, PREFILLED, "lang")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks: answers by question, the dataset that they are about, which were pre-filled."""

    answers: Mapping[str, str]
    repeated: tuple[str, ...] = ()
    dataset: str | None = None
    prefilled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    """An answer given: `change` is the address of its question, `reason` why it was pre-filled."""

    question: Question
    answer: Answer
    change: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAnswer:
    """Another answer, to the questions of the path that have these numbers; `question` is the first."""

    label: str
    numbers: tuple[int, ...]
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A conclusion to which one other answer would have led at once, and each such answer."""

    conclusion: Conclusion
    answers: tuple[OtherAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """The question to answer: at most `left` are to come, this one with them."""

    question: Question
    number: int
    left: int
    help: Markup
    example: Markup | None
    suggested: Prefilled | None
    kept: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownConclusion:
    """Where the answers lead."""

    conclusion: Conclusion
    reasons: tuple[Markup, ...]
    actions: tuple[Markup, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A page of a diagnosis: a question or a conclusion, with the path so far."""

    diagnosis: Diagnosis
    question: ShownQuestion | None
    conclusion: ShownConclusion | None
    given: tuple[ShownAnswer, ...]
    back: str | None
    restart: str
    notes: Sequence[Note]
    has_unconfirmed: bool
    review: ShownReview


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """Answers of an address that cannot be used, in words, and the address of those that can."""

    sentences: tuple[str, ...]
    address: str
    kept: int


def parse_asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Return what the query of an address asks."""
    answers: dict[str, str] = {}
    other: dict[str, str] = {}
    repeated: list[str] = []
    for name, value in pairs:
        if name in NOT_ANSWERS:
            other[name] = value
        elif answers.setdefault(name, value) != value:
            repeated.append(name)
    return Asked(
        answers=answers,
        repeated=tuple(dict.fromkeys(repeated)),
        dataset=other.get(DATASET) or None,
        prefilled=tuple(name for name in other.get(PREFILLED, "").split(",") if name),
    )


def walk(diagnosis: Diagnosis, asked: Asked) -> Path:
    """Return where the answers lead; raises `StepRefused`, also for a question answered in two ways."""
    if asked.repeated:
        raise StepRefused("repeated", asked.repeated[0])
    return follow(diagnosis, asked.answers)


def list_refusals(diagnosis: Diagnosis, asked: Asked) -> Refusals:
    """Return every answer that cannot be used; what remains can be followed."""
    twice = _("La question « {name} » a reçu deux réponses différentes.")
    sentences = [twice.format(name=name) for name in asked.repeated]
    answers = {name: value for name, value in asked.answers.items() if name not in asked.repeated}
    while True:
        try:
            path = follow(diagnosis, answers)
        except StepRefused as error:
            sentences.append(refusal_words(error))
            del answers[error.question]
        else:
            address = _address(diagnosis, path.given, asked)
            return Refusals(sentences=tuple(sentences), address=address, kept=len(path.given))


def build_step_view(
    diagnosis: Diagnosis, path: Path, asked: Asked, suggested: Mapping[str, Prefilled], notes: PageNotes
) -> StepView:
    """Return the page of a path; `suggested` holds, by question, what the dataset says."""
    question = conclusion = None
    if isinstance(path.reached, Question):
        question = _shown_question(diagnosis, path.reached, path, asked, suggested, notes)
    else:
        conclusion = _shown_conclusion(diagnosis, path.reached, path, notes)
    return StepView(
        diagnosis=diagnosis,
        question=question,
        conclusion=conclusion,
        given=tuple(_shown_answers(diagnosis, path, asked, suggested)),
        back=_address(diagnosis, path.given[:-1], asked) if path.given else None,
        restart=_address(diagnosis, (), asked),
        notes=notes.listed(),
        has_unconfirmed=notes.has_unconfirmed,
        review=shown_review(diagnosis.review),
    )


def _shown_question(
    diagnosis: Diagnosis,
    question: Question,
    path: Path,
    asked: Asked,
    suggested: Mapping[str, Prefilled],
    notes: PageNotes,
) -> ShownQuestion:
    return ShownQuestion(
        question=question,
        number=len(path.given) + 1,
        left=_longest(diagnosis, question.id),
        help=render_line(question.help, notes),
        example=render_line(question.example, notes) if question.example else None,
        suggested=suggested.get(question.id),
        kept=_query(path.given, asked),
    )


def _shown_conclusion(
    diagnosis: Diagnosis, conclusion: Conclusion, path: Path, notes: PageNotes
) -> ShownConclusion:
    return ShownConclusion(
        conclusion=conclusion,
        reasons=tuple(render_line(reason, notes) for reason in conclusion.reasons),
        actions=tuple(render_line(action, notes) for action in conclusion.actions),
        changes=tuple(_changes(diagnosis, path)),
    )


def _changes(diagnosis: Diagnosis, path: Path) -> Iterator[Change]:
    """The same words that lead to the same conclusion are told once, with the numbers of their questions."""
    found: dict[str, dict[str, list[int]]] = {}
    for given, answer, other in what_would_change(diagnosis, path):
        numbers = found.setdefault(other.id, {}).setdefault(answer.label, [])
        numbers.append(path.given.index(given) + 1)
    for name, by_label in found.items():
        answers = (
            OtherAnswer(label=label, numbers=tuple(numbers), question=path.given[numbers[0] - 1].question)
            for label, numbers in by_label.items()
        )
        yield Change(conclusion=diagnosis.conclusion_by_id[name], answers=tuple(answers))


def _shown_answers(
    diagnosis: Diagnosis, path: Path, asked: Asked, suggested: Mapping[str, Prefilled]
) -> Iterator[ShownAnswer]:
    for place, given in enumerate(path.given):
        known = suggested.get(given.question.id)
        named = given.question.id in asked.prefilled
        yield ShownAnswer(
            question=given.question,
            answer=given.answer,
            change=_address(diagnosis, path.given[:place], asked),
            reason=known.reason if known and named and known.value == given.answer.value else None,
        )


def _address(diagnosis: Diagnosis, given: Iterable[Given], asked: Asked) -> str:
    return address_of("legal.show_diagnosis", _query(given, asked), slug=diagnosis.slug)


def _query(given: Iterable[Given], asked: Asked) -> list[tuple[str, str]]:
    """The answers in the order of their questions, then the dataset and which of them were pre-filled."""
    pairs = [(one.question.id, one.answer.value) for one in given]
    prefilled = [name for name, _value in pairs if name in asked.prefilled]
    if asked.dataset:
        pairs.append((DATASET, asked.dataset))
    if prefilled:
        pairs.append((PREFILLED, ",".join(prefilled)))
    return pairs


def _longest(diagnosis: Diagnosis, start: str) -> int:
    """Return how many questions the longest way from a question has, that one with them."""

    @cache
    def longest(node: str) -> int:
        question = diagnosis.question_by_id.get(node)
        return 1 + max(longest(answer.to) for answer in question.answers) if question else 0

    return longest(start)
