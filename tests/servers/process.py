"""Starting and stopping one server process of the tests."""

import ctypes
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

START_SECONDS = 120
STOP_SECONDS = 30
LASTING_PORTS = range(21_000, 31_000)
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class ServerMissing(Exception):
    """The machine cannot run this server; the message says what is missing."""


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def free_ports(count: int) -> list[int]:
    """Return different ports of 127.0.0.1 that nobody listens on.

    They lie below those that the system gives to clients, so that one which is taken a minute later is still
    free.
    """
    found: list[int] = []
    for port in random.sample(LASTING_PORTS, len(LASTING_PORTS)):
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise ServerMissing("no port is free")


def unprivileged_user(preferred: str) -> str | None:
    """Return the account for servers that refuse root: `preferred`, or None where we are not root anyway."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(preferred).pw_name
    except KeyError as error:
        raise ServerMissing(f"no account named {preferred}") from error


@contextmanager
def work_folder(name: str, user: str | None) -> Iterator[Path]:
    """Yield an empty folder below the system's temporary folder, owned by `user`; remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"glane-{name}-"))
    try:
        give(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(folder: Path, user: str | None) -> None:
    """Hand `folder` and all below it to `user`."""
    if user is not None:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, user)


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    user: str | None,
    folder: Path,
    log: Path,
    answers: Callable[[], bool],
    environment: Mapping[str, str] | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    start_seconds: float = START_SECONDS,
) -> Iterator[None]:
    """Run `command` in `folder` as `user` while the block runs, which begins once `answers()` is true.

    Raises `RuntimeError` with the end of the log when it stops by itself or does not answer in time.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE,  # open for as long as we live, and never anybody's terminal
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            user=user,
            extra_groups=None if user is None else (),
            preexec_fn=partial(_die_with_parent, stop_signal),  # noqa: PLW1509 (one system call, no lock)
        )
    try:
        _wait_for(process, answers, log, start_seconds)
        yield
    finally:
        _stop(process, stop_signal)


def _die_with_parent(stop_signal: signal.Signals) -> None:
    """Ask Linux to stop this process when the test run is killed; elsewhere it is left to the run's end."""
    with suppress(AttributeError):
        _LIBC.prctl(_PR_SET_PDEATHSIG, stop_signal)


def _wait_for(
    process: subprocess.Popen[bytes], answers: Callable[[], bool], log: Path, seconds: float
) -> None:
    deadline = time.monotonic() + seconds
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text(errors="replace")[-2000:]
            raise RuntimeError(f"the server of {log} did not start (exit {process.returncode}): {said}")
        time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes], stop_signal: signal.Signals) -> None:
    process.send_signal(stop_signal)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        process.stdin.close()
