"""Consistency of a model convention: its templates, the variables that they name, its numbering."""

from collections import Counter
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment

from legal_kb.convention import Convention, Paragraph, Part
from legal_kb.faults import Fault

_ENVIRONMENT = SandboxedEnvironment()


def list_faults(convention: Convention, file: str) -> Iterator[Fault]:
    """Yield what does not hold together; `file` stands for what is not of one text."""
    names = Counter(variable.name for variable in convention.variables)
    for name, times in names.items():
        if times > 1:
            yield Fault(file=file, line=1, message=f"la variable « {name} » est déclarée deux fois")
    if "partenaire" not in names:
        yield Fault(file=file, line=1, message="la variable « partenaire » manque")
    numbers = [part.article for part in convention.articles]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Fault(file=file, line=1, message="les articles doivent être numérotés 1, 2, 3… sans trou")
    for part in convention.parts():
        yield from _faults_of_part(convention, part, file)
    for paragraph in convention.attention:
        yield from _faults_of_text(paragraph, frozenset())


def _faults_of_part(convention: Convention, part: Part, file: str) -> Iterator[Fault]:
    where = part.paragraphs[0].file if part.paragraphs else file
    if part in convention.clauses and part.article not in [one.article for one in convention.articles]:
        yield Fault(file=where, line=part.line, message=f"l'article {part.article} n'existe pas")
    variables = {variable.name: variable for variable in convention.variables}
    for name, values in part.when.items():
        allowed = variables[name].choices if name in variables else ()
        for value in values:
            if value not in allowed:
                message = f"« when » : la variable « {name} » n'a pas le choix « {value} »"
                yield Fault(file=where, line=part.line, message=message)
    if part.table and not (part.table in variables and variables[part.table].columns):
        message = f"« table » : « {part.table} » n'est pas une liste à colonnes"
        yield Fault(file=where, line=part.line, message=message)
    for paragraph in part.paragraphs:
        yield from _faults_of_text(paragraph, frozenset(variables))


def _faults_of_text(paragraph: Paragraph, known: frozenset[str]) -> Iterator[Fault]:
    try:
        tree = _ENVIRONMENT.parse(paragraph.text)
    except TemplateSyntaxError as error:
        message = f"le texte ne se lit pas ({error.message})"
        yield Fault(file=paragraph.file, line=paragraph.line, message=message)
        return
    for name in sorted(meta.find_undeclared_variables(tree) - known):
        message = f"la variable « {name} » n'est pas déclarée"
        yield Fault(file=paragraph.file, line=paragraph.line, message=message)
