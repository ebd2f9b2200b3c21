"""Foreign XML to an lxml tree, by a parser of our own: importing OWSLib changes lxml's default one."""

import re
from dataclasses import dataclass

from lxml import etree

from harvester.errors import SourceMisbehaved
from harvester.gateway.document import XML_KINDS, Document, read_document
from harvester.gateway.limits import XML_MAX_DEPTH

_TOO_DEEP = "Excessive depth"
_PLAIN = re.compile(
    rb"""(?:<\?xml version=["']1\.0["'](?: encoding=["']utf-8["'])?(?: standalone=["']\w+["'])?\s*\?>)?"""
    rb"""\s*(?:<!--(?:[^-]|-[^-])*+-->\s*)*+(?=<\w)""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedXml:
    """The root element, the encoding the document came in, and what was odd about it."""

    root: etree._Element
    encoding: str
    flags: tuple[str, ...] = ()


def hardened_parser(*, remove_blank_text: bool = False) -> etree.XMLParser:
    """Return a new parser that resolves nothing, fetches nothing and keeps libxml2's limits.

    A text node above 10 MB and a depth above 256 are refused by it; comments and processing instructions are
    dropped, so that the text of an element is one string. `remove_blank_text` drops the indentation too, a
    fifth of the time and more.
    """
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        remove_blank_text=remove_blank_text,
    )


def find_plain_root(content: bytes) -> int | None:
    """Return where the root begins, if a parser that takes no other encoding than UTF-8 may see the bytes as
    they came: nothing but a declaration of UTF-8 and comments stands before it, and so no DOCTYPE anywhere
    (XML 1.0 §2.8).

    What the door would have to mend is malformed to such a parser, so that the door has its turn then.
    """
    found = _PLAIN.match(content)
    return found.end() if found else None


def parse_xml(content: bytes, media_type: str | None = None) -> ParsedXml:
    """Parse foreign bytes.

    Raises `SourceMisbehaved`: what `read_document` raises, `unexpected-format` for another kind of document,
    `too-deep`, `ows-exception` (facts `code`, `text`) for an OGC exception report, `unreadable` for malformed
    XML.
    """
    document = read_document(content, media_type)
    if document.kind not in XML_KINDS:
        raise SourceMisbehaved("unexpected-format", found=document.kind, expected="xml")
    root = _root(document)
    if document.kind == "ows-exception":
        raise _service_error(root)
    return ParsedXml(root=root, encoding=document.encoding, flags=document.flags)


def _root(document: Document) -> etree._Element:
    try:
        root = etree.fromstring(document.utf8, parser=hardened_parser())
    except etree.XMLSyntaxError as error:
        if _TOO_DEEP in str(error):
            raise SourceMisbehaved("too-deep", limit=XML_MAX_DEPTH) from error
        raise SourceMisbehaved("unreadable", detail=str(error)[:300]) from error
    if root is None:  # a document of comments alone
        raise SourceMisbehaved("empty-document")
    return root


def _service_error(root: etree._Element) -> SourceMisbehaved:
    """The first exception of an `ows:ExceptionReport` (OGC 06-121r9 §8) or `ServiceExceptionReport`."""
    code, words = "", list[str]()
    for element in root.iter("{*}Exception", "{*}ServiceException"):
        code = code or element.get("exceptionCode") or element.get("code") or ""
        words += [" ".join("".join(map(str, element.itertext())).split())]
    return SourceMisbehaved("ows-exception", code=code or "?", text=" ".join(words)[:500])
