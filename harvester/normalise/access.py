"""The step for access: who may have the data, and the legal reasons why not everybody may.

Reasons are INSPIRE's (article 13(1) of directive 2007/2/CE) and those of French law; `noLimitations` and its
translations say that access is public and are no reason.
"""

from catalogue.record import Record
from catalogue.remembering import remembered
from catalogue.vocabularies import Term, load_vocabulary
from harvester.normalise.matching import list_addresses, list_phrases
from harvester.normalise.step import NormaliseContext, Notebook, StepResult, distinct

ACCESS_TEXT = "access_text"
"""Key of `Record.extras` under which a mapper leaves what a source says of access in words of its own."""

_PROSE = 200  # characters


def normalise_access(record: Record, context: NormaliseContext) -> StepResult:  # noqa: ARG001
    """Turn reasons into codes; where nothing states access, they tell it, else an open licence."""
    notes = Notebook("access")
    texts = [text for text in (record.access, record.extras.get(ACCESS_TEXT)) if isinstance(text, str)]
    stated = [level for text in texts if (level := _level_of(text, notes))]
    reasons: list[str] = []
    for text in record.access_reasons:
        if reason := _find("access_reasons", text):
            notes.made("access_reasons", text, reason.id, 0.9)
            reasons.append(reason.id)
        elif level := _level_of(text, notes, "access_reasons"):
            stated.append(level)
    access = record.access if record.access in load_vocabulary("access_rights") else _derive(stated, reasons)
    if access is None and _is_open(record.licence):
        access = "public"
        notes.made("licence", record.licence or "", access, 0.6)
    extras = record.extras
    if ACCESS_TEXT in extras:
        extras = {key: value for key, value in extras.items() if key != ACCESS_TEXT}
    return notes.close(record, access=access, access_reasons=distinct(reasons), extras=extras)


def _level_of(text: str, notes: Notebook, field: str = "access") -> str | None:
    term = _find("access_rights", text)
    if term is None:
        notes.missed(field, text)
        return None
    notes.made(field, text, term.id, 0.9)
    return term.id


@remembered(4_000)
def _find(name: str, text: str) -> Term | None:
    """In prose only an address or an article counts: "par respect du droit de propriété intellectuelle" tells
    how to reuse data that are free to see.
    """
    vocabulary = load_vocabulary(name)
    if term := vocabulary.find(text):
        return term
    phrases = list_phrases(vocabulary, text, shortest=100)
    if len(text) > _PROSE:
        phrases = [match for match in phrases if any(map(str.isdigit, match.spelling))]
    matches = [*list_addresses(vocabulary, text), *phrases]
    return matches[0].term if matches else None


def _derive(stated: list[str], reasons: list[str]) -> str | None:
    """A reason outweighs "no limitation", which catalogues write by default; a stated restriction stands."""
    for level in ("non_public", "restricted"):
        if level in stated:
            return level
    if reasons:
        return "restricted"
    return stated[0] if stated else None


def _is_open(licence: str | None) -> bool:
    licences = load_vocabulary("licences")
    return licence in licences and licences.get(licence or "").is_open is True
