"""Raw items to records ready to be kept: mapped, normalised and written as JSON text, in the parser child.

The child answers the very text that is stored, so that a record is never a tree of objects in the harvesting
process. Owns what a made record is made of; `harvester.mapping` owns the way to the child and back.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from catalogue import record_json
from catalogue.copying import with_changes
from catalogue.json_form import decoder_of, plain
from catalogue.record import Record
from catalogue.source import Source, SourceDefaults
from catalogue.territories import load_gazetteer
from harvester.connector import IDENTITY_KEYS, RawItem, RejectedItem
from harvester.gateway import ParserGateway
from harvester.mapping import ask_child, iterate_mapped, rejected
from harvester.normalise import Evidence, NormaliseContext, normalise

TASK = "make"
_to_text = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRecord:
    """A normalised record as JSON text, its content hash, its identity keys (strongest first), and what the
    steps saw, as JSON text too.
    """

    record: str
    content_hash: str
    keys: tuple[str, ...]
    evidence: str


def make_records(
    gateway: ParserGateway, source: Source, context: NormaliseContext, items: Sequence[RawItem]
) -> list[MadeRecord | RejectedItem]:
    """Return, for each item in order, its record or why there is none."""
    more = {"context": _context_json(context)}
    answers = ask_child(gateway, TASK, source, items, more)
    return [_from_answer(item, answer) for item, answer in zip(items, answers, strict=True)]


def make_content(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield per item `{"record": bytes, "content_hash", "keys", "evidence"}` or `{"rejected": its error}`.

    A task of the parser child; content and options are those of `harvester.mapping.map_content`, and
    `context` is what the steps know.
    """
    context = _context_of(json.dumps(options["context"]))
    yield from iterate_mapped(content, options, lambda record: _to_made(record, context))


def _to_made(record: Record, context: NormaliseContext) -> dict[str, Any]:
    extras = dict(record.extras)
    keys = list(extras.pop(IDENTITY_KEYS, ()))
    normalised = normalise(with_changes(record, extras=extras), context)
    text, content_hash = record_json.dumps_and_hash(normalised.record)
    return {
        "record": text.encode(),
        "content_hash": content_hash,
        "keys": keys,
        "evidence": f"[{', '.join(map(_evidence_text, normalised.evidence))}]",
    }


@lru_cache(maxsize=8_192)
def _evidence_text(seen: Evidence) -> str:
    """The same words become the same codes in most records of a source."""
    return _to_text(plain(seen))


def _from_answer(item: RawItem, answer: Mapping[str, Any]) -> MadeRecord | RejectedItem:
    if "rejected" in answer:
        return rejected(item, answer["rejected"])
    return MadeRecord(
        record=answer["record"].decode(),
        content_hash=answer["content_hash"],
        keys=tuple(answer["keys"]),
        evidence=answer["evidence"],
    )


def _context_json(context: NormaliseContext) -> dict[str, Any]:
    return {
        "title": context.source_title,
        "territories": list(context.source_territories),
        "defaults": plain(context.defaults),
    }


@lru_cache(maxsize=8)
def _context_of(text: str) -> NormaliseContext:
    said = json.loads(text)
    return NormaliseContext(
        gazetteer=load_gazetteer(),
        source_title=said["title"],
        source_territories=tuple(said["territories"]),
        defaults=decoder_of(SourceDefaults)(said["defaults"], "defaults"),
    )
