"""The portals of the federation: real servers, each with the station that harvests it."""

from datetime import UTC, datetime, timedelta

import pytest

from harvester.connectors import CONNECTORS
from tests.federation.portal import Portal
from tests.federation.portal_ckan import CkanPortal
from tests.federation.portal_pycsw import PycswPortal
from tests.federation.portal_udata import UdataPortal
from tests.federation.real_iso import cut_records
from tests.harvester.conftest import declare, parser, tools
from tests.harvester.runs.conftest import gazetteer, station

__all__ = ["declare", "gazetteer", "parser", "station", "tools"]

REAL_ISO = ("iso19139-fr", "iso19139-francophone", "iso19139-other", "csw-fr")
PORTALS = [pytest.param(name, marks=getattr(pytest.mark, name)) for name in ("pycsw", "ckan", "udata")]


class Clock:
    """The present, and what a test makes of it."""

    def __init__(self):
        self.ahead = timedelta(0)

    def __call__(self):
        return datetime.now(UTC) + self.ahead

    def pass_days(self, days):
        self.ahead += timedelta(days=days)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def pycsw(pycsw_server, real_files):
    """The pycsw, holding every real record that it accepts."""
    files = [path for folder in REAL_ISO for path in real_files(f"data/{folder}/**/*")]
    records = [record for path in files for record in cut_records(path)]
    pycsw_server.load(records)
    portal = PycswPortal(pycsw_server)
    print(f"pycsw: {portal.count()} of {len(records)} real records loaded")
    assert portal.count() > 200
    return portal


@pytest.fixture(scope="session")
def ckan(ckan_server):
    return CkanPortal(ckan_server)


@pytest.fixture(scope="session")
def udata(udata_server):
    return UdataPortal(udata_server)


@pytest.fixture(params=PORTALS)
def portal(request) -> Portal:
    """Each portal in turn."""
    found: Portal = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def federated(station, clock, tmp_path):
    """A function from a portal to a station that harvests it; the clock of both is `clock`."""

    def build(portal, database=None, address=None, **more):
        declaration = {
            "id": "portail",
            "title": "Portail réel",
            "kind": portal.kind,
            "url": address or portal.url,
            "allow_private": True,
        }
        return station(database or f"sqlite:///{tmp_path / 'glane.db'}", declaration | more, now=clock)

    return build


@pytest.fixture
def after_first_page(monkeypatch):
    """A function that has something done once, between the first and the second page of a listing."""

    def interrupt(kind, act):
        connector = CONNECTORS[kind]
        listed = connector.fetch
        acts = iter([act])

        def fetch(source, tools, wanted):
            pages = listed(source, tools, wanted)
            yield next(pages)
            for once in acts:
                once()
            yield from pages

        monkeypatch.setattr(connector, "fetch", fetch, raising=True)

    return interrupt
