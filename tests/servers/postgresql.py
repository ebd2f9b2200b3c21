"""A real PostgreSQL on loopback: a cluster of its own in a temporary folder, one fresh database per test."""

import itertools
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.servers.process import ServerMissing, free_port, give, running, unprivileged_user, work_folder

ROLE = "glane"
FRENCH = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fr-FR")
"""A French collation on purpose: code that relies on the order of bytes shows here, not at a user's."""
CLUSTER = ("--auth=trust", "--no-sync", *FRENCH)
UNSAFE_AND_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""Settings of a server whose data nobody needs after a power cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgreSQL:
    """A running server; `version` is what it says of itself, such as `15.8`."""

    port: int
    version: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """Yield the SQLAlchemy address of an empty database, dropped at the end even if it is in use."""
        name = f"test_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql+psycopg://{ROLE}@127.0.0.1:{self.port}/{name}"
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(_address(self.port), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """Start a cluster of its own; raises `ServerMissing` where PostgreSQL is not installed."""
    programs = _programs()
    user = unprivileged_user("postgres")
    with work_folder("postgresql", user) as work:
        data, port = work / "data", free_port()
        initialise = [str(programs / "initdb"), f"--pgdata={data}", f"--username={ROLE}", *CLUSTER]
        subprocess.run(initialise, check=True, capture_output=True, user=user, cwd=work)
        settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={work}"]
        options = [word for setting in (*settings, *UNSAFE_AND_FAST) for word in ("-c", setting)]
        give(work, user)
        command = [str(programs / "postgres"), "-D", str(data), *options]
        with running(
            command,
            user=user,
            folder=work,
            log=work / "log",
            answers=lambda: _version(port) is not None,
            stop_signal=signal.SIGINT,  # "fast": does not wait for clients to leave
        ):
            yield PostgreSQL(port=port, version=(_version(port) or "").split()[0])


def _programs() -> Path:
    """Return the folder of the newest installed server (Debian keeps one per version, off the PATH)."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not versions:
        raise ServerMissing("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return max(versions, key=lambda folder: int(folder.parent.name))


def _version(port: int) -> str | None:
    try:
        with psycopg.connect(_address(port), connect_timeout=5) as connection:
            return connection.info.parameter_status("server_version")
    except psycopg.OperationalError:
        return None


def _address(port: int) -> str:
    return f"postgresql://{ROLE}@127.0.0.1:{port}/postgres"
