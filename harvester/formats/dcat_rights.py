"""On what terms: `dct:license`, `dct:rights` and `dct:accessRights` of a dataset and of its distributions."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from catalogue.record import Access
from harvester.formats.codes import LICENCE_ADDRESS
from harvester.formats.html_text import plain_text
from harvester.formats.rdf_graph import DC, DCT, NodeView
from harvester.formats.rdf_terms import value_of
from harvester.formats.words import distinct, is_placeholder, squeeze

_LICENCES = (DCT + "license", DCT + "licence", DC + "license")
_RIGHTS = (DCT + "rights", DC + "rights")
_SAYING_RIGHTS = frozenset(_RIGHTS)
_ACCESS_RIGHTS = DCT + "accessRights"
_ACCESS = re.compile(r"authority/access-right/(PUBLIC|RESTRICTED|NON_PUBLIC)$")
_REASON = "/LimitationsOnPublicAccess/"
"""In the addresses of the reasons for a restriction (INSPIRE code list): never a licence."""
_LEVELS: dict[str, Access] = {"PUBLIC": "public", "RESTRICTED": "restricted", "NON_PUBLIC": "non_public"}
_ORDER = tuple(_LEVELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """`licence_text` and `access_reasons` as the source writes them; `others`: what it says beside."""

    access: Access | None
    access_reasons: tuple[str, ...]
    licence_text: str | None
    others: tuple[str, ...]


def to_rights(root: NodeView, of_distributions: tuple[str, ...]) -> Rights:
    """Return the terms: the licence, else the rights, else the one licence of all distributions."""
    licences = to_licences(root)
    reasons, rights = list[str](), list(licences[1:])
    if root.says(_SAYING_RIGHTS):
        reasons = [root.label_of(term) for term in root.terms(*_RIGHTS) if _REASON in value_of(term)]
        rights += [text for text in _readable(root, *_RIGHTS) if text not in reasons]
    common = tuple(dict.fromkeys(of_distributions))
    if not licences and rights:
        licences, rights = tuple(rights[:1]), rights[1:]
    if not licences and len(common) == 1:
        licences = common
    said = _readable(root, _ACCESS_RIGHTS)
    levels = [level for text in said if (level := _level_of(text))]
    others = [text for text in said if not _level_of(text)]
    return Rights(
        access=_LEVELS[max(levels, key=_ORDER.index)] if levels else None,
        access_reasons=distinct([*others, *reasons]) if others or reasons else (),
        licence_text=licences[0] if licences else None,
        others=tuple(rights),
    )


def to_licences(view: NodeView) -> tuple[str, ...]:
    """Return the licences of a node, each as its address where that is a known one, else as its label."""
    return _readable(view, *_LICENCES)


def first_licence(view: NodeView) -> str | None:
    """Return the first of the licences of a node."""
    return next(iter(_readable(view, *_LICENCES)), None)


def _readable(view: NodeView, *predicates: str) -> tuple[str, ...]:
    terms = view.terms(*predicates)
    if not terms:
        return ()
    if len(terms) == 1 and (known := _known_licence(value_of(terms[0]))):
        return (known,)
    texts = [_known_licence(value_of(term)) or _words_of(view.label_of(term)) for term in terms]
    return tuple([text for text in distinct(texts) if not is_placeholder(text)])


@lru_cache(maxsize=1_024)
def _known_licence(text: str) -> str | None:
    return squeeze(text) if LICENCE_ADDRESS.match(text) else None


@lru_cache(maxsize=1_024)
def _level_of(text: str) -> str | None:
    match = _ACCESS.search(text)
    return match[1] if match else None


def _words_of(label: str) -> str:
    """Return the text of a label; ArcGIS writes a page of HTML into the IRI of a licence."""
    _, mark, page = label.partition("%3CDIV")
    return (plain_text(unquote(mark + page)) or "") if mark else label
