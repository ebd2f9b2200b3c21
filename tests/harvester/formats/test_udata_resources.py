import pytest

from harvester.formats.udata_resources import to_distributions, to_documentation, to_schemas

URL = "https://static.example/a.csv"
LATEST = "https://data.example/r/1"


def distribution(**resource):
    (found,), unreachable = to_distributions({"resources": [{"url": URL} | resource]})
    assert unreachable == []
    return found


def test_an_upload_has_its_permanent_address_beside():
    found = distribution(filetype="file", latest=LATEST)
    assert (found.url, found.access_url) == (URL, LATEST)
    assert distribution(filetype="remote", latest=LATEST).access_url is None
    assert distribution(filetype="file", latest=LATEST, harvest={"uri": "x"}).access_url is None


@pytest.mark.parametrize("resource", [{"format": "html"}, {"format": "Page web"}, {"type": "api"}])
def test_a_page_or_an_api_is_an_address_and_no_file(resource):
    found = distribution(**resource)
    assert (found.url, found.access_url) == (None, URL)


@pytest.mark.parametrize(
    ("resource", "protocol"),
    [
        ({"format": "wfs"}, "OGC:WFS"),
        ({"format": "OGC:WMS"}, "OGC:WMS"),
        ({"url": "https://g.example/?SERVICE=WMTS&REQUEST=GetCapabilities"}, "OGC:WMTS"),
        ({"url": "https://g.example/?service=WFS&request=GetFeature"}, None),
        ({"format": "csv"}, None),
    ],
)
def test_services_are_told_by_name_or_address(resource, protocol):
    assert distribution(**resource).protocol == protocol


@pytest.mark.parametrize(
    ("resource", "size"),
    [
        ({"filesize": 12}, 12),
        ({"filesize": None, "extras": {"analysis:content-length": 9}}, 9),
        ({"filesize": 0}, None),
        ({"filesize": -1}, None),
        ({"filesize": "12"}, None),
        ({"filesize": 10**30}, None),
        ({"filesize": True}, None),
    ],
)
def test_sizes(resource, size):
    assert distribution(**resource).byte_size == size


def test_the_media_type_is_bare_and_lower():
    assert distribution(mime="Text/CSV; charset=utf-8").media_type == "text/csv"
    assert distribution(mime="n/a", extras={"analysis:mime-type": "text/plain"}).media_type == "text/plain"
    assert distribution(mime="?").media_type is None


def test_a_checksum_needs_its_algorithm():
    found = distribution(checksum={"type": "sha256", "value": "AB"}).checksum
    assert (found.algorithm, found.value) == ("sha256", "ab")
    assert distribution(checksum={"value": "AB"}).checksum is None


def test_the_order_is_the_producers_and_equal_resources_are_one():
    two = [{"url": f"https://x.example/{n}"} for n in (2, 1, 2)]
    found, _ = to_distributions({"resources": two})
    assert [one.url for one in found] == ["https://x.example/2", "https://x.example/1"]


def test_what_has_no_address_is_named():
    found, unreachable = to_distributions(
        {"resources": [{"url": "", "title": "Perdu"}, {"url": "ftp://x/y"}]}
    )
    assert (found, unreachable) == ((), ["Perdu", "?"])


def test_documentation_is_a_relation_too():
    resources = [{"url": URL, "type": "documentation", "title": "Notice"}, {"url": URL, "type": "main"}]
    (link,) = to_documentation({"resources": resources})
    assert (link.relation, link.url, link.title) == ("documentation", URL, "Notice")


def test_schemas_by_address_else_by_name():
    resources = [
        {"schema": {"name": "scdl/prenoms", "version": None, "url": None}},
        {"schema": {"name": "scdl/subventions", "version": "2.0.2"}},
        {"schema": {"url": "https://s.example/x.json", "name": "x"}},
        {"schema": {}},
        {"schema": None},
    ]
    assert to_schemas({"resources": resources}) == (
        "scdl/prenoms",
        "scdl/subventions 2.0.2",
        "https://s.example/x.json",
    )
