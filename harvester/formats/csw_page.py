"""An answer to GetRecords (OGC 07-006r1 §10.8) or GetRecordById (§10.9) in parts: what it says of itself, and
its records.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from lxml import etree

from harvester.formats.csw_cutting import CutRecord, cut_page
from harvester.formats.csw_document import (
    find_id,
    find_results,
    find_standard,
    iter_records,
    local_name,
    parse_answer,
    read_count,
)


def split_page(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the page as JSON: a task of the parser child. Options: `url`, `media_type`.

    First `{"matched": n | None, "returned": n | None, "next": n | None}`, then per record `{"remote_id",
    "content": bytes, "standard": "iso19139" | "iso19115-3" | None, "found": name of its element}`.
    Raises what `parse_answer` raises.
    """
    if cut := cut_page(content):
        results, records = cut
        yield _head(results)
        yield from map(_to_cut_part, records)
        return
    results = find_results(parse_answer(content, options))
    yield _head(results)
    for element in iter_records(results):
        yield _to_part(element)


def list_ids(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the head of a page of brief records with `"ids"`, and `"nameless"`: how many say no id.

    A task of the parser child; options and errors as for `split_page`.
    """
    results = find_results(parse_answer(content, options))
    ids = [find_id(element) for element in iter_records(results)]
    named = [one for one in ids if one]
    return _head(results) | {"ids": named, "nameless": len(ids) - len(named)}


def _head(results: etree._Element) -> dict[str, Any]:
    return {
        "matched": read_count(results, "numberOfRecordsMatched"),
        "returned": read_count(results, "numberOfRecordsReturned"),
        "next": read_count(results, "nextRecord"),
    }


def _to_part(element: etree._Element) -> dict[str, Any]:
    """Return a record cut out with the namespaces that are in scope, so that it means the same alone."""
    return {
        "remote_id": find_id(element) or _derived_id(element),
        "content": etree.tostring(element, encoding="utf-8", with_tail=False),
        "standard": find_standard(element),
        "found": local_name(element),
    }


def _to_cut_part(record: CutRecord) -> dict[str, Any]:
    return {
        "remote_id": record.remote_id,
        "content": record.content,
        "standard": "iso19139",
        "found": record.found,
    }


def _derived_id(element: etree._Element) -> str:
    """Return an id from the canonical form, which no way of writing the same XML changes."""
    canonical = etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False)
    return sha256(canonical).hexdigest()[:16]
