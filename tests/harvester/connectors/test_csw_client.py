"""OWSLib talks through our session alone: it opens no socket of its own."""

import socket
import sys

import pytest

from harvester.connectors.csw_client import CswClient, CswQuery
from harvester.connectors.csw_schemas import ISO19139
from harvester.errors import SourceMisbehaved
from harvester.http import open_session
from tests.harvester import replay
from tests.harvester.conftest import POLICY
from tests.harvester.samples import iso_record

ASKED = CswQuery(
    start=3, count=10, sort="apiso:Identifier", where={"dc:type": "dataset", "apiso:Title": "é%"}
)
CARRIER = "harvester/http/"


@pytest.fixture
def connections(monkeypatch):
    """Every connection that is opened, with whether our session opened it."""
    seen: list[tuple[object, bool]] = []
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, watched(getattr(socket.socket, name), seen))
    return seen


def watched(connect, seen):
    def watching(self, address):
        if threading_of_server(sys._getframe()):
            return connect(self, address)
        ours = any(CARRIER in frame.replace("\\", "/") for frame in stack(sys._getframe()))
        seen.append((address, ours))
        if not ours:
            self.close()
            raise AssertionError(f"a library connects to {address} by itself")
        return connect(self, address)

    return watching


def stack(frame):
    while frame is not None:
        yield frame.f_code.co_filename
        frame = frame.f_back


def threading_of_server(frame):
    return any("socketserver" in name for name in stack(frame))


def test_owslib_opens_no_socket_of_its_own(connections, listing):
    with replay.serve(
        replay.csw([iso_record(number) for number in range(5)], replay.CswFaults(cap=2))
    ) as running:
        listed = listing("csw", url=f"{running.url}/csw")
    assert (len(listed.items), listed.error) == (5, None)
    assert len(connections) >= 1
    assert all(ours for _, ours in connections)


def test_the_watch_would_see_owslib_connect(connections):
    from owslib.catalogue.csw2 import CatalogueServiceWeb  # noqa: PLC0415 -- what the test is about

    with replay.serve(replay.csw([])) as running, pytest.raises(AssertionError, match="by itself"):
        CatalogueServiceWeb(f"{running.url}/csw", timeout=2)


def test_owslib_parses_nothing_in_this_process():
    with replay.serve(replay.always(b"<not xml", "application/xml")) as running:
        client = CswClient(f"{running.url}/csw", open_session(POLICY, allow_private=True))
        assert client.fetch_records(CswQuery(count=10)).content == b"<not xml"
        assert client.fetch_capabilities().content == b"<not xml"
        assert not hasattr(client, "_exml")


def test_private_addresses_are_refused_for_owslib_too():
    with replay.serve(replay.csw([])) as running:
        client = CswClient(f"{running.url}/csw", open_session(POLICY))
        with pytest.raises(SourceMisbehaved):
            client.fetch_records(CswQuery(count=10))
        assert running.asked == []


def test_the_request_is_xml_with_its_prefixes_declared():
    with replay.serve(replay.csw([])) as running:
        client = CswClient(f"{running.url}/csw?language=fre", open_session(POLICY, allow_private=True))
        client.fetch_records(ASKED)
    asked = running.asked[0]
    assert asked.query == {"language": "fre"}
    assert 'xmlns:gmd="http://www.isotc211.org/2005/gmd"' in asked.body
    assert 'xmlns:apiso="http://www.opengis.net/cat/csw/apiso/1.0"' in asked.body
    assert 'startPosition="3"' in asked.body
    assert "ogc:And" in asked.body


def test_ids_are_asked_one_by_one_so_that_a_comma_is_no_separator():
    with replay.serve(replay.csw([])) as running:
        client = CswClient(f"{running.url}/csw", open_session(POLICY, allow_private=True))
        client.fetch_by_ids(["a,b", "c"], ISO19139)
    assert running.asked[0].method == "POST"
    assert running.asked[0].body.count("<csw:Id>") == 2
    assert "<csw:Id>a,b</csw:Id>" in running.asked[0].body


def test_an_address_copied_with_its_request_is_an_endpoint():
    with replay.serve(replay.csw([])) as running:
        url = f"{running.url}/csw?SERVICE=CSW&REQUEST=GetCapabilities&version=2.0.2&map=x"
        client = CswClient(url, open_session(POLICY, allow_private=True))
        client.fetch_capabilities()
        client.fetch_records(CswQuery(count=10))
    assert running.asked[0].query == {
        "map": "x",
        "service": "CSW",
        "version": "2.0.2",
        "request": "GetCapabilities",
    }
    assert running.asked[1].query == {"map": "x"}
