"""Runs a `glane` command that kills itself with SIGKILL at the n-th event of a phase, or shortly after it.

    python killer.py PLAN ARGUMENTS…

PLAN is a JSON object: `phase` and `number` name the event (no phase: nobody is killed), `delay` the seconds
that pass between the event and the kill, so that code in C and Rust is met too; `report` is the file to which
the counts of events by phase are written at the end, or the phase in which the process was killed.
"""

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from functools import wraps
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from cli import harvesting, progress
from cli.main import run
from harvester.gateway import ParserGateway
from harvester.http import GuardedSession
from search.tantivy_engine import writing
from search.tantivy_engine.generations import Generations

STAGING_TASK = "map"


class Killer:
    """Counts events by phase and kills the process where the plan says."""

    def __init__(self, plan):
        self.plan = plan
        self.now = None
        self.last = None
        self.counts = Counter()

    def note(self, phase):
        """An event of a phase happens."""
        self.counts[phase] += 1
        self.last = phase
        if (phase, self.counts[phase]) == (self.plan.get("phase"), self.plan.get("number")):
            if self.plan["delay"]:
                threading.Thread(target=self._kill_later, daemon=True).start()
            else:
                self._kill(phase)

    def note_query(self):
        """A statement or a commit is on its way."""
        phase = {"fetching": "staging", "publishing": "publishing", "indexing": "indexing"}.get(self.now)
        if phase:
            self.note(phase)

    def around(self, function, phase_of):
        """Return the function with an event before and one after each call."""

        @wraps(function)
        def wrapped(*arguments, **options):
            phase = phase_of(*arguments)
            self.note(phase)
            result = function(*arguments, **options)
            self.note(phase)
            return result

        return wrapped

    def _kill_later(self):
        time.sleep(self.plan["delay"])
        self._kill("over" if self.now == "over" else self.last)

    def _kill(self, phase):
        descriptor = os.open(self.plan["report"], os.O_WRONLY | os.O_CREAT)
        os.write(descriptor, json.dumps({"killed": phase}).encode())
        os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """An object whose named methods are events."""

    def __init__(self, inner, wrap):
        self._inner = inner
        self._wrap = wrap

    def __getattr__(self, name):
        return self._wrap(name, getattr(self._inner, name))


def watch(killer):
    """Install the counters."""
    told = progress.LineProgress.phase

    def phase(self, source_id, phase):
        killer.now = phase
        told(self, source_id, phase)

    progress.LineProgress.phase = phase
    GuardedSession._send_once = killer.around(GuardedSession._send_once, lambda *_: "fetching")
    ParserGateway.run = killer.around(
        ParserGateway.run, lambda _self, task, *_: "staging" if task == STAGING_TASK else "fetching"
    )
    DefaultDialect.do_commit = watch_commit(killer, DefaultDialect.do_commit)
    event.listen(Engine, "before_cursor_execute", lambda *_: killer.note_query())
    watch_index(killer)


def watch_commit(killer, commit):
    """Return a commit with an event before and one after it."""

    def watched(self, connection):
        killer.note_query()
        commit(self, connection)
        killer.note_query()

    return watched


def watch_index(killer):
    """Count what an index writer is told, and the steps of a generation."""
    sync = harvesting.sync

    def indexing(installation):
        killer.now = "indexing"
        done = sync(installation)
        killer.now = "over"
        return done

    def in_writer(name, method):
        return killer.around(method, lambda *_: "indexing") if callable(method) else method

    def in_index(name, method):
        return (lambda *arguments: Watched(method(*arguments), in_writer)) if name == "writer" else method

    open_index, new_index = writing.open_index, writing.Index
    harvesting.sync = indexing
    writing.open_index = lambda folder: Watched(open_index(folder), in_index)
    writing.Index = lambda *arguments, **options: Watched(new_index(*arguments, **options), in_index)
    for name in ("create", "publish"):
        setattr(Generations, name, killer.around(getattr(Generations, name), lambda *_: "indexing"))


def main():
    """Run the command under watch, and say how many events there were."""
    plan = json.loads(sys.argv[1])
    killer = Killer(plan)
    watch(killer)
    code = run(sys.argv[2:])
    Path(plan["report"]).write_text(json.dumps({"counts": killer.counts}), "utf-8")
    sys.exit(code)


if __name__ == "__main__":
    main()
