"""Record ⇄ JSON: the form of storage, API, export and golden files, and the hash of what a record says."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from catalogue.json_form import decoder_of, plain
from catalogue.record import Record

JsonObject = dict[str, Any]
_to_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_to_sorted_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
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
    return _to_text(to_json(record))


def dumps_and_hash(record: Record) -> tuple[str, str]:
    """Return what `dumps` and `content_hash` return, at the price of one of them."""
    data = to_json(record)
    return _to_text(data), _hash_of(data)


def loads(text: str | bytes) -> Record:
    """Return the record of a JSON text."""
    return from_json(json.loads(text))


def content_hash(record: Record) -> str:
    """Return the SHA-256 (hexadecimal) of what the record says, whatever source or time it came from."""
    return _hash_of(to_json(record))


def _hash_of(data: JsonObject) -> str:
    content = {key: value for key, value in data.items() if key not in NOT_CONTENT}
    return sha256(_to_sorted_text(content).encode()).hexdigest()
