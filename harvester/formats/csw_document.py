"""Answers of a CSW as trees, and the ids of the records in them, whichever schema they are written in.

Unlike other trees of the harvester, these keep comments and processing instructions: what is cut out of them
is kept as the source sent it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from harvester.errors import SourceMisbehaved
from harvester.formats.words import is_placeholder, squeeze
from harvester.gateway.document import read_document
from harvester.gateway.xml import find_plain_root, parse_xml

EXPECTED = ("GetRecordsResponse", "GetRecordByIdResponse")
_ISO_CLASSES = ("MD_Metadata", "MI_Metadata")
MDB = "http://standards.iso.org/iso/19115/-3/mdb/"
_ISO_TYPE = "{http://www.isotc211.org/2005/gco}isoType"
_ID_PATHS = ("{*}fileIdentifier", "{*}metadataIdentifier/{*}MD_Identifier/{*}code", "{*}identifier")
"""ISO 19139, ISO 19115-3 (mdb and mcc), Dublin Core (`csw:BriefRecord`, `csw:SummaryRecord`, `csw:Record`):
each below the record itself, since a citation has identifiers of its own."""


def parse_answer(content: bytes, options: Mapping[str, Any]) -> etree._Element:
    """Return the root of an answer to GetRecords or GetRecordById. Options: `url`, `media_type`.

    Raises `SourceMisbehaved("unexpected-answer")` for another document, and what `parse_xml` raises.
    """
    media_type = options.get("media_type")
    root = None if find_plain_root(content) is None else find_root(content)
    if root is None or local_name(root) not in EXPECTED:
        root = find_root(read_document(content, media_type).utf8)
    if root is None or local_name(root) not in EXPECTED:
        root = parse_xml(content, media_type).root  # which names what is wrong with it
        if local_name(root) not in EXPECTED:
            raise SourceMisbehaved(
                "unexpected-answer", url=options["url"], found=local_name(root), expected=EXPECTED[0]
            )
    return root


def find_results(root: etree._Element) -> etree._Element:
    """Return the element that holds the records: `SearchResults`, or the answer to GetRecordById itself."""
    return next(root.iterchildren("{*}SearchResults"), root)


def iter_records(results: etree._Element) -> Iterator[etree._Element]:
    """Yield the records, whatever they are."""
    yield from results.iterchildren(tag=etree.Element)


def find_id(record: etree._Element) -> str | None:
    """Return the identifier of a record, None where it says nothing; the text of an Anchor is one too."""
    for path in _ID_PATHS:
        for element in record.iterfind(path):
            if text := _text_of(element):
                return text
    return None


def find_standard(record: etree._Element) -> str | None:
    """Return `iso19139` (ISO/TS 19139 and 19115-2, profiles too) or `iso19115-3`; None for another record."""
    name, namespace = local_name(record), etree.QName(record).namespace or ""
    if namespace.startswith(MDB):
        return "iso19115-3" if name in _ISO_CLASSES else None
    is_profile = record.get(_ISO_TYPE, "").rpartition(":")[2] in _ISO_CLASSES
    return "iso19139" if name in _ISO_CLASSES or is_profile else None


def read_count(results: etree._Element, name: str) -> int | None:
    """Return a count that the answer gives as an attribute, None where it is none."""
    text = (results.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def find_root(content: bytes) -> etree._Element | None:
    """Return the root of a document of UTF-8, None where it is malformed."""
    try:
        return etree.fromstring(content, parser=_parser())
    except etree.XMLSyntaxError:
        return None


def _parser() -> etree.XMLParser:
    """As `hardened_parser`, but for what it leaves out."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=False,
        remove_pis=False,
        strip_cdata=False,
    )


def _text_of(element: etree._Element) -> str:
    """Return the text of a property: that of its first child that says something, else its own."""
    texts = [
        "".join(map(str, child.itertext(etree.Element))) for child in element.iterchildren(etree.Element)
    ]
    said = (squeeze(text) for text in (*texts, element.text))
    return next((text for text in said if text and not is_placeholder(text)), "")
