"""Record ⇄ JSON: the form of storage, API, export and golden files, and the hash of what a record says."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from catalogue.errors import RecordUnreadable
from catalogue.json_form import decoder_of, plain
from catalogue.json_text import from_text, may_be_integers, to_text, to_text_and_sorted
from catalogue.record import Record

JsonObject = dict[str, Any]
NOT_CONTENT = frozenset({"id", "status", "provenance", "field_sources"})
"""Fields that say where a record is kept rather than what it says: no part of its content hash."""


def to_json(record: Record) -> JsonObject:
    """Return the record as a JSON object, fields in the order of the dataclass, absent ones left out."""
    data: JsonObject = plain(record)
    return data


def from_json(data: Mapping[str, Any]) -> Record:
    """Return the record of a JSON object; raises `RecordUnreadable` naming the field that does not fit."""
    record: Record = decoder_of(Record)(data, "record")
    return record


def dumps(record: Record) -> str:
    """Return the compact JSON text of a record."""
    return to_text(record)


def dumps_and_hash(record: Record) -> tuple[str, str]:
    """Return what `dumps` and `content_hash` return, at the price of one of them."""
    text, content = to_text_and_sorted(record, NOT_CONTENT)
    return text, sha256(content).hexdigest()


def loads(text: str | bytes) -> Record:
    """Return the record of a JSON text."""
    try:
        record = from_json(from_text(text))
    except RecordUnreadable:
        return from_json(json.loads(text))
    unread = (record.extras, record.translations, record.field_sources)
    return from_json(json.loads(text)) if any(map(may_be_integers, unread)) else record


def content_hash(record: Record) -> str:
    """Return the SHA-256 (hexadecimal) of what the record says, whatever source or time it came from."""
    return dumps_and_hash(record)[1]
