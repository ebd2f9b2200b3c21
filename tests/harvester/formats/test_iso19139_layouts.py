# ruff: noqa: E501 -- an address reads best on one line
"""Each place of the table on an address as real hosts write it, and what becomes of a link without function."""

import pytest

from catalogue.record_parts import Distribution
from harvester.formats.iso19139_layouts import ID, LAYOUTS, find_hint
from tests.harvester.formats.test_iso19139_links import link, ways

UUID = "89d278a5-ef6a-45a9-9ced-2b348a9963bb"
CATALOGUE = "https://catalogue.portail.example"
DATA = "https://datacarto.portail.example"

ADDRESSES = [
    ("csw-record", f"{CATALOGUE}/geonetwork/srv/fre/csw?SERVICE=CSW&REQUEST=GetRecordById&ID={UUID}", "record", None),
    ("geonetwork-xml", f"{CATALOGUE}/geonetwork/srv/api/records/{UUID}/formatters/xml", "record", None),
    ("geonetwork-xml", f"{CATALOGUE}/geonetwork/srv/fre/xml_iso19139?uuid={UUID}", "record", None),
    ("geonetwork-page", f"{CATALOGUE}/geonetwork/srv/fre/catalog.search#/metadata/{UUID}", "card", None),
    ("prodige-basket", f"{CATALOGUE}/geosource/panierDownloadFrontalParametrage/{UUID}", "page", None),
    ("prodige-basket", f"{CATALOGUE}/geosource/panierDownloadFrontalParametrage?LAYERIDTS=54174197", "page", None),
    ("prodige-atom-data", f"{CATALOGUE}/rss/atomfeed/atomdata/{UUID}?format=shp&srs=2154", "file", "shp"),
    ("prodige-atom-data", f"{CATALOGUE}/rss/atomfeed/atomdata/{UUID}", "file", None),
    ("prodige-atom", f"{CATALOGUE}/rss/atomfeed/atomdataset/{UUID}", "feed", "ATOM"),
    ("prodige-atom", f"{CATALOGUE}/rss/atomfeed/topatom", "feed", "ATOM"),
    ("prodige-api-doc", f"{CATALOGUE}/api/doc", "document", None),
    ("prodige-api", f"{CATALOGUE}/api/data/{UUID}?srs=EPSG:4326", "file", "geojson"),
    ("prodige-telecarto", "https://telecarto.portail.example/?eyJkIjoxfQ==", "page", "zip"),
    ("prodige-download", f"https://telechargement.portail.example/download/{UUID}", "file", "zip"),
    ("prodige-map", f"{CATALOGUE}/geosource/consultationWMS?IDT=54174197", "map", None),
    ("prodige-map", "https://carto.portail.example/1/zonages_risque.map", "map", None),
    ("prodige-thumbnail", f"{CATALOGUE}/thumbnails/{UUID}.png", "document", None),
    ("prodige-thumbnail", "https://admincarto.portail.example/METADATA/documents/notice.zip", "document", None),
    ("mapcache-wmts", f"{DATA}/mapcache/wmts", "service", "WMTS"),
    ("mapcache-tms", f"{DATA}/mapcache/tms/1.0.0/fond@GoogleMapsCompatible", "map", None),
    ("mapcache-wms", f"{DATA}/mapcache/?", "service", "WMS"),
    ("mapserver-wfs", "https://carto.portail.example/cgi-bin/mapservwfs?", "service", "WFS"),
    ("mapserver-wms", "https://carto.portail.example/cgi-bin/mapserv?", "service", "WMS"),
    ("mapserver-wms", "https://carto.portail.example/cgi-bin/mapserv?map=/data/wms.map", "service", "WMS"),
    ("datacarto-wfs", f"{DATA}/wfs", "service", "WFS"),
    ("datacarto-wfs", f"{DATA}/wfs/{UUID}?", "service", "WFS"),
    ("datacarto-wms", f"{DATA}/wms?", "service", "WMS"),
    ("ows-path", "https://geo.example/geoserver/ign/wfs", "service", "WFS"),
    ("ows-path", "https://geo.example/1/wms/v?", "service", "WMS"),
    ("atom", "https://geo.example/flux/atom.xml", "feed", "ATOM"),
    ("standard", "http://normes.example/afficherPageStandard.do?lot=PLU", "document", None),
    ("document", "https://geo.example/notice.PDF", "document", None),
    ("viewer", "https://geo.example/mviewer/?config=apps/eau.xml", "map", None),
    ("viewer", "https://geo.example/mapviewer/12", "map", None),
    ("file", "https://geo.example/communes.GeoJSON", "file", "geojson"),
    ("file", "https://geo.example/communes.shp.zip?v=2", "file", "zip"),
    ("geoplateforme-feed", "https://geopf.example/telechargement/resource/RPG", "feed", "ATOM"),
    ("download-path", "https://geo.example/download/12", "file", None),
    ("download-page", "https://geo.example/telechargement-des-donnees-a802.html#sommaire_9", "page", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "url", "leads", "told"), ADDRESSES)
