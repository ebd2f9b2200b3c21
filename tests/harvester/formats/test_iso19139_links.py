# ruff: noqa: E501 -- an element of XML reads best on one line
"""Links with and without function, as GeoNetwork and Prodige write them (cleaning rules 6 and 7)."""

import pytest

from catalogue.record_parts import Distribution, RelatedLink
from tests.harvester.formats.iso import anchor, code, record, text


def link(url, protocol="", name="", function="", profile=""):
    return (
        f"<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>{url.replace('&', '&amp;')}</gmd:URL></gmd:linkage>"
        f"{text('protocol', protocol) if not protocol.startswith('<') else protocol}"
        f"{text('applicationProfile', profile)}{text('name', name)}"
        f"{code('function', function) if function else ''}</gmd:CI_OnlineResource></gmd:onLine>"
    )


def ways(*links, formats=(), size=""):
    named = "".join(
        f"<gmd:distributionFormat><gmd:MD_Format>{text('name', name)}</gmd:MD_Format></gmd:distributionFormat>"
        for name in formats
    )
    sized = f"<gmd:transferSize><gco:Real>{size}</gco:Real></gmd:transferSize>" if size else ""
    return record(
        tail=f"<gmd:distributionInfo><gmd:MD_Distribution>{named}<gmd:transferOptions><gmd:MD_DigitalTransferOptions>"
        f"{sized}{''.join(links)}</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>"
    )


@pytest.mark.parametrize(
    ("url", "protocol", "expected", "service"),
    [
        ("https://x.example/wms", "OGC:WMS", "https://x.example/wms?service=WMS&request=GetCapabilities", "WMS"),
        ("https://x.example/wms?", "OGC:WMS-1.3.0-http-get-map", "https://x.example/wms?service=WMS&request=GetCapabilities", "WMS"),
        ("https://x.example/1/wms/v?", "", "https://x.example/1/wms/v?service=WMS&request=GetCapabilities", "WMS"),
        ("https://x.example/ows?map=a", "ogc:wfs", "https://x.example/ows?map=a&service=WFS&request=GetCapabilities", "WFS"),
        ("https://x.example/ows?SERVICE=WFS&REQUEST=GetCapabilities", "", "https://x.example/ows?SERVICE=WFS&REQUEST=GetCapabilities", "WFS"),
        ("https://x.example/1.0.0/WMTSCapabilities.xml", "OGC:WMTS", "https://x.example/1.0.0/WMTSCapabilities.xml", "WMTS"),
    ],
)  # fmt: skip
def test_services_are_reached_by_their_capabilities(url, protocol, expected, service):
    (made,) = ways(link(url, protocol)).distributions
    assert (made.access_url, made.url, made.protocol) == (expected, None, f"OGC:{service}")


def test_a_request_for_data_is_a_download():
    url = "https://x.example/wfs?service=WFS&request=GetFeature&typename=a"
    (made,) = ways(link(url, "OGC:WFS")).distributions
    assert (made.url, made.access_url) == (url, None)


def test_the_protocol_may_be_an_anchor():
    protocol = anchor("protocol", "OGC Web Map Service", "http://www.opengis.net/def/serviceType/ogc/wms")
    assert ways(link("https://x.example/ows", protocol)).distributions[0].protocol == "OGC:WMS"


@pytest.mark.parametrize(
    "made",
    [
        link("https://x.example/a", function="download"),
        link("https://x.example/a", function="order"),
        link("https://x.example/a", "WWW:DOWNLOAD-1.0-http--download"),
        link("https://x.example/a", "WWW:DOWNLOAD-1.0-http--download", function="information"),
        link("https://x.example/a", name="Téléchargement direct des données"),
        link("https://x.example/a", name="TELECHARGER LES DONNEES en shp"),
        link("https://x.example/download/0a1b"),
        link("https://x.example/api/data/0a1b?srs=EPSG:4326"),
        link("https://telechargement.x.example/0a1b"),
        link("https://x.example/communes.geojson"),
    ],
)
def test_what_is_a_download(made):
    record_made = ways(made)
    assert len(record_made.distributions) == 1
    assert record_made.distributions[0].url is not None
    assert record_made.landing_page is None


