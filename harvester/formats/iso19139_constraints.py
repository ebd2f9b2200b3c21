"""On what terms: the constraints of an ISO 19139 record, access and use told apart.

`otherConstraints` may belong to either when one MD_LegalConstraints restricts both: an Anchor to an INSPIRE
code list decides, then the words, then the codes of the block (Écosphères, Recommandations ISO-DCAT).
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from catalogue.folding import fold_label
from catalogue.record import Access
from harvester.formats.codes import LICENCE_ADDRESS
from harvester.formats.iso19139_view import IsoText, IsoView
from harvester.formats.words import distinct

_LIMITATION = "/LimitationsOnPublicAccess/"
_CONDITION = "/ConditionsApplyingToAccessAndUse"
_LICENCE_WORDS = re.compile(
    r"licen[cs]e|etalab|odbl|open database|creative commons|cc[ -](?:by|zero|0)|domaine public"
)
_ACCESS_WORDS = re.compile(
    r"restriction d acces|acces public|public access|l ?124|inspire|13 ?1 ?[a-h]"
    r"|\bacces\b.*\b(?:libre|restreint|limite|reserve)|secret|confidential"
    r"|donnees personnelles|donnees a caractere personnel"
)
_USE_WORDS = re.compile(
    r"utilis|reutilis|usage|mention|source|citer|diffusion|reproduction|condition|droit d auteur"
)
_SECURITY: dict[str, Access] = {
    "restricted": "restricted",
    "confidential": "non_public", "secret": "non_public", "topSecret": "non_public",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Constraints:
    """What was found: `access_reasons` and `licences` as the source writes them (an address where it is a
    code list's or a licence's), `conditions` of use that name no licence, the restriction codes of each
    side.
    """

    access: Access | None = None
    access_reasons: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def licence_text(self) -> str | None:
        """The licence: an address before words, words before mere conditions of use."""
        ranked = sorted(distinct(self.licences), key=lambda text: not text.startswith("http"))
        return ranked[0] if ranked else next(iter(distinct(self.conditions)), None)

    @property
    def others(self) -> list[str]:
        """What the source says of use beside the licence."""
        return [text for text in distinct([*self.licences, *self.conditions]) if text != self.licence_text]


def to_constraints(view: IsoView, resource: etree._Element) -> Constraints:
    """Return the terms of access and use of the resource."""
    found = Constraints()
    for block in view.find_all("gmd:resourceConstraints/*", resource):
        _read_block(view, block, found)
    return found


def _read_block(view: IsoView, block: etree._Element, found: Constraints) -> None:
    access, use = view.codes("gmd:accessConstraints", block), view.codes("gmd:useConstraints", block)
    for side, codes in (("access", access), ("use", use)):
        if codes:
            found.codes[side] = list(distinct([*found.codes.get(side, []), *codes]))
    for value in view.values("gmd:otherConstraints", block):
        _sort_constraint(_best(view, value), value, access, use, found)
    for value in view.values("gmd:useLimitation", block):
        text = _best(view, value)
        if _is_limitation(text, value.href):
            found.access_reasons.append(text)
        else:
            (found.licences if _is_licence(text) else found.conditions).append(text)
    classification = view.code("gmd:classification", block)
    found.access = _SECURITY.get(classification or "", found.access)


def _sort_constraint(
    text: str, value: IsoText, access: list[str], use: list[str], found: Constraints
) -> None:
    if _is_limitation(text, value.href):
        found.access_reasons.append(text)
    elif _is_licence(text):
        found.licences.append(text)
    elif _CONDITION in (value.href or ""):
        found.conditions.append(text)
    elif _belongs_to_access(text, access, use):
        found.access_reasons.append(text)
    else:
        found.conditions.append(text)


def _belongs_to_access(text: str, access: list[str], use: list[str]) -> bool:
    """The codes decide where only one side is `otherRestrictions`, the words where both are."""
    of_access, of_use = "otherRestrictions" in access, "otherRestrictions" in use
    if of_access != of_use:
        return of_access
    folded = fold_label(text)
    return bool(_ACCESS_WORDS.search(folded)) and not _USE_WORDS.search(folded)


def _best(view: IsoView, value: IsoText) -> str:
    """Return the address of an Anchor where it is a code's or a licence's, else the text."""
    href = value.href or ""
    if _LIMITATION in href or _CONDITION in href or LICENCE_ADDRESS.fullmatch(href):
        return href
    return value.in_french(view.main) or href


def _is_limitation(text: str, href: str | None) -> bool:
    if _LIMITATION in (href or "") or _LIMITATION in text:
        return True
    folded = fold_label(text)
    return bool(
        re.search(r"l ?124 [45]|restriction d acces public|limitation.* public access|article 13 1", folded)
    )


def _is_licence(text: str) -> bool:
    return LICENCE_ADDRESS.search(text) is not None or _LICENCE_WORDS.search(fold_label(text)) is not None
