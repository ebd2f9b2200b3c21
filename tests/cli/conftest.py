"""The command line as a test calls it: in this process, with what it wrote and its exit code."""

import json
import os
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from random import SystemRandom

import pytest

from cli.main import run

PORTALS = 4


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self):
        """The documents of JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Glane:
    """Runs commands on one data folder."""

    def __init__(self, capsys, folder):
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments):
        self._capsys.readouterr()
        code = run(["--data-dir", str(self.folder), *map(str, arguments)])
        written = self._capsys.readouterr()
        return Answer(code, written.out, written.err)

    def configure(self, text):
        """Write the configuration of the folder."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "glane.toml").write_text(text, "utf-8")


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path):
    """No setting of the machine reaches a command, and the current folder is an empty one."""
    for name in [name for name in os.environ if name.startswith("GLANE_") and name != "GLANE_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANGUAGE", "fr")  # commands set it: the former value comes back
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def glane(capsys, tmp_path):
    """The command line on a data folder of this test alone, which is not there yet."""
    return Glane(capsys, tmp_path / "data")


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """The data folder of a demo, for tests that only read it."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    assert run(["--data-dir", str(folder), "demo", "--no-serve", "--json", "--portals-port", "0"]) == 0
    return folder


@pytest.fixture
def demo(capsys, demo_folder):
    """The command line on the data folder of a demo: read only."""
    return Glane(capsys, demo_folder)


@pytest.fixture
def portals_port():
    """The first of as many free ports in a row as there are sample portals."""
    while True:
        first = SystemRandom().randrange(20_000, 32_000)
        try:
            with ExitStack() as stack:
                for port in range(first, first + PORTALS):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
