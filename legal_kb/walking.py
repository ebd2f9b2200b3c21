"""Following answers through a diagnosis, from its first question: pure, nothing is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from legal_kb.diagnosis import Answer, Conclusion, Diagnosis, Question
from legal_kb.errors import StepRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A question with the answer that was given to it."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The answers given, in the order of the questions, and where they lead: a question or a conclusion."""

    given: tuple[Given, ...]
    reached: Question | Conclusion


def follow(diagnosis: Diagnosis, answers: Mapping[str, str]) -> Path:
    """Return where the answers lead; the first question without an answer, or the conclusion.

    Raises `StepRefused` for a question that the diagnosis does not have, a value that its question does not
    have, and an answer to a question that is not on the path.
    """
    for name, value in answers.items():
        _check(diagnosis, name, value)
    given: list[Given] = []
    node = diagnosis.start
    while question := diagnosis.question_by_id.get(node):
        answer = question.find_answer(answers.get(question.id))
        if answer is None:
            break
        given.append(Given(question=question, answer=answer))
        node = answer.to
    passed = {one.question.id for one in given}
    for name in answers:
        if name not in passed:
            raise StepRefused("off-path", name)
    return Path(given=tuple(given), reached=question or diagnosis.conclusion_by_id[node])


def _check(diagnosis: Diagnosis, name: str, value: str) -> None:
    question = diagnosis.question_by_id.get(name)
    if question is None:
        raise StepRefused("unknown-question", name)
    if question.find_answer(value) is None:
        raise StepRefused("unknown-value", name, value)


def iterate_paths(diagnosis: Diagnosis) -> Iterator[Path]:
    """Yield every path from the first question to a conclusion; the diagnosis has no loop."""
    waiting: list[tuple[str, tuple[Given, ...]]] = [(diagnosis.start, ())]
    while waiting:
        node, given = waiting.pop()
        question = diagnosis.question_by_id.get(node)
        if question is None:
            yield Path(given=given, reached=diagnosis.conclusion_by_id[node])
            continue
        waiting += [
            (answer.to, (*given, Given(question=question, answer=answer)))
            for answer in reversed(question.answers)
        ]


def what_would_change(diagnosis: Diagnosis, path: Path) -> Iterator[tuple[Given, Answer, Conclusion]]:
    """Yield, for each answer given, the others that would lead at once to another conclusion."""
    for given in path.given:
        for other in given.question.answers:
            conclusion = diagnosis.conclusion_by_id.get(other.to)
            if other is not given.answer and conclusion is not None and conclusion is not path.reached:
                yield given, other, conclusion
