"""Raw items to records: one call of the parser child per batch, where the connector's `to_record` runs.

Owns what becomes of an item that cannot be mapped: it is rejected with its reason, and the others go on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalogue.record import Record
from catalogue.record_json import from_json, to_json
from catalogue.source import Source
from harvester.connector import RawItem, RejectedItem
from harvester.connectors import CONNECTORS
from harvester.errors import HarvestError, RecordRejected, SourceMisbehaved
from harvester.formats.words import cut
from harvester.gateway import ParserGateway

TASK = "map"


def map_items(
    gateway: ParserGateway, source: Source, items: Sequence[RawItem]
) -> list[Record | RejectedItem]:
    """Return, for each item in order, its record or why there is none.

    An item that is beyond the limits of the child is found by halving the batch, and rejected alone.
    """
    if not items:
        return []
    content = b"".join(item.content for item in items)
    try:
        answers = gateway.run(TASK, content, _to_options(source, items), where=source.id)
    except SourceMisbehaved as error:
        if len(items) == 1:
            return [_rejected(items[0], error)]
        middle = len(items) // 2
        return map_items(gateway, source, items[:middle]) + map_items(gateway, source, items[middle:])
    return [_from_answer(item, answer) for item, answer in zip(items, answers, strict=True)]


def map_content(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield `{"record": …}` or `{"rejected": error as JSON}` per item: a task of the parser child.

    `content` holds the items one after the other; the options name their sizes, as `map_items` writes them.
    """
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
        yield _map_one(item, options)


def _map_one(item: RawItem, options: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"record": to_json(CONNECTORS[options["kind"]].to_record(item, options["options"]))}
    except RecordRejected as error:
        return {"rejected": error.to_json()}
    except (LookupError, TypeError, ValueError, AttributeError) as error:
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
    return _rejected(item, HarvestError.from_json(answer["rejected"]))


def _rejected(item: RawItem, error: HarvestError) -> RejectedItem:
    return RejectedItem(remote_id=item.remote_id, kind=error.kind, message=str(error), content=item.content)
