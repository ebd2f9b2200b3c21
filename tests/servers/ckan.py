"""A real CKAN on loopback, with a PostgreSQL, a Redis and a Solr of its own.

The script that brings it up lies with the real data (`tools/ckan_up.sh`). CKAN's environment and Solr's
libraries are kept in the cache; everything else lives in a folder of this run.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes.util import find_library
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ckanapi import RemoteCKAN

from tests.real_data import shared_folder
from tests.servers.cache import are_required, cache_folder, made_once, make_environment
from tests.servers.process import ServerMissing, free_ports, running, work_folder

VERSION = "2.12.0"
SOLR_VERSION = "9.10.1"
REQUIREMENTS = (f"ckan[requirements]=={VERSION}", "ckanapi")
ROWS_MAX = 50
DATASETS = 120
START_SECONDS = 900  # with all of Solr to fetch
PROGRAMS = {
    "redis-server": "redis-server",
    "pg_config": "libpq-dev",
    "javac": "default-jdk-headless",
    "mvn": "maven",
    "curl": "curl",
    "cc": "gcc libc6-dev",
}
"""What has to be on the PATH, and the Debian packages with it, which the script would install unasked."""

GUARDIAN = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
try:
    subprocess.run(["bash", sys.argv[1]], stdin=subprocess.DEVNULL, check=True)
    sys.stdin.read()  # to the end of whoever started us
finally:
    signal.signal(signal.SIGTERM, lambda *_: None)  # the end of a run is told twice: by this, and by stdin
    subprocess.run(["bash", sys.argv[1], "stop"], stdin=subprocess.DEVNULL)
"""
"""The script leaves its servers behind; this process stops them when the run of the tests ends or dies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ckan:
    """A portal whose windows hold 50 datasets; `token` is that of a system administrator."""

    url: str
    version: str
    token: str = field(repr=False)

    def act(self, action: str, **data: Any) -> Any:
        """Call an action as the administrator and return its result; raises the errors of ckanapi."""
        with RemoteCKAN(self.url, apikey=self.token, user_agent="Glane tests") as api:
            return api.call_action(action, data)


@contextmanager
def ckan() -> Iterator[Ckan]:
    """Start a portal of real inventory rows; raises `ServerMissing`."""
    script = _script()
    environment = made_once(
        f"ckan-{VERSION}", "\n".join(REQUIREMENTS), _make_environment, install=are_required()
    )
    with work_folder("ckan", None) as work:
        _lay_out(work, environment)
        ports = dict(
            zip(("CKAN_PORT", "PG_PORT", "REDIS_PORT", "SOLR_PORT"), map(str, free_ports(4)), strict=True)
        )
        settings = {
            "WORK": str(work),
            "ROWS_MAX": str(ROWS_MAX),
            "SEED_N": str(DATASETS),
            "SEED_CSV": str(shared_folder() / "data/gd4h/datasets_fr.csv"),
            "CKAN_VERSION": VERSION,
            "SOLR_VERSION": SOLR_VERSION,
        }
        with running(
            [sys.executable, "-c", GUARDIAN, script],
            user=None,
            folder=work,
            log=work / "guardian.log",
            answers=lambda: len(_said(work)) == 3,
            environment=settings | ports,
            start_seconds=START_SECONDS,
        ):
            _keep_solr(work)
            said = _said(work)
            yield Ckan(url=said["CKAN_URL"], version=VERSION, token=said["CKAN_TOKEN"])


def _script() -> Path:
    script = shared_folder() / "tools/ckan_up.sh"
    if not script.is_file():
        raise ServerMissing("no tools/ckan_up.sh in the folder of real data (GLANE_SHARED)")
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if find_library("magic") is None:
        missing.append("libmagic1")
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        missing.append("postgresql")
    if missing:
        raise ServerMissing(f"programs are missing (Debian: apt-get install {' '.join(missing)})")
    return script


def _make_environment(folder: Path) -> None:
    make_environment(folder, REQUIREMENTS)
    (folder / ".ckan-version").write_text(VERSION)  # by which the script knows it


def _lay_out(work: Path, environment: Path) -> None:
    """Put what was installed where the script looks for it."""
    (work / "venv").symlink_to(environment)
    (work / "solr").mkdir()
    solr = _solr_folder()
    if solr.exists():
        for name in ("lib", "classes"):
            (work / "solr" / name).symlink_to(solr / name)


def _keep_solr(work: Path) -> None:
    """Move Solr's libraries into the cache; the server that has opened them goes on with the copy."""
    solr = _solr_folder()
    if solr.exists():
        return
    fresh = solr.with_name(f"{solr.name}.{work.name}")
    for name in ("lib", "classes"):
        shutil.copytree(work / "solr" / name, fresh / name)
    with suppress(OSError):  # another run was quicker
        fresh.rename(solr)
    shutil.rmtree(fresh, ignore_errors=True)


def _solr_folder() -> Path:
    return cache_folder() / f"solr-{SOLR_VERSION}"


def _said(work: Path) -> dict[str, str]:
    """Return what the script says once the portal answers: its address and two tokens."""
    try:
        lines = (work / "ckan.env").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)
