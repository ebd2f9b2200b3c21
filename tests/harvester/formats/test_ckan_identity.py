"""By which keys a CKAN dataset is found again elsewhere."""

import pytest

from harvester.connector import IDENTITY_KEYS
from harvester.formats.ckan_identity import file_identifier_of
from harvester.formats.ckan_record import to_record

UUID = "5d0f3f7e-8c0a-4b9e-9a53-2c1f0d5b7a11"


def keys(remote_id=UUID, page="https://portail.example.org:8443/dataset/jeu", **fields):
    found = to_record({"id": remote_id, "name": "jeu", "title": "Jeu", **fields}, remote_id, page)
    return found.extras[IDENTITY_KEYS]


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://c.example/geonetwork/srv/fre/catalog.search#/metadata/fr-12-jdd-1", "fr-12-jdd-1"),
        ("https://c.example/geonetwork/srv/api/records/abc-1", "abc-1"),
        ("https://c.example/geonetwork?uuid=abc%2F1&x=2", "abc/1"),
        ("https://c.example/csw?request=GetRecordById&id=abc-1", "abc-1"),
        ("https://c.example/une-page", None),
        (None, None),
    ],
)
def test_the_record_that_an_address_leads_to(url, identifier):
    assert file_identifier_of(url) == identifier


def test_a_dataset_of_the_portal_has_its_subject_and_its_id():
    assert keys() == [f"uri:https://portail.example.org/dataset/{UUID}", f"file:{UUID}"]


def test_an_id_that_is_no_uuid_is_of_this_portal_alone():
    assert keys("jeu-12") == ["uri:https://portail.example.org/dataset/jeu-12"]


def test_the_uri_of_the_producer_comes_first_and_the_iso_record_is_a_key():
    inspire = "https://c.example/srv/fre/catalog.search#/metadata/fiche-1"
    found = keys(uri="https://id.example/jeu", inspire_url=inspire)
    assert found[0] == "uri:https://id.example/jeu"
    assert "file:fiche-1" in found


def test_the_guid_of_a_harvested_iso_record():
    assert "file:fiche-2" in keys(extras=[{"key": "guid", "value": "fiche-2"}])
    assert "uri:https://id.example/a" in keys(extras=[{"key": "guid", "value": "https://id.example/a"}])


def test_no_port_enters_a_key():
    assert not [key for key in keys() if "8443" in key]
