"""Disks that a test fills: a small one, a quota, and a PostgreSQL that says that it has no room."""

import os
import subprocess
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

MEGABYTE = 1_000_000
SIZE = 128 * MEGABYTE
LEFT = 300_000
"""Bytes that a full disk still has: enough to begin a run, too little to end it."""
MAKE_DISK = 'mount -t tmpfs -o size="$1" none "$0" && echo ready && exec cat'


class DiskMissing(Exception):
    """This machine lets nobody make a disk."""


class Disk(ABC):
    """Where an installation keeps its data. `folder` is what its commands call it, `seen` what we call it."""

    folder: Path
    seen: Path
    database_url: str | None = None

    def wrap(self, command):
        """Return the command so that it sees this disk."""
        return command

    @abstractmethod
    def full(self):
        """Return a context in which nothing more can be kept."""


@dataclass
class SmallDisk(Disk):
    """A file system in memory that only commands run through `wrap` see where it lies."""

    folder: Path
    holder: int

    @property
    def seen(self):
        """The same folder by way of the process that holds the disk; SQLite would not find it there."""
        return Path(f"/proc/{self.holder}/root{self.folder}")

    def wrap(self, command):
        target = ("nsenter", "--target", str(self.holder), "--user", "--mount", "--preserve-credentials")
        return [*target, f"--wd={Path.cwd()}", "--", *command]

    @contextmanager
    def full(self):
        ballast = self.seen / "ballast"
        space = os.statvfs(self.seen)
        ballast.write_bytes(bytes(space.f_bavail * space.f_frsize - LEFT))
        try:
            yield
        finally:
            ballast.unlink()

    @contextmanager
    def read_only(self):
        """The same disk, mounted once more over itself: what is open already stays as it is."""
        self._run("mount", "--bind", self.folder, self.folder)
        try:
            self._run("mount", "-o", "remount,bind,ro", self.folder)
            yield
        finally:
            self._run("umount", "--lazy", self.folder)

    def _run(self, *command):
        subprocess.run(self.wrap([str(word) for word in command]), check=True, capture_output=True)


@contextmanager
def small_disk(folder):
    """Mount an empty disk at `folder` in a name space of its own; raises `DiskMissing`."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MAKE_DISK, folder, str(SIZE)]
    pipe = subprocess.PIPE
    # ends when we do: it waits for more to read
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as holder:
        if holder.stdout.readline() != b"ready\n":
            raise DiskMissing(holder.stderr.read().decode(errors="replace"))
        yield SmallDisk(folder, holder.pid)


@dataclass
class Quota(Disk):
    """A folder whose files may not grow: `RLIMIT_FSIZE` of each command."""

    folder: Path
    limit: int | None = None

    @property
    def seen(self):
        """The folder itself."""
        return self.folder

    def wrap(self, command):
        return command if self.limit is None else ["prlimit", f"--fsize={self.limit}", "--", *command]

    @contextmanager
    def full(self):
        self.limit = LEFT
        try:
            yield
        finally:
            self.limit = None


@dataclass
class FullPostgreSQL(Disk):
    """A database whose server answers as on a full disk where something is written to `table`."""

    folder: Path
    database_url: str
    table: str = ""

    @property
    def seen(self):
        """The folder itself: the database is elsewhere."""
        return self.folder

    @contextmanager
    def full(self):
        refusal = "RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'No space left on device'"
        self._execute(
            f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {refusal}; END$$"
        )
        self._execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON {self.table} EXECUTE FUNCTION refuse()")
        try:
            yield
        finally:
            self._execute("DROP FUNCTION refuse CASCADE")

    def _execute(self, statement):
        address = make_url(self.database_url).set(drivername="postgresql").render_as_string()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)
