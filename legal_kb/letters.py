"""Ready letters, as Jinja2 templates: what is asked of whom, with gaps for the reader to fill.

The templates are `data/letters/<name>.txt.j2`; an operator's folder with a file of the same name goes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError

from legal_kb.errors import ContentInvalid, NotFound
from legal_kb.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """A letter that there is a template for, and what it is for."""

    name: str
    title: str
    purpose: str


LETTERS: Mapping[str, LetterKind] = MappingProxyType({
    kind.name: kind
    for kind in (
        LetterKind(
            name="demande-acces",
            title="Demander l'accès à des données",
            purpose="Lettre ou courriel à l'organisme qui détient les données.",
        ),
        LetterKind(
            name="saisine-cada",
            title="Saisir la CADA après un refus",
            purpose="Texte à joindre à une saisine de la commission d'accès aux documents administratifs.",
        ),
        LetterKind(
            name="question-dpo",
            title="Poser une question au délégué à la protection des données",
            purpose="Courriel au délégué à la protection des données de votre structure.",
        ),
    )
})  # fmt: skip


def write_letter(name: str, facts: Mapping[str, str], folder: Path | None = None) -> str:
    """Return a letter as plain text; what is not in `facts` is left as a gap `[…]`.

    Facts: `dataset`, `producer`, `address`, `purpose`. Raises `NotFound`, and `ContentInvalid` for a template
    of the operator that cannot be used.
    """
    if name not in LETTERS:
        raise NotFound("lettre", name)
    try:
        return _environment(folder).get_template(f"{name}.txt.j2").render(facts=dict(facts)).strip() + "\n"
    except TemplateError as error:
        line = getattr(error, "lineno", None) or 1
        raise ContentInvalid([Fault(file=f"letters/{name}.txt.j2", line=line, message=str(error))]) from error


@cache
def _environment(folder: Path | None) -> Environment:
    ours = PackageLoader("legal_kb", "data/letters")
    loader = ChoiceLoader([FileSystemLoader(folder), ours]) if folder else ours
    made = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 -- plain text
    made.globals["gap"] = lambda facts, name, words: facts.get(name) or f"[{words}]"
    return made
