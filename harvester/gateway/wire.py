"""What travels between parent and child: frames of a letter, a length and a body. JSON, never pickle."""

import json
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any

JsonObject = dict[str, Any]
"""An object of JSON values; at its top level a value may also be `bytes`, which travel beside the JSON."""

TASK, RESULT, BYTES, FAILED, DONE = b"T", b"R", b"B", b"E", b"D"

HEADER = struct.Struct("!cI")

Frame = tuple[bytes, bytes]
ReadFrame = Callable[[], Frame]


def frame(letter: bytes, body: bytes) -> bytes:
    """Return the bytes of one frame."""
    return HEADER.pack(letter, len(body)) + body


def to_json_bytes(value: Mapping[str, Any]) -> bytes:
    """Return strict JSON; ValueError for NaN, TypeError for what is no JSON value."""
    return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")


def result_frames(result: Mapping[str, Any]) -> Iterator[Frame]:
    """Yield the frames of one result: the JSON, then one frame for each value that is bytes."""
    blobs = [name for name, value in result.items() if isinstance(value, bytes)]
    plain = {name: value for name, value in result.items() if name not in blobs}
    yield RESULT, to_json_bytes({"value": plain, "blobs": blobs})
    for name in blobs:
        yield BYTES, result[name]


def from_result_frames(body: bytes, read: ReadFrame) -> JsonObject:
    """Return the result whose JSON frame is `body`, its blobs read by `read`.

    Raises ValueError, KeyError or RecursionError for what `result_frames` never writes.
    """
    packed = json.loads(body)
    result: JsonObject = dict(packed["value"])
    for name in packed["blobs"]:
        letter, blob = read()
        if letter != BYTES:
            raise ValueError(f"a frame of bytes was expected, not {letter!r}")
        result[name] = blob
    return result