def test_each_place_on_an_address(name, url, leads, told):
    hint = find_hint(url)
    assert hint is not None
    assert (hint.name, hint.leads, hint.format) == (name, leads, told)


def test_every_layout_has_an_address_here():
    assert {layout.name for layout in LAYOUTS} == {name for name, *_ in ADDRESSES}


@pytest.mark.parametrize(
    "url", ["https://geo.example/", "https://geo.example/fiche/12", "https://x.example/wmsinfo"]
)
def test_other_addresses_tell_nothing(url):
    assert find_hint(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            f"{CATALOGUE}/geosource/panierDownloadFrontalParametrage/{UUID}",
            {"access_url": True, "format": "SHP", "protocol": "WWW:DOWNLOAD-1.0-http--download"},
        ),
        (
            f"{CATALOGUE}/rss/atomfeed/atomdataset/{UUID}",
            {"access_url": True, "format": "ATOM", "protocol": "ATOM"},
        ),
        (
            f"{CATALOGUE}/rss/atomfeed/atomdata/{UUID}?format=csv",
            {"format": "csv", "protocol": "WWW:DOWNLOAD-1.0-http--download"},
        ),
        (
            f"{CATALOGUE}/api/data/{UUID}?srs=EPSG:4326",
            {"format": "geojson", "protocol": "WWW:LINK-1.0-http--rest"},
        ),
        (
            "https://telecarto.portail.example/?eyJkIjoxfQ==",
            {"access_url": True, "format": "SHP", "protocol": "WWW:DOWNLOAD-1.0-http--download"},
        ),
        (
            f"https://telechargement.portail.example/download/{UUID}",
            {"format": "SHP", "protocol": "WWW:DOWNLOAD-1.0-http--download"},
        ),
    ],
)
def test_links_of_prodige_without_function_lead_to_data(url, expected):
    reached = {"access_url": url} if expected.pop("access_url", False) else {"url": url}
    assert ways(link(url), formats=["SHP"]).distributions == (Distribution(**reached, **expected),)


@pytest.mark.parametrize(
    ("url", "service", "added"),
    [
        (f"{DATA}/wfs/{UUID}", "WFS", "?service=WFS&request=GetCapabilities"),
        (f"{DATA}/wms?", "WMS", "service=WMS&request=GetCapabilities"),
        (f"{DATA}/mapcache/wmts", "WMTS", "?service=WMTS&request=GetCapabilities"),
        ("https://carto.portail.example/cgi-bin/mapservwfs?", "WFS", "service=WFS&request=GetCapabilities"),
    ],
)
@pytest.mark.parametrize("protocol", ["", "WWW:LINK-1.0-http--link"])
def test_services_of_prodige_are_known_by_their_address(url, service, added, protocol):
    (made,) = ways(link(url, protocol)).distributions
    assert (made.access_url, made.format, made.protocol) == (url + added, service, f"OGC:{service}")


@pytest.mark.parametrize(
    "url",
    [
        f"{CATALOGUE}/geosource/consultationWMS?IDT=54174197",
        "https://carto.portail.example/1/zonages_risque.map",
        f"{CATALOGUE}/thumbnails/{UUID}.png",
        f"{CATALOGUE}/api/doc",
    ],
)
def test_maps_pictures_and_manuals_are_neither_data_nor_landing_page(url):
    made = ways(link(url))
    assert (made.distributions, made.landing_page, [one.url for one in made.related]) == ((), None, [url])


def test_the_page_of_the_record_is_where_people_land():
    page = f"{CATALOGUE}/geonetwork/srv/fre/catalog.search#/metadata/{UUID}"
    assert ways(link(page)).landing_page == page


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_layout_asks_for_what_is_set_aside_as_an_id(layout):
    assert ID.search(layout.pattern.pattern) is None


@pytest.mark.parametrize("number", [UUID, "54174197", "0123abcdef"])
def test_links_that_differ_in_their_id_lead_to_the_same_place(number):
    first, second = (
        find_hint(f"{CATALOGUE}/rss/atomfeed/atomdata/{one}?format=gpkg") for one in (number, "1")
    )
    assert (first, first.format, first.leads) == (second, "gpkg", "file")
