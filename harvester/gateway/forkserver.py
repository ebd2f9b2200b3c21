"""The fork server: a small process without threads that loads the parsers once and forks a child per call.

It is started with `PYTHONSAFEPATH=1`, from the root folder, by `harvester.gateway.forking`; the harvesting
process itself has threads and is never forked. On its control socket (standard input) it answers one JSON
line per request: `{"do": "fork", "limits": {…}}`, sent with the child's end of a socket pair, and
`{"do": "end", "pid"}`.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
from typing import Any

from harvester.errors import HarvestError, SourceMisbehaved
from harvester.gateway.child import LINK, Tasks, serve_tasks
from harvester.gateway.limits import GatewayLimits

CONTROL = 0
MESSAGE_BYTES = 4096


def main(tasks_module: str) -> None:
    """Load the tasks of `tasks_module`, say so, then answer until the parent closes the control socket."""
    control = socket.socket(fileno=os.dup(CONTROL))
    tasks = _load(tasks_module)
    control.sendall(_line({"ready": sorted(tasks)}))
    children: set[int] = set()
    while request := _receive(control):
        message, link = request
        if message["do"] == "fork":
            pid = _fork(link, tasks, GatewayLimits(**message["limits"]))
            children.add(pid)
            control.sendall(_line({"pid": pid}))
        else:
            children.discard(message["pid"])
            control.sendall(_line({"signal": _end(message["pid"])}))
    for pid in children:
        _end(pid)


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message).encode() + b"\n"


def _load(tasks_module: str) -> Tasks:
    module = importlib.import_module(tasks_module)
    tasks: Tasks = module.TASKS
    for name, content, options in module.WARM_UP:
        with contextlib.suppress(HarvestError):
            result = tasks[name](content, options)
            _ = result if isinstance(result, dict) else list(result)
    str(SourceMisbehaved("unreadable"))  # loads the translations
    gc.collect()
    gc.freeze()
    return tasks


def _receive(control: socket.socket) -> tuple[dict[str, Any], int] | None:
    message, descriptors, _flags, _address = socket.recv_fds(control, MESSAGE_BYTES, 1)
    if not message:
        return None
    return json.loads(message), descriptors[0] if descriptors else -1


def _fork(link: int, tasks: Tasks, limits: GatewayLimits) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            _keep_only(link)
            serve_tasks(tasks, limits)
            status = 0
        finally:
            os._exit(status)  # never back into the loop of the server
    os.close(link)
    return pid


def _keep_only(link: int) -> None:
    """Leave the child its link and a silent standard input, output and error."""
    os.dup2(link, 100)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.dup2(100, LINK)
    os.closerange(LINK + 1, 1024)  # the server itself holds a handful


def _end(pid: int) -> int:
    """Kill a child and return the signal that ended it; 0 when it had gone by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
