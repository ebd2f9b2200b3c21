"""Installations and jobs for tests: work that counts, lasts as long as the test wants, and can be stopped."""

import threading
import time
from contextlib import contextmanager

from catalogue.store.jobs import JobResult, find_request, list_jobs, request_job
from cli.installation import open_installation
from cli.jobs.job import Job
from cli.scheduling import Rhythm, Scheduler, now_utc

PATIENCE = 30
QUICK = Rhythm(look=0.02, stand_by=0.05, local=0.0)


class Work:
    """Work that a test watches; `lasts`: until `may_end` is set, or it is asked to stop."""

    def __init__(self, *, lasts=False, result=None, fault=None):
        self.result = result or JobResult(outcome="done", message="fini")
        self.fault = fault
        self.times = 0
        self.begun, self.may_end, self.asked = threading.Event(), threading.Event(), threading.Event()
        if not lasts:
            self.may_end.set()

    def __call__(self, _installation):
        self.times += 1
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        if self.fault is not None:
            raise self.fault
        return JobResult(outcome="stopped") if self.asked.is_set() else self.result

    def stop(self, _installation):
        """What a harvest does when it is asked to stop: it ends."""
        self.asked.set()
        self.may_end.set()


def a_job(name="a/job", work=None, **fields):
    """A job that does the work, and runs only when it is asked for."""
    work = work or Work()
    return Job(**{"name": name, "title": name, "work": work, "stop": work.stop, **fields})


@contextmanager
def an_installation(folder, url=None, text="", sources=""):
    """A prepared installation in a folder."""
    folder.mkdir(exist_ok=True)
    database = f'[database]\nurl = "{url}"\n' if url else ""
    (folder / "glane.toml").write_text(f"{database}{text}\n{sources}", "utf-8")
    opened = open_installation(data_dir=folder)
    opened.prepare()
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def scheduled(installation, *jobs, told=None, now=now_utc):
    """A scheduler of these jobs beside the block; what it tells is added to `told`."""
    stop, told = threading.Event(), told if told is not None else []
    scheduler = Scheduler(
        installation, tell=told.append, list_of=lambda _installation: list(jobs), rhythm=QUICK, now=now
    )
    failures = []

    def run():
        try:
            scheduler.run(stop)
        except BaseException as error:
            failures.append(error)
            raise

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert failures == []
    assert not thread.is_alive()


def until(condition, *arguments):
    """Wait until something is true of what it returns, and return that."""
    end = time.monotonic() + PATIENCE
    while not (found := condition(*arguments)):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)
    return found


def state_of(installation, name="a/job"):
    """The state of a job, None where the store knows none."""
    with installation.database.snapshot() as connection:
        return {state.name: state for state in list_jobs(connection)}.get(name)


def ask(installation, name="a/job", at=None):
    """Ask for a job."""
    with installation.database.writing() as connection:
        return request_job(connection, name, "Camille", at or now_utc())


def answer_to(installation, request_id):
    """The answer to a request, None before there is one."""
    with installation.database.snapshot() as connection:
        request = find_request(connection, request_id)
    assert request is not None
    return request.outcome
