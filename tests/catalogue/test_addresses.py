"""What others write for an address comes apart, or is nothing: it never raises."""

import pytest

from catalogue.addresses import NOTHING, joined, parts_of


def test_an_address_has_parts():
    parts = parts_of(" https://portail.example.fr:8443/a?b=c#d ")
    assert (parts.hostname, parts.path, parts.query, parts.fragment) == (
        "portail.example.fr",
        "/a",
        "b=c",
        "d",
    )


@pytest.mark.parametrize("text", [None, "", "https://[::1/a", "//[[", "http://[x]/"])
def test_what_has_no_parts_has_empty_ones(text):
    assert parts_of(text) == NOTHING


def test_a_relative_address_is_joined_and_a_hopeless_one_stays():
    assert joined("https://portail.example.fr/a/", "b") == "https://portail.example.fr/a/b"
    assert joined("https://portail.example.fr/a/", "//[[") == "//[["
