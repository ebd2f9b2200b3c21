"""The parser child: holds its limits, reads tasks, answers frames. Blocking reads and writes only.

`RLIMIT_NOFILE` at zero lets the descriptors that are open go on and no other come into being: no file, no
socket, whatever lxml and pyoxigraph do in C and Rust. `poll()` fails then, so it is not used.
"""

import json
import math
import os
import resource
from collections.abc import Iterable, Mapping
from typing import Any

from harvester.errors import HarvestError, SourceMisbehaved
from harvester.gateway.limits import GatewayLimits
from harvester.gateway.wire import (
    BYTES,
    DONE,
    FAILED,
    HEADER,
    TASK,
    Frame,
    frame,
    result_frames,
    to_json_bytes,
)

Tasks = Mapping[str, Any]

LINK = 3
"""The descriptor of the child's only link to the world."""

TOGETHER = 128 * 1024
"""Bytes of results that are written at once."""


def serve_tasks(tasks: Tasks, limits: GatewayLimits) -> None:
    """Answer tasks on `LINK` until the parent closes it."""
    hold_limits(limits)
    start = _peak_bytes()
    while request := _read_request():
        name, options, content = request
        _renew_cpu(limits.cpu_seconds)
        if _answer(tasks, name, options, content):
            _write(DONE, to_json_bytes({"growth_bytes": _peak_bytes() - start}))


def hold_limits(limits: GatewayLimits) -> None:
    """Give up, for good, what a parser does not need."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_NOFILE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NPROC, 0)


def _lower(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def _renew_cpu(seconds: int) -> None:
    """Allow so many more seconds of processor time; the limit counts from the birth of the process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def _read_request() -> tuple[str, dict[str, Any], bytes] | None:
    first = _read_frame()
    if first is None:
        return None
    task = json.loads(_expect(TASK, first))
    return task["name"], task["options"], _expect(BYTES, _read_frame())


def _expect(letter: bytes, received: Frame | None) -> bytes:
    if received is None or received[0] != letter:
        raise SystemExit(1)
    return received[1]


def _read_frame() -> Frame | None:
    header = _read_exactly(HEADER.size)
    if header is None:
        return None
    letter, length = HEADER.unpack(header)
    body = _read_exactly(length)
    return None if body is None else (letter, body)


def _read_exactly(length: int) -> bytes | None:
    parts, missing = [], length
    while missing:
        part = os.read(LINK, min(missing, 1 << 20))
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _write(letter: bytes, body: bytes) -> None:
    _write_all(frame(letter, body))


def _write_all(data: bytes | bytearray) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(LINK, rest) :]


def _answer(tasks: Tasks, name: str, options: dict[str, Any], content: bytes) -> bool:
    """Write the results of a task, or its error; True when it went well."""
    try:
        results = tasks[name](content, options)
        _write_results([results] if isinstance(results, dict) else results)
    except HarvestError as error:
        _write(FAILED, to_json_bytes(error.to_json()))
    except MemoryError:
        _write(FAILED, to_json_bytes(SourceMisbehaved("parser-limit", limit="memory").to_json()))
        raise SystemExit(1) from None
    except Exception as error:  # noqa: BLE001 -- parsers raise anything, and it concerns this document alone
        detail = f"{type(error).__name__}: {error}"[:300]
        _write(FAILED, to_json_bytes(SourceMisbehaved("unreadable", detail=detail).to_json()))
    else:
        return True
    return False


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _write_results(results: Iterable[Mapping[str, Any]]) -> None:
    """Write small frames together: the parent wakes up for a handful, not for each."""
    waiting = bytearray()
    for result in results:
        for letter, body in result_frames(result):
            waiting += frame(letter, body)
        if len(waiting) >= TOGETHER:
            _write_all(waiting)
            waiting = bytearray()
    _write_all(waiting)
