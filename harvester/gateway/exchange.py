"""One task sent to a child and its answer read, before a deadline, up to a size. Trusts nothing it reads."""

import json
import socket
import time
from dataclasses import dataclass, field

from harvester.errors import HarvestError
from harvester.gateway.wire import (
    BYTES,
    DONE,
    FAILED,
    HEADER,
    RESULT,
    TASK,
    Excerpt,
    Frame,
    JsonObject,
    frame,
    from_result_frames,
    to_json_bytes,
)

AT_ONCE = 256 * 1024
"""Bytes that are taken from the link at once, however small the frame that is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The results of a task, and by how much the child's memory had grown at its highest, in bytes."""

    results: list[JsonObject]
    growth_bytes: int


class AnswerInvalid(Exception):
    """The child wrote what our code never writes, or more than is allowed: end it."""


class ChildGone(Exception):
    """The child ended while it worked on the task: a limit was met."""


@dataclass(slots=True)
class Exchange:
    """One exchange on `link`; `max_bytes` counts everything that comes back."""

    link: socket.socket
    seconds: float
    max_bytes: int
    _deadline: float = field(init=False)
    _received: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._deadline = time.monotonic() + self.seconds

    def run(self, task: str, content: bytes, options: JsonObject) -> Answer:
        """Send a task and return the answer.

        Raises the `HarvestError` that the task raised, TimeoutError after the deadline, `ChildGone`,
        ConnectionError when the child was gone before it had read the task, `AnswerInvalid`.
        """
        self._send(frame(TASK, to_json_bytes({"name": task, "options": options})))
        self._send(frame(BYTES, content))
        try:
            return self._read_answer(content)
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise AnswerInvalid(str(error)) from error

    def _read_answer(self, content: bytes) -> Answer:
        results = list[JsonObject]()
        while True:
            letter, body = self._read_frame()
            if letter == RESULT:
                result = from_result_frames(body, self._read_frame, content)
                self._count(sum(len(value) for value in result.values() if isinstance(value, Excerpt)))
                results.append(result)
            elif letter == DONE:
                self._expect_silence()
                return Answer(results=results, growth_bytes=json.loads(body)["growth_bytes"])
            elif letter == FAILED:
                raise HarvestError.from_json(json.loads(body))
            else:
                raise AnswerInvalid(f"a frame {letter!r} was not expected")

    def _send(self, data: bytes) -> None:
        self.link.settimeout(self._remaining())
        self.link.sendall(data)

    def _read_frame(self) -> Frame:
        letter, length = HEADER.unpack(self._read_exactly(HEADER.size))
        self._count(length)
        return letter, self._read_exactly(length)

    def _count(self, length: int) -> None:
        self.max_bytes -= length
        if self.max_bytes < 0:
            raise AnswerInvalid("the answer is too large")

    def _expect_silence(self) -> None:
        if self._received:
            raise AnswerInvalid("something came after the end of the answer")

    def _read_exactly(self, length: int) -> bytes:
        while len(self._received) < length:
            self.link.settimeout(self._remaining())
            part = self.link.recv(AT_ONCE)
            if not part:
                raise ChildGone
            self._received += part
        body = bytes(memoryview(self._received)[:length])
        del self._received[:length]
        return body

    def _remaining(self) -> float:
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        return remaining
