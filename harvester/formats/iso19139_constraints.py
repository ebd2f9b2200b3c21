"""On what terms: the constraints of an ISO 19139 record, access and use told apart.

`otherConstraints` may belong to either when one MD_LegalConstraints restricts both: an Anchor to an INSPIRE
code list decides, then the words, then the codes of the block (Écosphères, Recommandations ISO-DCAT).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from catalogue.folding import fold_label
from catalogue.record import Access
from harvester.formats.codes import LICENCE_ADDRESS
from harvester.formats.iso19139_view import IsoNode
from harvester.formats.words import squeeze, unique

_LIMITATION = "/LimitationsOnPublicAccess/"
_CONDITION = "/ConditionsApplyingToAccessAndUse"
_LICENCE_WORDS = re.compile(
    r"licen[cs]e|etalab|odbl|open database|creative commons|cc[ -](?:by|zero|0)|domaine public"
)
_ACCESS_WORDS = re.compile(
    r"restriction d acces|acces public|public access|access constraint|l ?124|inspire|13 ?1 ?[a-h]"
    r"|\bacces\b.*\b(?:libre|restreint|limite|reserve)|secret|confidential"
    r"|donnees personnelles|donnees a caractere personnel"
)
_USE_WORDS = re.compile(
    r"utilis|reutilis|usage|mention|source|citer|diffusion|reproduction|condition|droit d auteur"
    r"|use constraint|liability"
)
_LIMITATION_WORDS = re.compile(
    r"l ?124 [45]|restriction d acces public|limitation.* public access|article 13 1"
)
_SECURITY: dict[str, Access] = {
    "restricted": "restricted",
    "confidential": "non_public", "secret": "non_public", "topSecret": "non_public",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Constraints:
    """What was found: `access_reasons` and `licences` as the source writes them (an address where it is a
    code list's or a licence's), `conditions` of use that name no licence, the restriction codes of each side.
    `ambiguous` are the conditions that might as well be of access; `pairs` are the blocks that restrict both
    in several sentences: `[access codes, use codes, sentences]`.
    """

    access: Access | None = None
    access_reasons: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=dict)
    ambiguous: list[str] = field(default_factory=list)
    pairs: list[list[list[str]]] = field(default_factory=list)

    @property
    def licence_text(self) -> str | None:
        """The licence: an address before words, words before mere conditions of use, first those that speak
        of use for sure.
        """
        if self.licences:
            return min(self.licences, key=lambda text: not text.startswith("http"))
        return min(self.conditions, key=lambda text: text in self.ambiguous, default=None)

    def add(self, block: "Constraints") -> None:
        """Add what a block says."""
        self.access = block.access or self.access
        self.access_reasons += block.access_reasons
        self.licences += block.licences
        self.conditions += block.conditions
        self.ambiguous += block.ambiguous
        self.pairs += block.pairs
        for side, codes in block.codes.items():
            self.codes[side] = list(unique([*self.codes.get(side, ()), *codes]))

    @property
    def others(self) -> list[str]:
        """What the source says of use beside the licence."""
        return [text for text in unique([*self.licences, *self.conditions]) if text != self.licence_text]


def to_constraints(blocks: Sequence[IsoNode]) -> Constraints:
    """Return the terms of access and use that the constraints of a resource state."""
    found = Constraints()
    for block in blocks:
        found.add(block.once(_read_block))
    return found


def _read_block(block: IsoNode) -> Constraints:
    found = Constraints()
    access, use = block.codes("accessConstraints"), block.codes("useConstraints")
    for side, codes in (("access", access), ("use", use)):
        if codes:
            found.codes[side] = list(unique(codes))
    others = block.values("otherConstraints")
    for value in others:
        _sort_constraint(value, access, use, found)
    for value in block.values("useLimitation"):
        _sort_constraint(value, [], ["otherRestrictions"], found)
    if access and use and len(others) > 1:
        found.pairs.append([access, use, [_best(value) for value in others]])
    found.access = _SECURITY.get(block.plain("classification") or "")
    return found


def _sort_constraint(value: IsoNode, access: list[str], use: list[str], found: Constraints) -> None:
    """Codes of the block decide where only one side is `otherRestrictions`, the words where both are (rule
    5); where nothing tells, use is assumed.
    """
    text = _best(value)
    nature = _nature_of(text, value.href or "")
    if nature == "limitation":
        found.access_reasons.append(text)
    elif nature == "licence":
        found.licences.append(text)
    elif nature == "condition":
        found.conditions.append(text)
    else:
        of_access, of_use = "otherRestrictions" in access, "otherRestrictions" in use
        side = nature if of_access == of_use else "access" if of_access else "use"
        (found.access_reasons if side == "access" else found.conditions).append(text)
        if side == "unknown" and of_access:
            found.ambiguous.append(text)


def _best(value: IsoNode) -> str:
    """Return the address of an Anchor where it is a code's or a licence's, else the text."""
    href = value.href or ""
    if href and (_LIMITATION in href or _CONDITION in href or LICENCE_ADDRESS.fullmatch(href)):
        return href
    return value.text or squeeze(href)


Nature = Literal["limitation", "licence", "condition", "access", "use", "unknown"]
"""What a sentence is for sure (a limitation on public access, a licence, a condition of use), or by words."""


@lru_cache(maxsize=4_096)
def _nature_of(text: str, href: str) -> Nature:
    """Sentences come again in most records of a catalogue."""
    folded = fold_label(text)
    if _LIMITATION in href or _LIMITATION in text or _LIMITATION_WORDS.search(folded):
        return "limitation"
    if LICENCE_ADDRESS.search(text) or _LICENCE_WORDS.search(folded):
        return "licence"
    if _CONDITION in href:
        return "condition"
    if _USE_WORDS.search(folded):
        return "use"
    return "access" if _ACCESS_WORDS.search(folded) else "unknown"
