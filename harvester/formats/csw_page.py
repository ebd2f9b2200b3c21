"""An answer to GetRecords (OGC 07-006r1 §10.8) in parts: what it says of itself, and its records."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from lxml import etree

from harvester.errors import SourceMisbehaved
from harvester.formats.iso19139 import file_identifier_of
from harvester.formats.iso19139_view import local_name
from harvester.gateway.xml import parse_xml

RECORD_NAMES = ("MD_Metadata", "MI_Metadata")


def split_page(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the page as JSON: a task of the parser child. Options: `url`, `media_type`.

    First `{"matched": n | None, "returned": n | None, "next": n | None}`, then per record `{"remote_id",
    "content": bytes}`; one that is no ISO 19139 has `"found"`, the name of its element. Raises
    `SourceMisbehaved("unexpected-answer")` for another document, and what the parser raises.
    """
    root = parse_xml(content, options.get("media_type")).root
    results = next(iter(root.findall("{*}SearchResults")), None)
    if local_name(root) != "GetRecordsResponse" or results is None:
        found = local_name(root)
        raise SourceMisbehaved(
            "unexpected-answer", url=options["url"], found=found, expected="GetRecordsResponse"
        )
    yield {
        "matched": _count(results, "numberOfRecordsMatched"),
        "returned": _count(results, "numberOfRecordsReturned"),
        "next": _count(results, "nextRecord"),
    }
    for element in results.iterchildren(tag=etree.Element):
        yield _to_part(element)


def _to_part(element: etree._Element) -> dict[str, Any]:
    """Return a record cut out with the namespaces that are in scope, so that it means the same alone."""
    content: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    if local_name(element) in RECORD_NAMES:
        identifier = file_identifier_of(element)
        return {"remote_id": identifier or _derived_id(element), "content": content}
    identifier = next((e.text or "" for e in element.iter("{*}identifier", "{*}fileIdentifier")), "")
    return {
        "remote_id": identifier.strip() or _derived_id(element),
        "content": content,
        "found": local_name(element),
    }


def _derived_id(element: etree._Element) -> str:
    """Return an id from the canonical form, which no way of writing the same XML changes."""
    return sha256(etree.tostring(element, method="c14n2", with_tail=False)).hexdigest()[:16]


def _count(results: etree._Element, name: str) -> int | None:
    text = (results.get(name) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
