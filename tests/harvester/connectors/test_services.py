"""Layers fetched for the records of services: once per address, and never to a record's harm."""

import pytest

from harvester.connector import Page, RawItem
from harvester.connectors.services import LayerReader, fetch_layers, is_at_home
from harvester.formats.iso_layers import MEDIA_TYPE, Layer, to_record
from tests.harvester import replay
from tests.harvester.formats import ows
from tests.harvester.formats.iso import document
from tests.harvester.formats.test_iso_layers import ISO, service


def item(content, remote_id="s-1"):
    return RawItem(remote_id=remote_id, content=content, media_type=ISO)


def test_layers_of_a_service(tools):
    with replay.serve(replay.always(ows.WMS_130, "text/xml")) as running:
        url = f"{running.url}/wms?service=WMS&request=GetCapabilities"
        bathing, wells = fetch_layers(tools.session, tools.gateway, url)
    assert bathing == Layer(
        url=url,
        service="WMS",
        name="baignade",
        title="Eaux de baignade",
        abstract="Classement des sites.",
        bbox=(-5.0, 41.0, 9.0, 51.0),
    )
    assert wells.name == "captages"


@pytest.mark.parametrize("answer", [replay.HTML, b"<a/>", b"", ows.WMS_130[:200]])
def test_an_answer_of_no_use_gives_no_layers(tools, answer):
    with replay.serve(replay.always(answer, "text/xml")) as running:
        assert fetch_layers(tools.session, tools.gateway, f"{running.url}/wms") == ()


def test_a_service_that_is_down_gives_no_layers(tools):
    with replay.serve(replay.always(b"", "text/xml")) as running:
        url = running.url
    assert fetch_layers(tools.session, tools.gateway, f"{url}/wms") is None


def test_only_services_are_asked_and_each_address_once(tools):
    with replay.serve(replay.always(ows.WFS_200, "text/xml")) as running:
        described = service(f"{running.url}/wfs")
        page = Page(items=(item(described), item(document(), "d-1"), item(described, "s-2")), announced=3)
        made = LayerReader(tools=tools, home=running.url).with_layers(page)
        asked = len(running.asked)
    assert asked == 1
    assert [one.media_type for one in made.items] == [MEDIA_TYPE, ISO, MEDIA_TYPE]
    assert (made.items[1], made.announced) == (page.items[1], 3)
    record = to_record(made.items[2].content, "s-2")
    assert record.extras["layers"] == [["WFS", "ms:icpe", "Installations classées"]]


def test_a_record_that_cannot_be_read_is_left_to_who_rejects_it(tools):
    broken = item(b"<gmd:SV_ServiceIdentification")
    nameless = item(service().replace(b"Titre", b""))
    page = Page(items=(broken, nameless))
    assert LayerReader(tools=tools, home="http://127.0.0.1/csw").with_layers(page) == page


@pytest.mark.parametrize(
    ("url", "home", "expected"),
    [
        ("https://geo.example.fr/wms", "https://geo.example.fr/csw", True),
        ("https://datacarto.atlasante.fr/wms", "https://catalogue.atlasante.fr/geonetwork/srv/fre/csw", True),
        ("https://wms.example.org/wms", "https://catalogue.atlasante.fr/csw", False),
        ("https://a.gouv.fr/wms", "https://b.gouv.fr/csw", False),
        ("https://example.fr/wms", "https://example.com/csw", False),
        ("https://autre.fr/wms", "https://example.fr/csw", False),
    ],
)
def test_own_services_are_those_of_the_platform(url, home, expected):
    assert is_at_home(url, home) is expected


def test_services_elsewhere_are_asked_only_where_that_is_declared(tools):
    with replay.serve(replay.always(ows.WFS_200, "text/xml")) as running:
        page = Page(items=(item(service(f"{running.url}/wfs")),))
        far = "https://catalogue.example.org/csw"
        assert LayerReader(tools=tools, home=far).with_layers(page) == page
        (made,) = LayerReader(tools=tools, home=far, everywhere=True).with_layers(page).items
    assert made.media_type == MEDIA_TYPE


def test_a_service_that_is_down_keeps_the_layers_it_told_before(tools):
    with replay.serve(replay.always(ows.WFS_200, "text/xml")) as running:
        page = Page(items=(item(service(f"{running.url}/wfs")),))
        first = LayerReader(tools=tools, home=running.url).with_layers(page)
    kept = {"s-1": first.items[0].content}
    later = LayerReader(tools=tools, home=running.url, find_originals=lambda _ids: kept)
    assert later.with_layers(page) == first


def test_an_address_without_parts_is_nobodys_home():
    assert not is_at_home("https://[::1/wms", "https://catalogue.atlasante.fr/csw")
