"""A real installation that harvests a portal, run by the real command in processes of their own."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from catalogue.store import Database
from catalogue.store.tables import metadata
from tests.durability.reader import Reader
from tests.servers.process import free_port, running

KILLER = Path(__file__).with_name("killer.py")
GLANE = "import sys; from cli.main import run; sys.exit(run(sys.argv[1:]))"
HARVEST_AND_CHECK = """
import sys
from cli.main import run
sys.exit(run([*sys.argv[1:], "harvest", "--json"]) or run([*sys.argv[1:], "doctor"]))
"""
SECONDS = 120


def write_configuration(folder, declarations, database_url=None):
    """Make a data folder whose `glane.toml` declares sources without options, harvested without a pause."""
    folder.mkdir()
    lines = ["[harvest]", "pace = 0.0"]
    if database_url:
        lines += ["[database]", f"url = {json.dumps(database_url)}"]
    for declaration in declarations:
        assert not declaration["options"]
        keys = {key: value for key, value in declaration.items() if key != "options"}
        lines += ["[[sources]]", *(f"{key} = {json.dumps(value)}" for key, value in keys.items())]
    (folder / "glane.toml").write_text("\n".join(lines), "utf-8")


@dataclass(frozen=True, slots=True)
class Installation:
    """A data folder; `glane` is run in it, by commands that `wrap` may change."""

    folder: Path
    wrap: Callable[[list[str]], list[str]] = list

    @classmethod
    def make(cls, folder, declaration, database_url=None):
        """Make an installation of one source; its database lies in the folder unless an address is given."""
        write_configuration(folder, [declaration], database_url)
        made = cls(folder)
        made.glane("init")
        return made

    @classmethod
    def on_disk(cls, disk, declaration):
        """Make an installation of one source on a disk that a test may fill."""
        write_configuration(disk.seen / "data", [declaration], disk.database_url)
        made = cls(disk.folder / "data", disk.wrap)
        made.glane("init")
        return made

    def glane(self, *arguments):
        """Run a command, which must end well, and return what it wrote."""
        return self._succeed("-c", GLANE, "--data-dir", self.folder, *arguments)

    def attempt(self, *arguments):
        """Run a command, whatever comes of it, and return its exit code, what it wrote and what it said."""
        done = self._run("-c", GLANE, "--data-dir", self.folder, *arguments)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    @contextmanager
    def serving(self, log):
        """Serve the site while the block runs, and give a reader of it."""
        port = free_port()
        reader = Reader(port)
        words = [sys.executable, "-c", GLANE, "--data-dir", self.folder, "serve", "--port", port]
        command = self.wrap([str(word) for word in words])
        with running(command, user=None, folder=log.parent, log=log, answers=reader.is_answered):
            yield reader

    def harvest_and_check(self):
        """Harvest, then ask the doctor; both must end with code 0."""
        return self._succeed("-c", HARVEST_AND_CHECK, "--data-dir", self.folder)

    def count_events(self):
        """Harvest to the end and return how many events each phase had."""
        code, found = self._harvest_watched({})
        assert code == 0, found
        return found["counts"]

    def harvest_and_die(self, phase, number, delay):
        """Harvest under watch; return the phase in which it was killed, None where it ended before."""
        code, found = self._harvest_watched({"phase": phase, "number": number, "delay": delay})
        assert code in (0, -signal.SIGKILL), found
        return found["killed"] if code else None

    def _harvest_watched(self, plan):
        report = self.folder / "killer.json"
        report.unlink(missing_ok=True)
        plan = json.dumps({**plan, "report": str(report)})
        done = self._run(KILLER, plan, "--data-dir", self.folder, "harvest", "--json")
        found = json.loads(report.read_text("utf-8")) if report.exists() else {"said": done.stderr.decode()}
        return done.returncode, found

    def _succeed(self, *arguments):
        done = self._run(*arguments)
        assert done.returncode == 0, done.stderr.decode()[-3000:]
        return done.stdout

    def _run(self, *arguments):
        command = self.wrap([sys.executable, *map(str, arguments)])
        return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)


@dataclass(frozen=True, slots=True)
class Store:
    """What lies in a database, read from beside."""

    database: Database

    def titles(self):
        """Return the titles of everything that is published."""
        with self.database.reading() as reading:
            return sorted(record.title for record in reading.iterate_records())

    def count_staged(self):
        """Return how many rows no reader should ever see: staged items, marks, unpublished versions."""
        staged, marks, version, run = (
            metadata.tables[name] for name in ("staged_item", "staged_change", "record_version", "run")
        )
        unpublished = version.select().join(run, run.c.id == version.c.run_id).where(~run.c.published)
        with self.database.snapshot() as connection:
            found = [
                connection.execute(query).all() for query in (staged.select(), marks.select(), unpublished)
            ]
        return sum(len(rows) for rows in found)

    def run_states(self):
        """Return how the latest runs ended, newest first."""
        with self.database.reading() as reading:
            return [run.status for run in reading.list_runs(limit=20)]
