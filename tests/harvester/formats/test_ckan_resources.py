"""Resources as distributions: files, pages, services, the datastore, checksums."""

import pytest

from catalogue.record_parts import Checksum, Distribution
from harvester.formats.ckan_resources import to_ways

PAGE = "https://portail.example.org/ckan/dataset/jeu"


def ways(*resources):
    return to_ways({"resources": list(resources)}, PAGE)


def the_one(**resource):
    (distribution,) = ways({"url": "https://a.example/a.csv", **resource}).distributions
    return distribution


@pytest.mark.parametrize(
    ("resource", "is_page"),
    [
        ({"format": "CSV"}, False),
        ({"format": "CSV", "url": "https://a.example/export"}, False),
        ({"format": "HTML", "url": "https://a.example/page"}, True),
        ({"format": "", "url": "https://a.example/page"}, True),
        ({"format": "", "url": "https://a.example/page.html"}, True),
        ({"format": "", "url": "https://a.example/a.zip"}, False),
        ({"format": "Lien", "url": "https://a.example/a.zip"}, False),
        ({"format": "WMS", "url": "https://a.example/wms"}, True),
        ({"format": "CSV", "url": "https://a.example/wfs?service=WFS&request=GetFeature"}, False),
        ({"resource_type": "api", "url": "https://a.example/v1"}, True),
    ],
)
def test_pages_are_told_from_files(resource, is_page):
    found = the_one(**resource)
    assert (found.url is None, found.access_url is not None) == (is_page, is_page)


@pytest.mark.parametrize(
    ("resource", "protocol"),
    [
        ({"format": "wms"}, "OGC:WMS"),
        ({"format": "OGC WFS 2.0"}, "OGC:WFS"),
        ({"url": "https://a.example/ows?SERVICE=WFS"}, "OGC:WFS"),
        ({"url": "https://a.example/geoserver/wms"}, "OGC:WMS"),
        ({"format": "CSV"}, None),
    ],
)
def test_services(resource, protocol):
    assert the_one(**resource).protocol == protocol


def test_a_table_of_the_datastore_has_an_api_too():
    found = ways({"id": "r", "name": "Table", "url": "https://a.example/a.csv", "datastore_active": True})
    assert found.distributions[1] == Distribution(
        access_url="https://portail.example.org/ckan/api/3/action/datastore_search?resource_id=r",
        title="Table",
        format="API",
    )


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("/dataset/a/download/b.csv", "https://portail.example.org/dataset/a/download/b.csv"),
        ("https://a.example/un fichier.csv", "https://a.example/un%20fichier.csv"),
        ("ftp://a.example/a.csv", "ftp://a.example/a.csv"),
    ],
)
def test_addresses_are_made_whole(url, found):
    assert the_one(url=url, format="CSV").url == found


@pytest.mark.parametrize("url", ["", None, "voir le site", "javascript:alert(1)", "file:///etc/passwd"])
def test_a_resource_without_an_address_is_named(url):
    found = ways({"url": url, "name": "Perdue"})
    assert (found.distributions, found.unreachable) == ((), ("Perdue",))


def test_a_deleted_resource_is_none():
    assert ways({"url": "https://a.example/a.csv", "state": "deleted"}).distributions == ()


@pytest.mark.parametrize(
    ("size", "bytes_"),
    [
        (12, 12),
        ("637379", 637379),
        ("12.0", 12),
        ("42 octets", None),
        (0, None),
        (None, None),
        ("-3", None),
        (True, None),
    ],
)
def test_sizes(size, bytes_):
    assert the_one(size=size).byte_size == bytes_


@pytest.mark.parametrize(
    ("told", "checksum"),
    [
        ({"hash": "a" * 32}, Checksum(algorithm="md5", value="a" * 32)),
        ({"hash": "A" * 40}, Checksum(algorithm="sha1", value="a" * 40)),
        ({"hash": "sha256:" + "b" * 64}, Checksum(algorithm="sha256", value="b" * 64)),
        (
            {"hash": "c" * 40, "hash_algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha1"},
            Checksum(algorithm="sha1", value="c" * 40),
        ),
        ({"hash": "abc"}, None),
        ({"hash": "pas un hash"}, None),
        ({}, None),
    ],
)
def test_checksums(told, checksum):
    assert the_one(**told).checksum == checksum


def test_media_types():
    assert the_one(mimetype="text/csv").media_type == "text/csv"
    iana = "http://www.iana.org/assignments/media-types/text/csv"
    assert the_one(mimetype=iana).media_type == "text/csv"
    assert the_one(mimetype="xlsx").media_type is None


def test_documents_are_about_the_data():
    found = ways({"url": "https://a.example/notice.pdf", "name": "Notice", "resource_type": "documentation"})
    assert (found.distributions, found.documents[0].url) == ((), "https://a.example/notice.pdf")


@pytest.mark.parametrize("url", ["https://[::1/a.csv", "/[[a"])
def test_an_address_without_parts_stays_as_it_is_written(url):
    assert the_one(url=url, format="CSV").format == "CSV"
