"""Writing to an index: every document with the position as its version, the position last, one refresh.

Readers see nothing before the refresh. A version is external: a writer that was overtaken cannot put an
older state over a newer one. A writer that dies before the refresh leaves the position of before, so that
the next one does the same again.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.document import SearchDocument
from search.elasticsearch_engine.mapping import POSITION_ID, to_source

Action = dict[str, Any]

CHUNK_DOCUMENTS, CHUNK_BYTES = 1000, 10_000_000
_HARMLESS = {"index": {409}, "delete": {404, 409}}
"""Statuses that are no failure: a newer version is there already; what shall go is not there."""


def write_all(
    client: Elasticsearch,
    alias: str,
    changed_ids: Iterable[str],
    documents: Iterable[SearchDocument],
    position: int,
) -> None:
    """Bring the index behind `alias` to a position and show it."""
    _bulk(client, alias, _actions(changed_ids, documents, position))
    last = {"_op_type": "index", "_id": POSITION_ID, "_source": {"position": position}, **_version(position)}
    _bulk(client, alias, [last])
    client.indices.refresh(index=alias)


def _actions(
    changed_ids: Iterable[str], documents: Iterable[SearchDocument], position: int
) -> Iterator[Action]:
    written: set[str] = set()
    for document in documents:
        written.add(document.id)
        yield {"_op_type": "index", "_id": document.id, "_source": to_source(document), **_version(position)}
    for gone in changed_ids:
        if gone not in written:
            yield {"_op_type": "delete", "_id": gone, **_version(position)}


def _version(position: int) -> Action:
    return {"version": max(position, 1), "version_type": "external_gte"}


def _bulk(client: Elasticsearch, alias: str, actions: Iterable[Action]) -> None:
    answers = streaming_bulk(
        client,
        actions,
        index=alias,
        require_alias=True,
        chunk_size=CHUNK_DOCUMENTS,
        max_chunk_bytes=CHUNK_BYTES,
        max_retries=3,
        initial_backoff=1,
        raise_on_error=False,
    )
    failures = [answer for succeeded, answer in answers if not succeeded and not _is_harmless(answer)]
    if failures:
        raise BulkIndexError(f"{len(failures)} documents were refused", failures)


def _is_harmless(answer: dict[str, Any]) -> bool:
    return any(item.get("status") in _HARMLESS.get(kind, set()) for kind, item in answer.items())
