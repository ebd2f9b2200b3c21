"""Stable ids: nothing local enters one."""

from uuid import NAMESPACE_URL, uuid5

import pytest

from catalogue.identity import code_key, file_key, mint_id, remote_key, strongest, uri_key
from tests.builders import a_source


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8101/jeu/1", "http://127.0.0.1/jeu/1", " http://127.0.0.1:9/jeu/1 "]
)
def test_no_port_enters_a_key(address):
    assert uri_key(address) == "uri:http://127.0.0.1/jeu/1"


@pytest.mark.parametrize(
    "rest",
    [
        "/",
        "/jeu/1",
        "/a/%C3%A9;v=1,2",
        "//jeu",
        "/jeu?id=1&v=2",
        "/jeu?a=b?c",
        "/l'eau",
        "/jeu#1",
        "/a[0]",
        "/é",
    ],
)
def test_a_key_is_the_same_with_a_port_and_without(rest):
    assert uri_key(f"https://example.org{rest}") == f"uri:https://example.org{rest}"
    assert uri_key(f"https://example.org:8443{rest}") == f"uri:https://example.org{rest}"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://EXAMPLE.org/Jeu", "uri:https://example.org/Jeu"),
        ("HTTPS://example.org/jeu", "uri:https://example.org/jeu"),
        ("https://example.org", "uri:https://example.org/"),
        ("https://example.org/jeu?", "uri:https://example.org/jeu"),
        ("https://a:b@example.org/jeu", "uri:https://example.org/jeu"),
        ("https://example.org/jeu\n", "uri:https://example.org/jeu"),
    ],
)
def test_what_does_not_matter_in_an_address_is_no_part_of_its_key(address, key):
    assert uri_key(address) == key


@pytest.mark.parametrize(
    "text", ["", "TODO", "urn:uuid:1", "ftp://example.org/1", "http:///1", "fr-120066022-jdd-1"]
)
def test_only_an_http_address_is_a_uri_key(text):
    assert uri_key(text) is None


def test_an_id_is_the_uuid5_of_the_uri():
    assert mint_id("uri:https://example.org/1") == str(uuid5(NAMESPACE_URL, "https://example.org/1"))


def test_the_page_of_another_glane_keeps_its_id():
    page = "https://catalogue.example.org/donnees/2f0c0c56-0d0a-5b1e-9a53-0f6f5e1c7f10"
    assert mint_id(f"uri:{page}") == "2f0c0c56-0d0a-5b1e-9a53-0f6f5e1c7f10"


def test_only_a_uri_names_a_work_by_itself():
    assert (
        strongest([file_key("a"), code_key("fr", "1"), "uri:http://e.org/1", "uri:http://e.org/2"])
        == "uri:http://e.org/1"
    )
    assert strongest([file_key("a")]) is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"url": "http://127.0.0.1:8101/portail/catalog.ttl"}, "dcat:127.0.0.1/portail/catalog.ttl:7"),
        ({"url": None, "path": "/srv/glane/datasets.csv"}, "file:datasets.csv:7"),
        ({"id": "other-name"}, "dcat:127.0.0.1/air:7"),
    ],
)
def test_a_remote_id_is_unique_in_the_namespace_of_its_source(fields, expected):
    source = a_source(**{"url": "http://127.0.0.1/air", **fields})
    assert remote_key(source.namespace, "7") == expected


@pytest.mark.parametrize("uri", ["https://[::1/id", "http://[x]/id", "//[["])
def test_what_is_no_address_is_no_key(uri):
    assert uri_key(uri) is None
