"""An answer to GetRecords cut at its ISO 19139 records without reading them: they stay as they were sent.

A page of some megabytes is read by no parser as a whole; each record is read when it is mapped, alone, so
that a malformed one spoils no other. Owns which answers can be cut so: those whose records begin with their
identifier, and where `<` begins markup and nothing else (XML 1.0 §2.4, §3.1), but for comments and CDATA
sections that hide no record. Everything else is left to a parser (`csw_page`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from xml.sax.saxutils import quoteattr

from lxml import etree

from harvester.formats.csw_document import EXPECTED, MDB, find_results, find_root, local_name
from harvester.formats.words import is_placeholder, squeeze
from harvester.gateway.wire import excerpt
from harvester.gateway.xml import find_plain_root

_MARK = f"record-{token_hex(8)}"
"""The element in the place of a record; no page has one of this name."""

_NAME = rb"(?:[\w.-]+:)?"
_START = re.compile(
    rb"""<(?P<name>(?:[\w.-]+:)?(?P<local>M[DI]_Metadata))"""
    rb"""(?P<attributes>(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*>"""
)
_DECLARED = re.compile(rb"""\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)""")
_IDENTIFIER = re.compile(
    rb"\s*<(?P<p>%b)fileIdentifier>\s*<(?P<v>%b)CharacterString>(?P<text>[^<>&]+)</(?P=v)CharacterString>"
    rb"\s*</(?P=p)fileIdentifier>" % (_NAME, _NAME)
)
_ASIDES = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"))
_IN_EVERY_NAME = b"_Metadata"
_AFTER_A_NAME = frozenset(b" \t\r\n/>")


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRecord:
    """A record as it was sent, the namespaces in scope written into its root; `found` is the root's name."""

    remote_id: str
    content: bytes
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a record is, and its start tag."""

    start: int
    stop: int
    tag: re.Match[bytes]


def cut_page(content: bytes) -> tuple[etree._Element, list[CutRecord]] | None:
    """Return the element that held the records, and these; None for a page that has to be read."""
    if find_plain_root(content) is None or _may_hide_a_record(content):
        return None
    places = _list_places(content)
    results = _shell_around(content, places) if places else None
    if results is None or [child.tag for child in results] != [_MARK] * len(places or ()):
        return None
    scope = {prefix or "": uri for prefix, uri in results.nsmap.items()}
    records = [_to_record(content, place, scope) for place in places or ()]
    found = [record for record in records if record]
    return (results, found) if len(found) == len(records) else None


def _may_hide_a_record(content: bytes) -> bool:
    """Tell whether what looks like the tag of a record may be none."""
    if content.find(b"<?", 1) >= 0:
        return True
    start = content.find(b"<!")
    while start >= 0:
        ending = next((end for begin, end in _ASIDES if content.startswith(begin, start)), None)
        stop = content.find(ending, start) if ending else -1
        if stop < 0 or content.find(_IN_EVERY_NAME, start, stop) >= 0:
            return True
        start = content.find(b"<!", stop)
    return False


def _list_places(content: bytes) -> list[_Place] | None:
    """Return the places of the records, None where one is not closed, or has its own name within."""
    places: list[_Place] = []
    stop = 0
    while tag := _START.search(content, stop):
        opening, closing = b"<" + tag["name"], b"</" + tag["name"] + b">"
        end = content.find(closing, tag.end())
        inner = content.find(opening, tag.end(), end)
        while inner >= 0:
            if content[inner + len(opening)] in _AFTER_A_NAME:
                return None
            inner = content.find(opening, inner + 1, end)
        if end < 0:
            return None
        stop = end + len(closing)
        places.append(_Place(start=tag.start(), stop=stop, tag=tag))
    return places


def _shell_around(content: bytes, places: list[_Place]) -> etree._Element | None:
    """Return the element that holds the records of an answer, a mark in the place of each."""
    pieces, end = [], 0
    for place in places:
        pieces += [content[end : place.start], f"<{_MARK}/>".encode()]
        end = place.stop
    root = find_root(b"".join([*pieces, content[end:]]))
    return find_results(root) if root is not None and local_name(root) in EXPECTED else None


def _to_record(content: bytes, place: _Place, scope: Mapping[str, str]) -> CutRecord | None:
    """Return a record, None for one of another standard, or whose identifier is not where it should be."""
    tag = place.tag
    declared = {
        (name or b"").decode("ascii", "replace"): uri for name, uri in _DECLARED.findall(tag["attributes"])
    }
    said = _IDENTIFIER.match(content, tag.end(), place.stop)
    if said is None or any(uri.startswith(MDB) for uri in scope.values()) or MDB.encode() in tag[0]:
        return None
    identifier = squeeze(said["text"].decode("utf-8", "replace"))
    if not identifier or "\ufffd" in identifier or is_placeholder(identifier):
        return None
    missing = [(prefix, uri) for prefix, uri in scope.items() if prefix not in declared]
    written = "".join(f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}" for prefix, uri in missing)
    name_end = place.start + 1 + len(tag["name"])
    return CutRecord(
        remote_id=identifier,
        content=excerpt(content, place.start, place.stop, name_end, written),
        found=tag["local"].decode(),
    )
