"""Addresses with query parameters that came from outside.

They never pass through the keywords of `url_for`, where `_external`, `_anchor` or `_scheme` would be obeyed.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import url_for

Params = Iterable[tuple[str, str]]


def address_of(endpoint: str, params: Params, **values: str) -> str:
    """Return the address of a page with these query parameters; `values` fill the parts of its path."""
    start = url_for(endpoint, **values)  # type: ignore[arg-type]  # `values` are never its own options
    query = urlencode(list(params))
    if not query:
        return start
    return f"{start}{'&' if '?' in start else '?'}{query}"
