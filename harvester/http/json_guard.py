"""JSON from outside, checked before it is parsed and mended after: row H30 (and H12) of the fault list.

Depth is counted on bytes, so that no parser recurses into it. NaN, Infinity and numbers beyond a double
become None, lone surrogates and NUL become U+FFFD, the last of two equal keys wins, and control characters
inside strings are let through.
"""

import json
import math
import re
from itertools import accumulate
from typing import Any

from harvester.errors import SourceMisbehaved

MAX_DEPTH = 100
MAX_INTEGER_DIGITS = 400  # beyond a double; CPython itself stops at 4300 digits
EXCERPT_CHARACTERS = 300
# One pass over a string, closed or not: possessive, hence linear whatever the bytes.
STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
NOT_BRACKETS = bytes(sorted(set(range(256)) - STEPS.keys()))
DOUBTFUL_ESCAPE = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")
UNFIT = re.compile("[\x00\ud800-\udfff]")


def parse_json(content: bytes, *, url: str) -> Any:
    """Return the value of a JSON document in UTF-8, -16 or -32; `url` is for the message.

    Raises:
        SourceMisbehaved: `bad-json` for what is no JSON or is nested more than `MAX_DEPTH` deep.
    """
    data, is_doubtful = _to_utf8(content, url)
    if is_too_deep(data):
        raise _bad_json(data, url, f"imbrication > {MAX_DEPTH}")
    try:
        value = _DECODER.decode(data.decode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise _bad_json(data, url, f"position {getattr(error, 'pos', 0)}") from error
    is_doubtful = is_doubtful or b"\0" in data or DOUBTFUL_ESCAPE.search(data) is not None
    return _mended(value) if is_doubtful else value


def depth_of(data: bytes) -> int:
    """Return how deep arrays and objects are nested in these UTF-8 bytes; strings do not count."""
    brackets = STRING.sub(b"", data).translate(None, NOT_BRACKETS)
    return max(accumulate(map(STEPS.__getitem__, brackets)), default=0)


def is_too_deep(data: bytes) -> bool:
    """Say whether no JSON parser should be given these UTF-8 bytes."""
    return depth_of(data) > MAX_DEPTH


def looks_like_json(content: bytes) -> bool:
    """Say whether a body starts as a JSON object or array, whatever its declared type."""
    return content[:1_000].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in {b"{", b"["}


def _to_utf8(content: bytes, url: str) -> tuple[bytes, bool]:
    """Return the document in UTF-8 without byte order mark, and whether it may hold surrogates."""
    encoding = json.detect_encoding(content)
    try:
        text = content.decode(encoding)
        is_doubtful = False
    except UnicodeDecodeError:
        is_doubtful = True
        try:
            text = content.decode(encoding, "surrogatepass")
        except UnicodeDecodeError as error:
            raise _bad_json(content, url, f"{encoding}, position {error.start}") from error
    return text.encode("utf-8", "surrogatepass"), is_doubtful


def _parse_float(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _parse_int(text: str) -> int | None:
    return int(text) if len(text) <= MAX_INTEGER_DIGITS else None


def _parse_constant(_name: str) -> None:
    return None


_DECODER = json.JSONDecoder(
    parse_float=_parse_float, parse_int=_parse_int, parse_constant=_parse_constant, strict=False
)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return UNFIT.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value


def _bad_json(data: bytes, url: str, detail: str) -> SourceMisbehaved:
    excerpt = data[: EXCERPT_CHARACTERS * 4].decode("utf-8", "replace")[:EXCERPT_CHARACTERS]
    return SourceMisbehaved("bad-json", url=url, detail=detail, excerpt=excerpt)
