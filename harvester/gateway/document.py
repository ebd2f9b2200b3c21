"""The door: foreign bytes become checked text, or a typed error, before any parser sees them.

Order: encoding, kind, document type declaration, characters that XML forbids. The depth is checked by who
parses. Pure, no limits of its own on time or memory: the child has those.
"""

import re
from dataclasses import dataclass

from harvester.errors import SourceMisbehaved
from harvester.gateway.doctype import without_doctype
from harvester.gateway.encoding import decode
from harvester.gateway.sniff import Kind, sniff

CHARACTERS_REMOVED = "characters-removed"
"""Flag: the document held characters that XML 1.0 §2.2 forbids, or references to some."""

XML_KINDS = frozenset({"xml", "rdfxml", "ows-exception"})

_XML_DECLARATION = re.compile(r"<\?xml\s[^<>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SEARCHED = (*(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"), "\ufffe", "\uffff")
"""What of these decoded text may hold (no surrogates): one search each is far quicker than the class."""
_FORBIDDEN_REFERENCE = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])"
    r"|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|55(?:29[6-9]|[3-9]\d\d)|56\d{3}|57(?:[0-2]\d\d|3[0-3]\d|34[0-3])|6553[45]));",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Checked text (no mark, XML declaration or DOCTYPE), its kind, the encoding it came in, what was odd."""

    kind: Kind
    text: str
    encoding: str
    flags: tuple[str, ...] = ()

    @property
    def utf8(self) -> bytes:
        """What parsers are given."""
        return self.text.encode("utf-8", errors="replace")


def read_document(content: bytes, media_type: str | None = None) -> Document:
    """Return the checked document.

    Raises `SourceMisbehaved`: `empty-document`, `not-a-catalogue` (a web page), `unexpected-format` (binary
    or nothing known), `forbidden-doctype`.
    """
    decoded = decode(content)
    kind = sniff(decoded.text, media_type)
    _refuse_useless(kind, decoded.text)
    text, flags = decoded.text, decoded.flags
    if kind in XML_KINDS:
        text, more = _checked_xml(text)
        flags += more
    return Document(kind=kind, text=text, encoding=decoded.encoding, flags=flags)


def _refuse_useless(kind: Kind, text: str) -> None:
    if kind == "empty":
        raise SourceMisbehaved("empty-document")
    if kind == "html":
        raise SourceMisbehaved("not-a-catalogue", beginning=text[:300])
    if kind in ("binary", "unknown"):
        raise SourceMisbehaved(
            "unexpected-format", found=kind, expected="xml, rdf, json", beginning=text[:300]
        )


def _checked_xml(text: str) -> tuple[str, tuple[str, ...]]:
    text, flags = without_doctype(_without_declaration(text))
    removed = 0
    if any(character in text for character in _SEARCHED):
        text, removed = _FORBIDDEN.subn("", text)
    if "&#" in text:
        text, references = _FORBIDDEN_REFERENCE.subn("", text)
        removed += references
    return text, (*flags, CHARACTERS_REMOVED) if removed else flags


def _without_declaration(text: str) -> str:
    """Take out the first XML declaration, which pages of some servers put before an inner document."""
    found = _XML_DECLARATION.search(text) if "<?xml" in text else None
    return text[: found.start()].rstrip() + text[found.end() :] if found else text
