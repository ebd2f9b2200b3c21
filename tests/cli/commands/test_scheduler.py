"""`glane scheduler` as a process: it ends cleanly, another takes over when it is killed, harvests go on."""

import json
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from catalogue.store import Database
from catalogue.store.tables import run as run_table
from tests.cli.commands.test_harvest import declare
from tests.cli.jobs.fakes import until
from tests.harvester.runs.portal import portal_of, titles
from tests.real_data import REPOSITORY

GLANE = "import sys; from cli.main import run; sys.exit(run(sys.argv[1:]))"
LEADS, STANDS_BY = "Planificateur en marche", "prêt à prendre la suite"

PATIENCE = 120
SLOW = """\
[scheduler]
spread = 0
[harvest]
pace = 0.7
[[sources]]
id = "portail"
kind = "csw"
url = "{url}"
allow_private = true
options = {{page_size = 10}}
"""


@contextmanager
def scheduler(folder, *command):
    """A scheduler in a process of its own; it is killed at the end, or after too long, if it still lives."""
    arguments = [sys.executable, "-c", GLANE, "--data-dir", str(folder), *(command or ["scheduler"])]
    environment = {"PYTHONPATH": str(REPOSITORY), "LANGUAGE": "fr", "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, env=environment) as process:
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            if process.poll() is None:
                process.kill()


def said(process, words):
    """Read what a scheduler says until these words come."""
    while line := process.stderr.readline():
        if words in line:
            return
    pytest.fail(f"{words!r} was not said")


def end(process, how=signal.SIGTERM):
    process.send_signal(how)
    return process.wait(30)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(glane, how):
    declare(glane, air=["1,Air,Atmo"])
    with scheduler(glane.folder) as process:
        said(process, LEADS)
        assert end(process, how) == 0
    jobs = glane("jobs", "list", "--json").json["jobs"]
    assert [job["next_at"] is not None for job in jobs] == [True, True, True]


def test_f46_when_the_leader_is_killed_the_next_takes_over(glane):
    declare(glane, air=["1,Air,Atmo"])
    with scheduler(glane.folder) as first, scheduler(glane.folder, "scheduler") as second:
        lines = {process: process.stderr.readline() for process in (first, second)}
        leading, standing = sorted(lines, key=lambda process: LEADS not in lines[process])
        assert [LEADS in lines[leading], STANDS_BY in lines[standing]] == [True, True], lines
        assert end(leading, signal.SIGKILL) == -signal.SIGKILL
        said(standing, LEADS)
        answer = glane("jobs", "run", "harvest/air", "--json")
        assert (answer.code, answer.json["outcome"]) == (0, "done"), answer.err
        said(standing, "Moisson de air : début")
        assert end(standing) == 0


def test_the_site_does_recurring_work_unless_it_should_not(glane):
    declare(glane, air=["1,Air,Atmo"])
    with scheduler(glane.folder, "serve", "--port", "0", "--no-scheduler") as site:
        said(site, "http://127.0.0.1:")
        with scheduler(glane.folder, "serve", "--port", "0") as scheduled_site:
            said(scheduled_site, "http://127.0.0.1:")
            with scheduler(glane.folder) as other:
                said(other, STANDS_BY)
                assert end(scheduled_site) == 0
                said(other, LEADS)
                assert end(other) == 0
        assert end(site) == 0


def test_a_setting_keeps_the_site_from_recurring_work(glane):
    declare(glane, air=["1,Air,Atmo"])
    path = glane.folder / "glane.toml"
    path.write_text("[scheduler]\nenabled = false\n" + path.read_text("utf-8"), "utf-8")
    with scheduler(glane.folder, "serve", "--port", "0") as site:
        said(site, "http://127.0.0.1:")
        with scheduler(glane.folder) as other:
            said(other, LEADS)
            assert end(other) == 0
        assert end(site) == 0


@pytest.fixture
def runs_of(tmp_path):
    """A function that gives the rows of the runs of the data folder, oldest first."""
    database = Database(f"sqlite:///{tmp_path / 'data' / 'glane.db'}")

    def rows():
        with database.snapshot() as connection:
            return connection.execute(select(run_table).order_by(run_table.c.id)).all()

    yield rows
    database.close()


@pytest.mark.slow
def test_a_harvest_that_the_end_of_the_scheduler_stopped_goes_on_with_the_next(glane, runs_of):
    with portal_of("csw", titles(*range(60))) as portal:
        glane.configure(SLOW.format(url=portal.url))
        assert glane("init").code == 0
        with scheduler(glane.folder) as first:
            said(first, LEADS)
            with scheduler(glane.folder, "jobs", "run", "harvest/portail", "--json") as asking:
                until(lambda: (rows := runs_of()) and rows[0].cursor)
                assert end(first) == 0
                assert asking.wait(30) == 2
        (cut,) = runs_of()
        assert (cut.status, cut.cursor is not None) == ("interrupted", True)
        with scheduler(glane.folder) as second:
            said(second, LEADS)
            whole = until(lambda: len(rows := runs_of()) == 2 and rows[1].status != "running" and rows[1])
            assert end(second) == 0
    assert (whole.status, whole.continues) == ("complete", cut.id)
    assert json.loads(whole.report)["listed"] == 60
