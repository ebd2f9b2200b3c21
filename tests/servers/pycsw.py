"""A real pycsw on loopback (CSW 2.0.2 with the ISO profile), in a virtual environment of its own.

pycsw 2.6 needs releases of its libraries that Glane does not: the environment is made once, from the package
index, in a cache outside the repository.
"""

import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from tests.servers.cache import made_once, make_environment
from tests.servers.process import free_ports, running, work_folder

VERSION = "2.6.2"
REQUIREMENTS = (f"pycsw=={VERSION}", "SQLAlchemy<2", "setuptools<80")
CONFIGURATION = """\
[server]
home={work}
url=http://127.0.0.1:{port}/
mimetype=application/xml; charset=UTF-8
encoding=UTF-8
language=fr-FR
maxrecords={most}
profiles=apiso
[manager]
transactions=true
allowed_ips=127.0.0.1
[metadata:main]
identification_title=Catalogue d'essai
identification_abstract=Des fiches pour les essais
identification_keywords=essai
identification_keywords_type=theme
identification_fees=None
identification_accessconstraints=None
provider_name=Essai
provider_url=http://127.0.0.1:{port}/
contact_name=Essai
contact_position=Essai
contact_address=Essai
contact_city=Essai
contact_stateorprovince=Essai
contact_postalcode=69000
contact_country=France
contact_phone=0
contact_fax=0
contact_email=essai@example.org
contact_url=http://127.0.0.1:{port}/
contact_hours=0
contact_instructions=Essai
contact_role=pointOfContact
[metadata:inspire]
enabled=false
[repository]
database=sqlite:///{work}/records.db
table=records
"""
SERVER = """
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server
from pycsw.wsgi import application
WSGIRequestHandler.log_message = lambda *_: None
make_server("127.0.0.1", int(sys.argv[1]), application).serve_forever()
"""


TRANSACTION = """\
<csw:Transaction xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:ogc="http://www.opengis.net/ogc"
 service="CSW" version="2.0.2"><csw:{name}>{body}</csw:{name}></csw:Transaction>
"""
OF_ID = """\
<csw:Constraint version="1.1.0"><ogc:Filter><ogc:PropertyIsEqualTo>
<ogc:PropertyName>apiso:Identifier</ogc:PropertyName>
<ogc:Literal>{}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter></csw:Constraint>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pycsw:
    """A running server; `load` adds records, or puts them in the place of those with their ids."""

    url: str
    version: str
    programs: Path
    work: Path

    def load(self, records: Iterable[bytes]) -> None:
        """Load ISO records, some 70 a second; those that pycsw cannot read are left out."""
        folder = self.work / "records"
        folder.mkdir(exist_ok=True)
        for number, record in enumerate(records):
            (folder / f"{number:06}.xml").write_bytes(record)
        _administer(self.programs, self.work, "load_records", "-p", str(folder), "-r", "-y")
        for path in folder.iterdir():
            path.unlink()

    def insert(self, record: bytes) -> None:
        """Add one ISO record."""
        self._transact("Insert", record.decode())

    def update(self, record: bytes) -> None:
        """Put one ISO record in the place of the one with its id."""
        self._transact("Update", record.decode())

    def remove(self, record_id: str) -> None:
        """Remove one record."""
        self._transact("Delete", OF_ID.format(escape(record_id)))

    def _transact(self, name: str, body: str) -> None:
        asked = urllib.request.Request(
            self.url, TRANSACTION.format(name=name, body=body).encode(), {"Content-Type": "application/xml"}
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            said = answer.read()
        if re.search(rb"<csw:total\w+>1</", said) is None:
            raise RuntimeError(f"no record was changed: {said[-500:]!r}")


@contextmanager
def pycsw(*, most: int = 100, install: bool = True) -> Iterator[Pycsw]:
    """Start an empty catalogue whose pages hold `most` records; raises `ServerMissing`.

    `install` says whether it may be installed where it is not in the cache.
    """
    programs = _environment(install=install) / "bin"
    (port,) = free_ports(1)
    with work_folder("pycsw", None) as work:
        configuration = CONFIGURATION.format(work=work, port=port, most=most)
        (work / "pycsw.cfg").write_text(configuration, "utf-8")
        _administer(programs, work, "setup_db")
        url = f"http://127.0.0.1:{port}/"
        with running(
            [programs / "python", "-c", SERVER, str(port)],
            user=None,
            folder=work,
            log=work / "log",
            answers=lambda: _answers(url),
            environment={"PYCSW_CONFIG": str(work / "pycsw.cfg")},
        ):
            yield Pycsw(url=url, version=VERSION, programs=programs, work=work)


def _administer(programs: Path, work: Path, command: str, *more: str) -> None:
    program = [str(programs / "python"), str(programs / "pycsw-admin.py"), "-c", command, *more]
    subprocess.run([*program, "-f", str(work / "pycsw.cfg")], check=True, capture_output=True, cwd=work)


def _answers(url: str) -> bool:
    with suppress(urllib.error.URLError, OSError):
        asked = f"{url}?service=CSW&version=2.0.2&request=GetCapabilities"
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return b"Capabilities" in answer.read()
    return False


def _environment(*, install: bool) -> Path:
    """Return the virtual environment, out of the cache or made anew."""
    recipe = "\n".join(REQUIREMENTS)
    return made_once(
        f"pycsw-{VERSION}", recipe, lambda folder: make_environment(folder, REQUIREMENTS), install=install
    )