@pytest.mark.parametrize(
    ("url", "format_name"),
    [
        ("https://x.example/rss/atomfeed/atomdataset/0a1b", "ATOM"),
        ("https://x.example/geosource/panierDownloadFrontalParametrage/0a1b", "SHP"),
    ],
)
def test_feeds_and_baskets_are_pages_that_lead_to_data(url, format_name):
    (made,) = ways(link(url), formats=["SHP"]).distributions
    assert (made.url, made.access_url, made.format) == (None, url, format_name)


def test_formats_and_sizes():
    assert (
        ways(link("https://x.example/a", function="download"), formats=["SHP"]).distributions[0].format
        == "SHP"
    )
    assert (
        ways(link("https://x.example/a", function="download"), formats=["SHP", "CSV"]).distributions[0].format
        is None
    )
    assert (
        ways(link("https://x.example/a.csv", function="download"), formats=["SHP"]).distributions[0].format
        == "csv"
    )
    assert (
        ways(link("https://x.example/a", function="download"), size="2.5").distributions[0].byte_size
        == 2_500_000
    )


def test_the_landing_page_is_what_informs():
    made = ways(
        link("https://x.example/carte/1.map", profile="MAP"),
        link("https://x.example/autre"),
        link("https://x.example/fiche", function="information", name="Fiche"),
    )
    assert made.landing_page == "https://x.example/fiche"
    assert made.related == (
        RelatedLink(relation="map", url="https://x.example/carte/1.map"),
        RelatedLink(relation="documentation", url="https://x.example/autre"),
    )


def test_neither_a_document_nor_the_record_itself_is_a_landing_page():
    page = "https://x.example/srv/fre/catalog.search#/metadata/a"
    record = "https://x.example/csw?REQUEST=GetRecordById&SERVICE=CSW&ID=a"
    made = ways(
        link("https://x.example/norme.PDF", name="Norme"),
        link(record, "WWW:DOWNLOAD-1.0-http--download", "Vue XML"),
        link("https://x.example/afficherPageStandard.do?lot=PLU"),
        link(page, "WWW:DOWNLOAD-1.0-http--download", "Vue HTML"),
    )
    assert (made.landing_page, made.distributions) == (page, ())
    assert [link.url for link in made.related][:2] == ["https://x.example/norme.PDF", record]


def test_a_map_alone_is_no_landing_page():
    assert ways(link("https://x.example/geosource/consultationWMS?IDT=1")).landing_page is None


def test_links_that_lead_nowhere_are_kept_aside():
    made = ways(link(r"\\serveur\partage"), link("javascript:alert(1)"), link(""))
    assert (made.distributions, made.landing_page) == ((), None)
    assert made.extras["unusable_links"] == [r"\\serveur\partage", "javascript:alert(1)"]


def test_the_connect_points_of_a_service():
    operation = (
        "<srv:containsOperations><srv:SV_OperationMetadata><srv:connectPoint><gmd:CI_OnlineResource><gmd:linkage>"
        "<gmd:URL>https://x.example/wms</gmd:URL></gmd:linkage><gmd:protocol><gco:CharacterString>OGC:WMS</gco:CharacterString>"
        "</gmd:protocol></gmd:CI_OnlineResource></srv:connectPoint></srv:SV_OperationMetadata></srv:containsOperations>"
    )
    made = record(operation, cls="srv:SV_ServiceIdentification")
    assert made.distributions == (
        Distribution(
            access_url="https://x.example/wms?service=WMS&request=GetCapabilities",
            format="WMS",
            protocol="OGC:WMS",
        ),
    )


def test_an_address_without_parts_spoils_no_record():
    assert ways(link("https://[::1/ows?service=WFS")).title
