"""Raw items to records: one call of the parser child per batch, where the connector's `to_record` runs.

Owns the way of items to the child and back, and what becomes of an item that cannot be mapped: it is rejected
with its reason, and the others go on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from catalogue.record import Record
from catalogue.record_json import from_json, to_json
from catalogue.source import Source
from harvester.connector import RawItem, RejectedItem
from harvester.connectors import CONNECTORS
from harvester.errors import HarvestError, RecordRejected, SourceMisbehaved
from harvester.formats.words import cut
from harvester.gateway import JsonObject, ParserGateway

TASK = "map"
STUMBLES = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""What a mapper raises at values that nobody foresaw: a fault of one item, never of the page."""


def map_items(
    gateway: ParserGateway, source: Source, items: Sequence[RawItem]
) -> list[Record | RejectedItem]:
    """Return, for each item in order, its record or why there is none.

    An item that is beyond the limits of the child is found by halving the batch, and rejected alone.
    """
    answers = ask_child(gateway, TASK, source, items)
    return [_from_answer(item, answer) for item, answer in zip(items, answers, strict=True)]


def map_content(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield `{"record": …}` or `{"rejected": error as JSON}` per item: a task of the parser child.

    `content` holds the items one after the other; the options name their sizes, as `ask_child` writes them.
    """
    yield from iterate_mapped(content, options, lambda record: {"record": to_json(record)})


def ask_child(
    gateway: ParserGateway,
    task: str,
    source: Source,
    items: Sequence[RawItem],
    more: Mapping[str, Any] | None = None,
) -> list[JsonObject]:
    """Return the child's answer to each item; `more` are further options of the task."""
    if not items:
        return []
    content = b"".join(item.content for item in items)
    try:
        return gateway.run(task, content, {**_to_options(source, items), **(more or {})}, where=source.id)
    except SourceMisbehaved as error:
        if len(items) == 1:
            return [{"rejected": error.to_json()}]
        middle = len(items) // 2
        halves = (items[:middle], items[middle:])
        return [answer for half in halves for answer in ask_child(gateway, task, source, half, more)]


def iterate_mapped(
    content: bytes, options: Mapping[str, Any], answer: Callable[[Record], JsonObject]
) -> Iterator[JsonObject]:
    """Yield what `answer` makes of the record of each item, or `{"rejected": …}`, also where it stumbles."""
    start = 0
    for described in options["items"]:
        end = start + described["size"]
        item = RawItem(
            remote_id=described["remote_id"],
            content=content[start:end],
            media_type=described["media_type"],
            remote_url=described["remote_url"],
        )
        start = end
        yield _map_one(item, options, answer)


def rejected(item: RawItem, error: JsonObject) -> RejectedItem:
    """Return an item as rejected for an error in its JSON form, with its bytes."""
    why = HarvestError.from_json(error)
    return RejectedItem(remote_id=item.remote_id, kind=why.kind, message=why.reason, content=item.content)


def _map_one(item: RawItem, options: Mapping[str, Any], answer: Callable[[Record], JsonObject]) -> JsonObject:
    try:
        return answer(CONNECTORS[options["kind"]].to_record(item, options["options"]))
    except RecordRejected as error:
        return {"rejected": error.to_json()}
    except STUMBLES as error:
        return {
            "rejected": RecordRejected("unmappable", detail=cut(f"{type(error).__name__}: {error}")).to_json()
        }


def _to_options(source: Source, items: Sequence[RawItem]) -> dict[str, Any]:
    described = [
        {
            "remote_id": item.remote_id,
            "media_type": item.media_type,
            "remote_url": item.remote_url,
            "size": len(item.content),
        }
        for item in items
    ]
    return {"kind": source.kind, "options": dict(source.options), "items": described}


def _from_answer(item: RawItem, answer: Mapping[str, Any]) -> Record | RejectedItem:
    if "record" in answer:
        return from_json(answer["record"])
    return rejected(item, answer["rejected"])
