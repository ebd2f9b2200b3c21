"""A parser that remembers what it made of a page, and need not be asked when the same page comes again.

Most pages of most listings are those of the last time. What a task makes of a page is a pure function of its
bytes, so that it can be kept: in the store, the records by their digests. Anything that is not found as it
was is parsed. Owns which tasks are remembered, and what of a page says only when it was sent.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from catalogue.store.originals import digest
from catalogue.store.pages import KnownPages
from harvester.gateway import JsonObject, ParserGateway

VERSION = "2"
"""Raised whenever a remembered task changes what it makes of the same bytes."""

CONTENT = "content"
"""The key of a result that holds a record as it is kept: bytes, or text in UTF-8."""

_BEGINNING = 4_000
_SENT_AT = re.compile(rb"""(<(?:\w+:)?SearchStatus\s[^>]*?timestamp=)(?:"[^"]*"|'[^']*')""")


def _without_time(page: bytes) -> bytes:
    """Leave out when an answer to GetRecords was sent (OGC 07-006r1 §10.8.4.2): the task does not read it."""
    return _SENT_AT.sub(rb"\1", page[:_BEGINNING], count=1) + page[_BEGINNING:]


REMEMBERED: Mapping[str, Callable[[bytes], bytes]] = {"csw.page": _without_time, "dcat.page": bytes}
"""The tasks, and what they read of a page."""


class RememberingGateway(ParserGateway):
    """A gateway that asks another one for what it does not know."""

    def __init__(self, gateway: ParserGateway, pages: KnownPages) -> None:
        super().__init__(gateway.limits)
        self._gateway = gateway
        self._pages = pages

    def run(self, task: str, content: bytes, options: JsonObject, *, where: str) -> list[JsonObject]:
        """Return the results of a task; raises what the other gateway raises."""
        read = REMEMBERED.get(task)
        if read is None:
            return self._gateway.run(task, content, options, where=where)
        page = _digest_of(task, options, read(content))
        known = self._find(page)
        if known is not None:
            return known
        results = self._gateway.run(task, content, options, where=where)
        self._pages.keep(page, json.dumps([_to_named(result) for result in results]))
        return results

    def _find(self, page: str) -> list[JsonObject] | None:
        answer = self._pages.find(page)
        if answer is None:
            return None
        results: list[JsonObject] = json.loads(answer)
        named = [result for result in results if CONTENT in result]
        contents = self._pages.find_contents({result[CONTENT]["name"] for result in named})
        for result in named:
            found = contents.get(result[CONTENT]["name"])
            if found is None:
                return None
            result[CONTENT] = found.decode() if result[CONTENT]["is_text"] else found
        return results


@contextmanager
def remembering(gateway: ParserGateway, pages: KnownPages) -> Iterator[ParserGateway]:
    """Give a gateway that remembers; what it learned is written at the end of the block, whatever the end."""
    try:
        yield RememberingGateway(gateway, pages)
    finally:
        pages.write()


def _to_named(result: Mapping[str, Any]) -> JsonObject:
    """Return a result with the digest of its record in the place of the record."""
    content = result.get(CONTENT)
    if not isinstance(content, bytes | str):
        return dict(result)
    is_text = isinstance(content, str)
    name = digest(content.encode() if isinstance(content, str) else content)
    return {**result, CONTENT: {"name": name, "is_text": is_text}}


def _digest_of(task: str, options: JsonObject, page: bytes) -> str:
    asked = json.dumps([VERSION, task, options], ensure_ascii=False, sort_keys=True)
    return sha256(asked.encode() + b"\0" + page).hexdigest()
