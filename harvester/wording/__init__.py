"""What a person reads when a harvest meets trouble: one sentence per kind of error.

Each sentence says what happened, where, and what to do. French is the source language; `{names}` are
facts of the error. Add a kind to the module of its subject before raising it.
"""

from collections.abc import Mapping

from catalogue.language import gettext
from harvester.wording.documents import DOCUMENTS
from harvester.wording.listings import LISTINGS
from harvester.wording.marking import N_
from harvester.wording.transport import TRANSPORT

__all__ = ["N_", "SENTENCES", "opened", "reason", "sentence"]

SENTENCES: dict[str, str] = TRANSPORT | LISTINGS | DOCUMENTS


class _Facts(dict[str, object]):
    """Facts to fill a sentence with; what an error does not know is shown as a question mark."""

    def __missing__(self, name: str) -> str:
        return "?"


def reason(kind: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of this kind with its facts alone, for where source and record are named beside it.

    KeyError when no sentence is declared for the kind.
    """
    return gettext(SENTENCES[kind]).format_map(_Facts(facts))


def sentence(kind: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of this kind with its facts, opened by the source and the record when known.

    KeyError when no sentence is declared for the kind.
    """
    return opened(reason(kind, facts), facts)


def opened(text: str, facts: Mapping[str, object]) -> str:
    """Return a sentence opened by the source and the record, where the facts name them."""
    opening = [
        gettext(label).format(name=facts[fact])
        for fact, label in (("source", N_("source {name}")), ("record", N_("fiche {name}")))
        if facts.get(fact)
    ]
    if not opening:
        return text
    prefix = ", ".join(opening)
    return f"{prefix[0].upper()}{prefix[1:]} : {text}"
