"""`ParserGateway`: gives foreign bytes to a guarded child and returns its results, or a typed error.

Owns the child's life: started at the first task, renewed after many tasks, after growth, and whenever it was
killed. The parent parses no foreign XML or RDF; it reads the JSON that our own code in the child wrote.
"""

import signal
import socket
import threading
from types import TracebackType
from typing import Self

from harvester.errors import HarvestError, SourceMisbehaved, SourceUnavailable
from harvester.gateway.exchange import Answer, AnswerInvalid, ChildGone, Exchange
from harvester.gateway.forking import Child, ForkServer
from harvester.gateway.limits import GatewayLimits
from harvester.gateway.wire import JsonObject

TASKS_MODULE = "harvester.gateway.tasks"


class ParserGateway:
    """A context manager; `run` may be called from several threads, one task runs at a time."""

    def __init__(self, limits: GatewayLimits | None = None, *, tasks_module: str = TASKS_MODULE) -> None:
        self.limits = limits or GatewayLimits()
        self._tasks_module = tasks_module
        self._lock = threading.Lock()
        self._server: ForkServer | None = None
        self._child: Child | None = None
        self._tasks_done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, task: str, content: bytes, options: JsonObject, *, where: str) -> list[JsonObject]:
        """Return the results of a registered task on `content`; `where` names the document in messages.

        Raises the typed error that the task raised; `SourceMisbehaved` of kind `too-large`, `parser-limit`
        (fact `limit`: cpu, time, memory or output) or `unreadable`; `SourceUnavailable` of kind
        `parser-unavailable`; LookupError for a task that is not registered.
        """
        if len(content) > self.limits.max_bytes:
            raise SourceMisbehaved("too-large", url=where, where=where, limit=self.limits.max_bytes)
        with self._lock:
            try:
                return self._run(task, content, options)
            except HarvestError as error:
                raise error.with_facts(**({"where": where, "url": where} | error.facts)) from error

    def close(self) -> None:
        """End the child and the fork server; a later `run` starts them again."""
        with self._lock:
            self._close()

    @property
    def child_pid(self) -> int | None:
        """The process that answered the last task, if it still serves."""
        return self._child.pid if self._child else None

    def _run(self, task: str, content: bytes, options: JsonObject) -> list[JsonObject]:
        """Run a task; a child that was gone before it had read the document is no fault of the document."""
        try:
            return self._attempt(task, content, options)
        except ConnectionError:
            pass
        try:
            return self._attempt(task, content, options)
        except ConnectionError as error:
            raise SourceMisbehaved("parser-limit", limit="memory") from error

    def _attempt(self, task: str, content: bytes, options: JsonObject) -> list[JsonObject]:
        child = self._ready_child(task)
        limits = self.limits
        exchange = Exchange(link=child.link, seconds=limits.wall_seconds, max_bytes=limits.max_result_bytes)
        try:
            answer = exchange.run(task, content, options)
        except HarvestError as error:
            if error.kind == "parser-limit":  # its memory is used up: it leaves
                self._end_child()
            raise
        except TimeoutError as error:
            self._end_child()
            raise SourceMisbehaved("parser-limit", limit="time") from error
        except AnswerInvalid as error:
            self._end_child()
            raise SourceMisbehaved("parser-limit", limit="output") from error
        except ChildGone as error:
            raise SourceMisbehaved("parser-limit", limit=_limit_of(self._end_child())) from error
        except ConnectionError:
            self._end_child()
            raise
        self._renew_if_used_up(answer)
        return answer.results

    def _ready_child(self, task: str) -> Child:
        if self._child is not None and _is_gone(self._child.link):
            self._end_child()
        if self._server is None:
            self._server = ForkServer(self._tasks_module)
        if task not in self._server.tasks:
            raise LookupError(f"{self._tasks_module} registers no task {task!r}")
        if self._child is None:
            self._child = self._fork()
            self._tasks_done = 0
        return self._child

    def _fork(self) -> Child:
        if self._server is None:
            self._server = ForkServer(self._tasks_module)
        try:
            return self._server.fork(self.limits)
        except SourceUnavailable:  # the fork server was killed: once more with a new one
            self._close()
            self._server = ForkServer(self._tasks_module)
            return self._server.fork(self.limits)

    def _renew_if_used_up(self, answer: Answer) -> None:
        self._tasks_done += 1
        if self._tasks_done >= self.limits.max_tasks or answer.growth_bytes > self.limits.max_growth_bytes:
            self._end_child()

    def _end_child(self) -> signal.Signals | None:
        child, self._child = self._child, None
        if child is None or self._server is None:
            return None
        try:
            return self._server.end(child)
        except SourceUnavailable:
            self._close()
            return None

    def _close(self) -> None:
        child, server = self._child, self._server
        self._child = self._server = None
        if child is not None:
            child.link.close()
        if server is not None:
            server.close()


def _is_gone(link: socket.socket) -> bool:
    """True when the child closed its end; between two tasks it has nothing to say."""
    link.settimeout(None)
    try:
        link.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _limit_of(ended_by: signal.Signals | None) -> str:
    """The limit that a child met: Rust aborts and C may fault where memory ends."""
    return "cpu" if ended_by is signal.SIGXCPU else "memory"
