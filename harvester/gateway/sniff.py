"""What kind of document a text is, judged by its first characters; never by its address or header alone."""

import re
from typing import Literal

Kind = Literal[
    "xml", "rdfxml", "ows-exception", "turtle", "jsonld", "json", "html", "binary", "empty", "unknown"
]

_HEAD_CHARACTERS = 4_000
_SKIPPED = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)++", re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|script|meta|title)\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"""<!DOCTYPE\s+(?:[\w.-]+:)?([\w.-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)(?=[\s/>])([^>]*)")
_JSON_START = re.compile(r'\{\s*(?:["}]|$)|\[\s*(?:\]\s*$|[\[{"\d]|-\d|true|false|null)')
_TURTLE_START = re.compile(
    r"""(?ix) @(?:prefix|base)\b | (?:prefix|base)\s+[\w.-]*:?\s*< | <[^<>]*>\s | _:\S+\s | \[ | \( | \#
    | <<  | [\w.-]*:[\w./%-]*\s+(?:a\s|<|[\w.-]*:)"""
)
_LD_KEY = re.compile(r'"@(?:context|graph|id|type)"\s*:')
_BINARY = ("\x1f\x8b", "\x1f\u2039", "PK\x03\x04", "%PDF-", "\x89PNG", "\u2030PNG")
_EXCEPTIONS = frozenset({"ExceptionReport", "ServiceExceptionReport"})


def sniff(text: str, media_type: str | None = None) -> Kind:
    """Return the kind of `text`; `media_type` (of the answer) decides where both Turtle and XML are possible.

    N-Triples are Turtle: every N-Triples document is one.
    """
    if text.startswith(_BINARY):
        return "binary"
    skipped = _SKIPPED.match(text)
    position = skipped.end() if skipped else 0
    head = text[position : position + _HEAD_CHARACTERS]
    if not head:
        return "unknown" if "<" in text else "empty"
    if head[0] == "<":
        return _markup(head, media_type or "", declared="<?xml" in text[:position])
    if _is_json(head, media_type or ""):
        return "jsonld" if _LD_KEY.search(text) else "json"
    return "turtle" if _TURTLE_START.match(head) or _is_turtle(media_type or "") else "unknown"


def _is_turtle(media_type: str) -> bool:
    return any(name in media_type for name in ("turtle", "n-triples", "n3"))


def _is_json(head: str, media_type: str) -> bool:
    if head[0] not in "{[" or _is_turtle(media_type):
        return False
    return "json" in media_type or _JSON_START.match(head) is not None


def _markup(head: str, media_type: str, declared: bool) -> Kind:
    if _HTML.match(head):
        return "html"
    if doctype := _DOCTYPE.match(head):
        return _of_root(doctype[1])
    tag = _TAG.match(head)
    if not declared and (tag is None or _is_turtle(media_type)):
        return "turtle" if _TURTLE_START.match(head) else "xml"  # which will say what is wrong with it
    if tag is None:
        return "xml"
    if tag[1] and not declared and "xmlns" not in head:  # `<urn:x> …`: a prefix that nothing declares
        return "turtle"
    return _of_root(tag[2])


def _of_root(name: str) -> Kind:
    if name in _EXCEPTIONS:
        return "ows-exception"
    if name == "RDF":
        return "rdfxml"
    return "html" if name.lower() == "html" else "xml"
