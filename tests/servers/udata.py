"""The real software of data.gouv.fr on loopback, on an in-memory stand-in for its MongoDB.

The scripts that install and start it lie with the real data (`tools/udata_up.sh`, `tools/udata_judge.py`).
"""

import json
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.real_data import shared_folder
from tests.servers.cache import are_required, made_once, run_quietly
from tests.servers.process import ServerMissing, free_ports, running, work_folder

VERSION = "17.18.0"
DATASETS = 110
START_SECONDS = 300
HEAP = "768m"
EDIT = """
import datetime, json, sys
from bson import ObjectId
from pymongo import MongoClient
asked = json.load(sys.stdin)
changes = asked["changes"]
for name in asked["now"]:
    changes[name] = datetime.datetime.now(datetime.timezone.utc)
datasets = MongoClient(sys.argv[1])["judge"]["dataset"]
done = datasets.update_one({"_id": ObjectId(asked["id"])}, {"$set": changes})
sys.exit(done.modified_count != 1)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Udata:
    """A portal of `DATASETS` rows of a real inventory."""

    url: str
    version: str
    python: Path
    mongo: str

    def edit(self, dataset_id: str, *, now: tuple[str, ...] = (), **changes: Any) -> None:
        """Write fields of a dataset into its database; those of `now` become the present time."""
        asked = json.dumps({"id": dataset_id, "changes": changes, "now": now})
        subprocess.run(
            [self.python, "-c", EDIT, self.mongo], input=asked.encode(), check=True, capture_output=True
        )


@contextmanager
def udata() -> Iterator[Udata]:
    """Start a portal; raises `ServerMissing`."""
    tools = _tools()
    home = _installed(tools)
    port, mongo_port = free_ports(2)
    url, mongo = f"http://127.0.0.1:{port}", f"mongodb://127.0.0.1:{mongo_port}"
    libraries = home / "mongo"
    with work_folder("udata", None) as work:
        database = running(
            ["java", f"-Xmx{HEAP}", "-cp", f"{libraries}:{libraries}/lib/*", "MongoUp", str(mongo_port)],
            user=None,
            folder=work,
            log=work / "mongo.log",
            answers=lambda: _listens(mongo_port),
        )
        inventory = shared_folder() / "data/gd4h/datasets_fr.csv"
        rows = ["--csv", str(inventory), "--limit", str(DATASETS)]
        python = home / "venv/bin/python"
        api: list[str | Path] = [python, tools / "udata_judge.py", "serve", "--port", str(port), *rows]
        with (
            database,
            running(
                api,
                user=None,
                folder=work,
                log=work / "api.log",
                answers=lambda: _version(url) is not None,
                environment={"WORK": str(work), "UDATA_MONGO": mongo},
                start_seconds=START_SECONDS,
            ),
        ):
            yield Udata(url=url, version=_version(url) or "", python=python, mongo=mongo)


def _tools() -> Path:
    tools = shared_folder() / "tools"
    if not (tools / "udata_up.sh").is_file():
        raise ServerMissing("no tools/udata_up.sh in the folder of real data (GLANE_SHARED)")
    missing = [program for program in ("javac", "mvn") if shutil.which(program) is None]
    if missing:
        raise ServerMissing("a JDK or Maven is missing (Debian: apt-get install default-jdk-headless maven)")
    return tools


def _installed(tools: Path) -> Path:
    script = tools / "udata_up.sh"

    def make(folder: Path) -> None:
        settings = {"WORK": str(folder), "UDATA_VERSION": VERSION}
        run_quietly("bash", script, "install", environment=settings)

    return made_once(f"udata-{VERSION}", script.read_text("utf-8"), make, install=are_required())


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _version(url: str) -> str | None:
    try:
        with urllib.request.urlopen(f"{url}/api/1/site/", timeout=5) as answer:
            version: str = json.load(answer)["version"]
            return version
    except (urllib.error.URLError, OSError):
        return None
