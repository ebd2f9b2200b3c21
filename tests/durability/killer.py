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

STAGING_TASK = "make"


class Killer:
    """Counts events by phase and kills the process where the plan says."""

    def __init__(self, plan):
        self.plan = plan
        self.now = self.last = ""
        self.counts: Counter[str] = Counter()

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
    put(progress.LineProgress, "phase", lambda told: watch_phase(killer, told))
    put(GuardedSession, "_send_once", lambda send: killer.around(send, lambda *_: "fetching"))
    put(ParserGateway, "run", lambda parse: killer.around(parse, phase_of_task))
    put(DefaultDialect, "do_commit", lambda commit: watch_commit(killer, commit))
    event.listen(Engine, "before_cursor_execute", lambda *_: killer.note_query())
    put(harvesting, "sync", lambda sync: watch_sync(killer, sync))
    for name in ("create", "publish"):
        put(Generations, name, lambda step: killer.around(step, lambda *_: "indexing"))
    for name in ("open_index", "Index"):
        put(writing, name, lambda make: watch_index(killer, make))


def put(place, name, change):
    """Put something else in the place of what a module or a class calls `name`."""
    setattr(place, name, change(getattr(place, name)))


def phase_of_task(_gateway, task, *_more):
    """Return the phase that a task of the parser belongs to."""
    return "staging" if task == STAGING_TASK else "fetching"


def watch_phase(killer, told):
    """Return the phase line of a run, which also tells the killer."""

    def phase(self, source_id, phase):
        killer.now = phase
        told(self, source_id, phase)

    return phase


def watch_commit(killer, commit):
    """Return a commit with an event before and one after it."""

    def watched(self, connection):
        killer.note_query()
        commit(self, connection)
        killer.note_query()

    return watched


def watch_sync(killer, sync):
    """Return the sync of the index as a phase of its own."""

    def indexing(installation):
        killer.now = "indexing"
        done = sync(installation)
        killer.now = "over"
        return done

    return indexing


def watch_index(killer, make):
    """Return what makes an index; whatever its writers are told is an event."""

    def in_writer(_name, method):
        return killer.around(method, lambda *_: "indexing") if callable(method) else method

    def in_index(name, method):
        return (lambda *arguments: Watched(method(*arguments), in_writer)) if name == "writer" else method

    return lambda *arguments, **options: Watched(make(*arguments, **options), in_index)


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
