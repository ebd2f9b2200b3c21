"""What sources answer to a first look, as a person reads it and as JSON; nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.language import gettext as _
from catalogue.source import Source
from cli.installation import Installation
from harvester.connector import Ability
from harvester.probing import Finding, brief, probe_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What a source answered; `message` says why it did not. `announced` is the total that it names, `listed`
    what its first page holds, `confidence` how sure its declaration is.
    """

    id: str
    kind: str
    reachable: bool
    software: str = ""
    announced: int | None = None
    listed: int = 0
    abilities: tuple[Ability, ...] = ()
    titles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    confidence: str | None = None
    message: str = ""


def check_sources(installation: Installation, sources: Sequence[Source]) -> Iterator[SourceCheck]:
    """Yield what each source answers, in the order in which they do."""
    with installation.looking(brief) as open_tools:
        for found in probe_sources(sources, open_tools):
            yield to_check(found)


def to_check(found: Finding) -> SourceCheck:
    """Return a finding as it is told."""
    probe = found.probe
    return SourceCheck(
        id=found.source.id,
        kind=found.source.kind,
        reachable=found.error is None,
        software=probe.software if probe else "",
        announced=found.announced,
        listed=found.listed,
        abilities=tuple(sorted(probe.abilities)) if probe else (),
        titles=found.titles,
        remarks=found.remarks,
        confidence=found.source.confidence,
        message="" if found.error is None else str(found.error),
    )


def list_lines(check: SourceCheck) -> Iterator[str]:
    """Yield the lines that tell a person of a source."""
    facts = (check.id, check.kind, check.software, _count_words(check))
    yield f"{'✓' if check.reachable else '✗'} {' · '.join(filter(None, facts))}"
    details = [
        check.message,
        check.abilities and _("sait : {abilities}").format(abilities=_ability_words(check.abilities)),
        *check.remarks,
        check.confidence and _("déclaration : {confidence}").format(confidence=check.confidence),
        check.titles and _("par exemple : {titles}").format(titles=" · ".join(check.titles)),
    ]
    yield from (f"    {detail}" for detail in details if detail)


def _count_words(check: SourceCheck) -> str:
    if check.announced is not None:
        return _("fiches annoncées : {count}").format(count=check.announced)
    return _("total non annoncé") if check.reachable else ""


def _ability_words(abilities: Sequence[Ability]) -> str:
    words: dict[Ability, str] = {
        "total": _("annoncer combien de fiches elle a"),
        "since": _("dire ce qui a changé"),
        "ids": _("donner la liste de ses identifiants"),
        "resume": _("reprendre une liste interrompue"),
        "sort": _("trier ses fiches"),
    }
    return ", ".join(text for ability, text in words.items() if ability in abilities)
