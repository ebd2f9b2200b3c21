"""A catalogue that replays its pages from memory on a loopback port, in a process of its own.

    python -m benchmarks.replay FOLDER          pages FOLDER/<name>/<number>.xml at /<name>
    python -m benchmarks.replay --invented N    N small records at /invented, made page by page

It prints its port and serves until its standard input is closed.
"""

import argparse
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import PIPE, Popen

from benchmarks.corpus import csw_page

REPOSITORY = Path(__file__).parent.parent
START = re.compile(rb"""startPosition\s*=\s*["']?(\d+)""", re.IGNORECASE)
SIZE = re.compile(rb"""maxRecords\s*=\s*["']?(\d+)""", re.IGNORECASE)
CAPABILITIES = b"""<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2"
  xmlns:ows="http://www.opengis.net/ows"><ows:OperationsMetadata><ows:Operation name="GetRecords"><ows:DCP>
  <ows:HTTP/></ows:DCP></ows:Operation></ows:OperationsMetadata></csw:Capabilities>"""
SMALL_RECORD = """<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"
  xmlns:gco="http://www.isotc211.org/2005/gco">
  <gmd:fileIdentifier><gco:CharacterString>fr-essai-{number:07}</gco:CharacterString></gmd:fileIdentifier>
  <gmd:hierarchyLevel><gmd:MD_ScopeCode codeList="" codeListValue="dataset"/></gmd:hierarchyLevel>
  <gmd:identificationInfo><gmd:MD_DataIdentification>
    <gmd:citation><gmd:CI_Citation><gmd:title>
      <gco:CharacterString>Qualité de l'air, station {number}</gco:CharacterString>
    </gmd:title></gmd:CI_Citation></gmd:citation>
    <gmd:abstract>
      <gco:CharacterString>Mesures de la station {number} : concentrations horaires.</gco:CharacterString>
    </gmd:abstract>
  </gmd:MD_DataIdentification></gmd:identificationInfo>
</gmd:MD_Metadata>"""

Pages = Callable[[int, int], bytes]
"""From the position of the first record (1 is the first) and the size asked to a page."""


def main() -> None:
    """Serve, and print the port."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--invented", type=int)
    arguments = parser.parse_args()
    catalogues = {"invented": invented(arguments.invented)} if arguments.invented else {}
    for folder in sorted(arguments.folder.iterdir()) if arguments.folder else ():
        catalogues[folder.name] = stored(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(catalogues))
    print(server.server_port, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


@contextmanager
def replayed(*arguments: str | Path) -> Iterator[str]:
    """Serve in a process of its own while the block runs; gives the root address."""
    command = [sys.executable, "-m", "benchmarks.replay", *map(str, arguments)]
    with Popen(command, stdin=PIPE, stdout=PIPE, cwd=REPOSITORY, text=True) as process:  # noqa: S603
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


def stored(folder: Path) -> Pages:
    """Return the pages of a folder, all of one size but the last."""
    pages = [path.read_bytes() for path in sorted(folder.glob("*.xml"))]
    size = int(re.search(rb'numberOfRecordsReturned="(\d+)"', pages[0])[1])
    total = int(re.search(rb'numberOfRecordsMatched="(\d+)"', pages[0])[1])
    return lambda start, _size: pages[(start - 1) // size] if start <= total else csw_page([], total, total)


def invented(total: int) -> Pages:
    """Return pages of small records; none is kept."""

    def page(start: int, size: int) -> bytes:
        numbers = range(start, min(start + size, total + 1))
        records = [SMALL_RECORD.format(number=number).encode() for number in numbers]
        return csw_page(records, start - 1, total)

    return page


def handler_of(catalogues: dict[str, Pages]) -> type[BaseHTTPRequestHandler]:
    """Return what answers GetCapabilities and GetRecords, by GET and POST."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer(self.path.encode())

        def do_POST(self) -> None:
            self.answer(self.rfile.read(int(self.headers["Content-Length"])))

        def answer(self, asked: bytes) -> None:
            pages = catalogues.get(self.path.strip("/").partition("?")[0])
            if pages is None or b"getrecordbyid" in asked.lower():
                return self.send(404, b"")
            if b"getrecords" not in asked.lower():
                return self.send(200, CAPABILITIES)
            start, size = START.search(asked), SIZE.search(asked)
            return self.send(200, pages(int(start[1]) if start else 1, int(size[1]) if size else 10))

        def send(self, status: int, body: bytes) -> None:
            kind = "Content-Type: application/xml"
            head = f"HTTP/1.1 {status} -\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            self.wfile.write(head.encode() + body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


if __name__ == "__main__":
    main()
