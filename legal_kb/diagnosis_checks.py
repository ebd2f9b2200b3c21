"""Whether a diagnosis holds together: every path ends, nothing loops or is out of reach, ids are unique."""

from collections import Counter
from collections.abc import Collection, Iterator

from legal_kb.diagnosis import Conclusion, Diagnosis, Question
from legal_kb.faults import Fault


def list_faults(diagnosis: Diagnosis, fiches: Collection[str], letters: Collection[str]) -> Iterator[Fault]:
    """Yield what is wrong; `fiches` and `letters` are the names that there are."""
    faults = [*_repeated(diagnosis), *_lost(diagnosis), *_names(diagnosis, fiches, letters)]
    yield from faults
    if not faults:
        yield from _unreachable(diagnosis)
        yield from _loops(diagnosis)


def _fault(diagnosis: Diagnosis, line: int, message: str) -> Fault:
    return Fault(file=diagnosis.file, line=line, message=message)


def _repeated(diagnosis: Diagnosis) -> Iterator[Fault]:
    nodes: list[Question | Conclusion] = [*diagnosis.questions, *diagnosis.conclusions]
    for name, count in Counter(node.id for node in nodes).items():
        if count > 1:
            line = [node.line for node in nodes if node.id == name][-1]
            yield _fault(diagnosis, line, f"l'identifiant « {name} » est utilisé {count} fois")
    for question in diagnosis.questions:
        for value, count in Counter(answer.value for answer in question.answers).items():
            if count > 1:
                yield _fault(
                    diagnosis,
                    question.line,
                    f"question {question.id} : la réponse « {value} » est écrite {count} fois",
                )
        if len(question.answers) < 2:
            yield _fault(diagnosis, question.line, f"question {question.id} : il faut au moins deux réponses")


def _lost(diagnosis: Diagnosis) -> Iterator[Fault]:
    """Answers that lead nowhere."""
    if diagnosis.start not in diagnosis.question_by_id:
        yield _fault(diagnosis, 1, f"« start » : aucune question « {diagnosis.start} »")
    fallback = diagnosis.conclusion_by_id.get(diagnosis.fallback)
    if fallback is None or fallback.level != "se faire accompagner":
        yield _fault(
            diagnosis,
            1,
            f"« fallback » : aucune conclusion « {diagnosis.fallback} » de niveau « se faire accompagner »",
        )
    for question in diagnosis.questions:
        for answer in question.answers:
            if answer.to not in diagnosis.question_by_id and answer.to not in diagnosis.conclusion_by_id:
                yield _fault(
                    diagnosis,
                    answer.line,
                    f"question {question.id}, réponse « {answer.value} » : « {answer.to} » n'est ni une "
                    "question ni une conclusion",
                )


def _names(diagnosis: Diagnosis, fiches: Collection[str], letters: Collection[str]) -> Iterator[Fault]:
    for conclusion in diagnosis.conclusions:
        for what, names, known in (
            ("fiche", conclusion.fiches, fiches),
            ("lettre", conclusion.letters, letters),
        ):
            for name in names:
                if name not in known:
                    yield _fault(
                        diagnosis,
                        conclusion.line,
                        f"conclusion {conclusion.id} : la {what} « {name} » n'existe pas",
                    )


def _unreachable(diagnosis: Diagnosis) -> Iterator[Fault]:
    reached, waiting = set[str](), [diagnosis.start]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            question = diagnosis.question_by_id.get(node)
            waiting += [answer.to for answer in question.answers] if question else []
    nodes: list[Question | Conclusion] = [*diagnosis.questions, *diagnosis.conclusions]
    for one in nodes:
        if one.id not in reached:
            yield _fault(diagnosis, one.line, f"« {one.id} » n'est atteint par aucune réponse")


def _loops(diagnosis: Diagnosis) -> Iterator[Fault]:
    """A question from which a path leads back to itself."""
    over: set[str] = set()

    def leads_back(node: str, open_nodes: tuple[str, ...]) -> str | None:
        if node in open_nodes:
            return node
        question = diagnosis.question_by_id.get(node)
        if question is None or node in over:
            return None
        found = (leads_back(answer.to, (*open_nodes, node)) for answer in question.answers)
        first = next((one for one in found if one), None)
        over.add(node)
        return first

    looping = leads_back(diagnosis.start, ())
    if looping:
        line = diagnosis.question_by_id[looping].line
        yield _fault(
            diagnosis, line, f"des réponses ramènent à la question {looping} : le chemin ne finit pas"
        )
