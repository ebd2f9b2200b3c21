"""F50: what a listing takes does not grow with its length, in this process and in the parser child."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psutil
import pytest

from harvester.progress import NoProgress
from tests.harvester.samples import iso_record

RECORDS, PAGE = 8_000, 200
PADDING = b"<!-- " + b"Mesures de la station. " * 400 + b"-->"
"""Nine kilobytes that stay in the original of each record."""
OPENING = b'<r:GetRecordsResponse xmlns:r="http://www.opengis.net/cat/csw/2.0.2"><r:SearchResults %s>'
CLOSING = b"</r:SearchResults></r:GetRecordsResponse>"
MEGABYTE = 1_000_000
MOST_GROWTH = 15 * MEGABYTE
"""A third of what the records of half a listing take."""


def a_record(number):
    """A record of nine kilobytes."""
    end = b"</gmd:MD_Metadata>"
    return iso_record(number).replace(end, PADDING + end)


class Catalogue(BaseHTTPRequestHandler):
    """A CSW whose pages are made when they are asked for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send(b"<csw:Capabilities xmlns:csw='http://www.opengis.net/cat/csw/2.0.2' version='2.0.2'/>")

    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        start = int(asked.partition(b'startPosition="')[2].partition(b'"')[0])
        records = [a_record(number) for number in range(start, min(start + PAGE, RECORDS + 1))]
        numbers = (RECORDS, len(records), start + len(records))
        said = b'numberOfRecordsMatched="%d" numberOfRecordsReturned="%d" nextRecord="%d"' % numbers
        self.send(OPENING % said + b"".join(records) + CLOSING)

    def send(self, body):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n" % len(body)
        self.wfile.write(head + body)

    def log_message(self, *_):
        """Say nothing."""


class Watch(NoProgress):
    """Notes what this process and the parsers that it started hold, half way and at the end."""

    def __init__(self):
        self.held = {}

    def listed(self, _source_id, listed, _announced):
        if listed in (RECORDS // 2, RECORDS):
            family = (psutil.Process(), *psutil.Process().children(recursive=True))
            self.held[listed] = sum(process.memory_full_info().pss for process in family)


@pytest.fixture
def catalogue():
    with ThreadingHTTPServer(("127.0.0.1", 0), Catalogue) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/csw"
        server.shutdown()


@pytest.mark.slow
def test_f50_a_listing_twice_as_long_takes_no_more_memory(catalogue, station, tmp_path):
    declaration = {"id": "longue", "title": "Longue", "kind": "csw", "url": catalogue, "allow_private": True}
    watch = Watch()
    stop = station(f"sqlite:///{tmp_path}/glane.db", declaration | {"options": {"page_size": PAGE}})
    stop = replace(stop, harvester=replace(stop.harvester, progress=watch))
    report = stop.harvest()
    assert (report.status, report.added, report.announced) == ("complete", RECORDS, RECORDS)
    growth = watch.held[RECORDS] - watch.held[RECORDS // 2]
    print(f"memory after {RECORDS // 2} and {RECORDS} records: {watch.held}")
    assert growth < MOST_GROWTH
