"""What a CSW says of itself."""

import pytest

from harvester.connectors import CONNECTORS
from harvester.errors import SourceUnavailable
from tests.harvester import replay
from tests.harvester.csw_portal import catalogue

SITE = b'{"system/platform/name": "geonetwork", "system/platform/version": "4.2.7"}'
MORE_SCHEMAS = (
    "<ows:Value>http://www.w3.org/ns/dcat#</ows:Value>"
    "<ows:Value>http://standards.iso.org/iso/19115/-3/mdb/2.0</ows:Value></ows:Parameter>"
)


@pytest.fixture
def probe(tools, declare):
    def ask(portal, path="/csw"):
        with replay.serve(portal) as running:
            found = CONNECTORS["csw"].probe(declare("csw", url=running.url + path), tools)
        return found, running

    return ask


def geonetwork(site, status=200):
    portal = catalogue(12)

    def answer(asked):
        if asked.path.endswith("/api/site"):
            return replay.Answer(content=site, media_type="application/json", status=status)
        return portal(asked)

    return answer


def test_total_and_abilities(probe):
    found, running = probe(catalogue(12))
    assert (found.software, found.announced) == ("Catalogue rejoué", 12)
    assert found.abilities == {"total", "since", "ids", "sort", "resume"}
    assert found.remarks == ("Schémas de sortie proposés : ISO 19139.",)
    assert len(running.asked) == 3


def test_a_server_that_neither_sorts_nor_filters(probe):
    found, _ = probe(catalogue(12, refuses=frozenset({"sort", "since"})))
    assert (found.announced, found.abilities) == (12, {"total"})
    assert len(found.remarks) == 3


def test_a_geonetwork_tells_its_version(probe):
    found, running = probe(geonetwork(SITE), "/geonetwork/srv/fre/csw")
    assert found.software == "GeoNetwork 4.2.7"
    assert running.asked[-1].path == "/geonetwork/srv/api/site"


@pytest.mark.parametrize(("site", "status"), [(b"<html/>", 200), (b"[]", 200), (b"", 404)])
def test_a_geonetwork_that_does_not_tell(probe, site, status):
    assert probe(geonetwork(site, status), "/geonetwork/srv/fre/csw")[0].software == "GeoNetwork"


def test_pycsw_signs_its_capabilities_and_schemas_have_names(probe):
    portal = catalogue(1)

    def answer(asked):
        said = portal(asked)
        if asked.method != "GET":
            return said
        content = b"<!-- pycsw 2.6.2 -->" + said.content.replace(b"</ows:Parameter>", MORE_SCHEMAS.encode())
        return replay.Answer(content=content)

    found, _ = probe(answer)
    assert found.software == "pycsw 2.6.2"
    assert found.remarks == ("Schémas de sortie proposés : ISO 19139, DCAT, ISO 19115-3.",)


def test_a_moved_endpoint_is_told(probe):
    portal = catalogue(3)

    def answer(asked):
        if asked.path == "/csw":
            location = f"{asked.root}/new?service=CSW&request=GetCapabilities"
            return replay.Answer(content=b"", status=301, headers={"Location": location})
        return portal(asked)

    found, running = probe(answer)
    assert found.announced == 3
    assert f"{running.url}/new" in found.remarks[0]


def test_a_server_that_is_down_is_said(probe):
    with pytest.raises(SourceUnavailable):
        probe(replay.always(b"down", status=503))
