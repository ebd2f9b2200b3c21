"""The parent's side of the fork server: starting it, asking for children, ending them."""

import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvester.errors import SourceUnavailable
from harvester.gateway.limits import GatewayLimits

START_SECONDS = 60.0
ANSWER_SECONDS = 20.0

_ROOT = Path(__file__).resolve().parents[2]
# Our packages first, whatever the current folder holds; dependencies as this process finds them
_PROGRAM = """
import sys
if sys.argv[1] not in sys.path:
    sys.path.insert(0, sys.argv[1])
from harvester.gateway.forkserver import main
main(sys.argv[2])
"""
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "HOME", "VIRTUAL_ENV", "GLANE_LANG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A running parser child and the parent's end of its link."""

    pid: int
    link: socket.socket


class ForkServer:
    """One fork server process; not safe for threads, its owner holds a lock."""

    def __init__(self, tasks_module: str) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and program
                [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), tasks_module],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd="/",
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for the parent, which then closes the socket
            )
        self._control = ours
        try:
            self.tasks: frozenset[str] = frozenset(self._answer(START_SECONDS)["ready"])
        except SourceUnavailable:
            self.close()
            raise

    def fork(self, limits: GatewayLimits) -> Child:
        """Return a new child under these limits."""
        ours, theirs = socket.socketpair()
        with theirs:
            request = {"do": "fork", "limits": dataclasses.asdict(limits)}
            try:
                answer = self._ask(request, [theirs.fileno()])
            except SourceUnavailable:
                ours.close()
                raise
        return Child(pid=answer["pid"], link=ours)

    def end(self, child: Child) -> signal.Signals | None:
        """Kill a child; return the signal that ended it, None when it had left by itself."""
        child.link.close()
        number = self._ask({"do": "end", "pid": child.pid})["signal"]
        return signal.Signals(number) if number else None

    def close(self) -> None:
        """Stop the server, which ends its children."""
        self._control.close()
        try:
            self._process.wait(ANSWER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ask(self, request: dict[str, Any], descriptors: list[int] | None = None) -> dict[str, Any]:
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], descriptors or [])
        except OSError as error:
            raise SourceUnavailable("parser-unavailable", detail=str(error)) from error
        return self._answer(ANSWER_SECONDS)

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        line = b""
        try:
            while not line.endswith(b"\n"):
                part = self._control.recv(65536)
                if not part:
                    raise SourceUnavailable("parser-unavailable", detail=f"exit {self._process.poll()}")
                line += part
        except OSError as error:
            raise SourceUnavailable("parser-unavailable", detail=str(error)) from error
        answer: dict[str, Any] = json.loads(line)
        return answer


def _environment() -> dict[str, str]:
    """What the server may know: no secrets, no relative search path."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    kept["PYTHONPATH"] = os.pathsep.join(path for path in paths if Path(path).is_absolute())
    return kept | {"PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
