"""IRIs that can be written down again, made from whatever a source put there (RFC 3987 §2.2)."""

import re
from urllib.parse import quote

from pyoxigraph import NamedNode

UNREADABLE_PREFIX = "urn:glane:unreadable:"
"""Opens the stand-in for an IRI that stays unusable: relative without a base, or with a broken authority."""

_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})")

_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?)([^#]*)(#?.*)", re.DOTALL)
_FRAGMENT_ESCAPES = str.maketrans({"#": "%23", "[": "%5B", "]": "%5D"})


def encoded_iri(iri: str) -> str:
    """Return `iri` with every character that no IRI may hold percent-encoded; idempotent."""
    return _FORBIDDEN.sub(lambda match: quote(match[0], safe=""), iri.strip())


def named_node(iri: str) -> NamedNode:
    """Return a node that any serialiser accepts; equal text gives an equal node, so that links stay whole."""
    encoded = encoded_iri(iri)
    for candidate in (encoded, _without_stray_delimiters(encoded)):
        try:
            return NamedNode(candidate)
        except ValueError:
            continue
    return NamedNode(UNREADABLE_PREFIX + quote(iri, safe=""))


def _without_stray_delimiters(iri: str) -> str:
    """Encode what may stand once only, or in the authority only: `?layer[0]=a`, `#a#b` (RFC 3986 §3)."""
    if (parts := _PARTS.match(iri)) is None:
        return iri
    start, rest, fragment = parts.groups()
    rest = rest.replace("[", "%5B").replace("]", "%5D")
    return start + rest + fragment[:1] + fragment[1:].translate(_FRAGMENT_ESCAPES)
