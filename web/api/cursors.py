"""Cursors: where a list goes on, opaque to clients and checked when they come back."""

import base64
import binascii
import json
from typing import Literal

from flask import request

from catalogue.errors import SelectionInvalid
from web.addresses import address_of

CursorKind = Literal["after", "search"]
"""After an id of the store, or a cursor of the index."""
LONGEST = 2000


def encode_cursor(kind: CursorKind, value: str) -> str:
    """Return the cursor as text that needs no escaping in an address."""
    content = json.dumps({kind: value}, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode_cursor(text: str | None, kind: CursorKind) -> str | None:
    """Return what a cursor holds, None for none; raises `SelectionInvalid` for one of another list."""
    if not text:
        return None
    try:
        content = json.loads(base64.urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text) % 4)))
        value = content[kind]
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError):
        value = None
    if not isinstance(value, str) or "\0" in value:
        raise SelectionInvalid("cursor", text[:80], "the `next` of the page before is expected")
    return value


def next_link(endpoint: str, cursor: str) -> str:
    """Return the `Link` header that leads on: this request's parameters with another cursor."""
    kept = [(name, text) for name, text in request.args.items(multi=True) if name not in ("cursor", "offset")]
    return f'<{address_of(endpoint, [*kept, ("cursor", cursor)])}>; rel="next"'
