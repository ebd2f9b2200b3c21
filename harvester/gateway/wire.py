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


class Excerpt(bytes):
    """A piece of the content of a task; its `place`, as `excerpt` takes it, is all that travels."""

    place: tuple[int, int, int, str]


def excerpt(content: bytes, start: int, stop: int, at: int, written: str) -> Excerpt:
    """Return the bytes from `start` to `stop`, with some text written in at `at`, all places of `content`."""
    made = Excerpt(content[start:at] + written.encode() + content[at:stop])
    made.place = (start, stop, at, written)
    return made


def frame(letter: bytes, body: bytes) -> bytes:
    """Return the bytes of one frame."""
    return HEADER.pack(letter, len(body)) + body


def to_json_bytes(value: Mapping[str, Any]) -> bytes:
    """Return strict JSON; ValueError for NaN, TypeError for what is no JSON value."""
    return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")


def result_frames(result: Mapping[str, Any]) -> Iterator[Frame]:
    """Yield the frames of one result: the JSON, then one frame for each value that is bytes."""
    places = {name: value.place for name, value in result.items() if isinstance(value, Excerpt)}
    blobs = [name for name, value in result.items() if isinstance(value, bytes) and name not in places]
    plain = {name: value for name, value in result.items() if not isinstance(value, bytes)}
    yield RESULT, to_json_bytes({"value": plain, "blobs": blobs, "places": places})
    for name in blobs:
        yield BYTES, result[name]


def from_result_frames(body: bytes, read: ReadFrame, content: bytes) -> JsonObject:
    """Return the result whose JSON frame is `body`; blobs are read by `read`, excerpts cut from `content`.

    Raises ValueError, KeyError or RecursionError for what `result_frames` never writes.
    """
    packed = json.loads(body)
    result: JsonObject = dict(packed["value"])
    for name in packed["blobs"]:
        letter, blob = read()
        if letter != BYTES:
            raise ValueError(f"a frame of bytes was expected, not {letter!r}")
        result[name] = blob
    for name, place in packed["places"].items():
        result[name] = excerpt(content, *place)
    return result
