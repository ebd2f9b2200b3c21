"""One run of a source at a time however often it is asked for, and one that stands still can be stopped."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from harvester.heartbeat import Limits
from tests.durability.installation import GLANE, SECONDS, Installation
from tests.harvester.runs.portal import portal_of, titles

TRIGGERS = Path(__file__).with_name("triggers.py")
PROCESSES, THREADS = 4, 5
REQUESTS = PROCESSES * THREADS
PROMISED = 5
"""Seconds within which a stop is heard (docs/runs.md)."""


@pytest.fixture
def portal():
    with portal_of("dcat", titles(*range(5))) as opened:
        yield opened


class Crowd:
    """Processes that all ask for one harvest; `all_refused` is set once every other request was refused."""

    def __init__(self, folder):
        command = [sys.executable, str(TRIGGERS), str(folder), str(THREADS)]
        self.ends = []
        self.all_refused = threading.Event()
        self._lock = threading.Lock()
        self._processes = [
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)
        ]
        self._readers = [threading.Thread(target=self._read, args=[one]) for one in self._processes]
        for reader in self._readers:
            reader.start()

    def wait(self):
        """Wait for all of them, and return how each request ended."""
        for process, reader in zip(self._processes, self._readers, strict=True):
            reader.join(SECONDS)
            assert process.wait(SECONDS) == 0
        return sorted(self.ends)

    def _read(self, process):
        with process.stdout as lines:
            for line in lines:
                with self._lock:
                    self.ends.append(line.strip())
                    if self.ends.count("source-busy") == REQUESTS - 1:
                        self.all_refused.set()


@pytest.mark.slow
def test_f44_of_twenty_triggers_in_threads_and_processes_one_runs(portal, tmp_path, database_url):
    installation = Installation.make(tmp_path / "data", portal.declaration, database_url)
    crowd = Crowd(installation.folder)

    def answer(connection, asked):
        assert crowd.all_refused.wait(SECONDS)
        portal.faults.clear()
        portal.answer(connection, asked)

    portal.faults[1] = answer
    assert crowd.wait() == ["complete", *["source-busy"] * (REQUESTS - 1)]
    (run,) = json.loads(installation.glane("runs", "list", "--json"))["runs"]
    assert (run["status"], run["added"]) == ("complete", 5)


@pytest.mark.slow
def test_f45_a_run_that_stands_still_ends_when_a_person_says_so(portal, tmp_path, database_url):
    installation = Installation.make(tmp_path / "data", portal.declaration, database_url)
    asked, over = threading.Event(), threading.Event()

    def never(_connection, _asked):
        asked.set()
        over.wait(SECONDS)

    portal.faults[1] = never
    command = [sys.executable, "-c", GLANE, "--data-dir", str(installation.folder), "harvest", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as harvest:
        assert asked.wait(SECONDS)
        (run,) = json.loads(installation.glane("runs", "list", "--json"))["runs"]
        installation.glane("runs", "stop", run["run"])
        answer, said = harvest.communicate(timeout=SECONDS)
    over.set()
    (report,) = json.loads(answer)["runs"]
    assert (harvest.returncode, report["status"]) == (2, "interrupted")
    assert [error["kind"] for error in report["errors"]] == ["stopped"]
    assert report["errors"][0]["message"] in said
    assert Limits().look_every < PROMISED
    portal.faults.clear()
    installation.harvest_and_check()
