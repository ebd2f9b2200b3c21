"""Cursors: the place in a list after which the next page begins, as an opaque text.

A cursor names the last hit of a page by what it was ordered by, so that additions and deletions before it
shift nothing.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hashlib import blake2b

from catalogue.selection import to_params
from search.errors import QueryInvalid
from search.query import SearchQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """After the hit with this `key` (a score, or an order key) and `id`, the last of `seen` hits."""

    key: float | str
    id: str
    seen: int


def encode_cursor(cursor: Cursor, query: SearchQuery) -> str:
    """Return the text of a cursor, bound to selection and order of the query."""
    text = json.dumps([_mark(query), cursor.key, cursor.id, cursor.seen], ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def find_cursor(query: SearchQuery, key_type: type[float] | type[str]) -> Cursor | None:
    """Return the cursor of a query, None for a first page; raises `QueryInvalid` for one of another query."""
    if not query.cursor:
        return None
    try:
        values = json.loads(urlsafe_b64decode(query.cursor + "=" * (-len(query.cursor) % 4)))
        mark, key, hit_id, seen = values
    except (NotBase64, UnicodeError, ValueError, TypeError, RecursionError):
        raise _invalid(query) from None
    fits = mark == _mark(query) and type(key) is key_type and type(hit_id) is str and type(seen) is int
    if not fits or seen < 0:
        raise _invalid(query)
    return Cursor(key=key, id=hit_id, seen=seen)


def _invalid(query: SearchQuery) -> QueryInvalid:
    return QueryInvalid("cursor", query.cursor, "the cursor that the page before gave for this very search")


def _mark(query: SearchQuery) -> str:
    asked = json.dumps([to_params(query.selection), query.sort])
    return blake2b(asked.encode(), digest_size=6).hexdigest()
