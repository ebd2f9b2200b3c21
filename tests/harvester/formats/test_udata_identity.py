import pytest

from harvester.formats.udata_identity import identifier_of, origin_of, to_identity_keys

UUID = "0a1b2c3d-0000-4000-8000-000000000001"
OWN = "uri:https://www.data.gouv.fr/datasets/5f00"


def keys(page="https://www.data.gouv.fr/fr/datasets/jeu/", extras=None, **harvest):
    dataset = {"id": "5f00", "page": page, "harvest": harvest or None, "extras": extras or {}}
    return to_identity_keys(dataset, origin_of(dataset))


@pytest.mark.parametrize(
    "page",
    [
        "https://www.data.gouv.fr/fr/datasets/jeu/",
        "https://www.data.gouv.fr/en/datasets/autre-nom/",
        "https://www.data.gouv.fr/datasets/jeu",
    ],
)
def test_a_dataset_of_the_portal_is_named_by_its_id_whatever_its_page(page):
    assert keys(page) == [OWN]


def test_a_portal_below_a_path_keeps_it_and_no_port_enters():
    assert keys("http://127.0.0.1:8104/udata/datasets/jeu/") == ["uri:http://127.0.0.1/udata/datasets/5f00"]


def test_without_a_page_the_address_of_the_api_tells():
    dataset = {"id": "5f00", "page": None, "uri": "https://www.data.gouv.fr/api/1/datasets/jeu/"}
    assert to_identity_keys(dataset, {}) == [OWN]


def test_the_address_of_the_work_comes_first():
    found = keys(uri="https://geo.example/1", dct_identifier=UUID, remote_id=UUID)
    assert found == ["uri:https://geo.example/1", OWN, f"file:{UUID}"]


def test_an_identifier_that_is_an_address_is_the_address_of_the_work():
    assert keys(remote_id="https://www.arcgis.com/home/item.html?id=8cb6&sublayer=0")[0] == (
        "uri:https://www.arcgis.com/home/item.html?id=8cb6&sublayer=0"
    )


@pytest.mark.parametrize(
    ("identifier", "is_key"),
    [
        (UUID, True),
        ("fr-120066022-jdd-4881d01c", True),
        ("FR-120066022-MDWMS-DDT_82-Accidents", True),
        ("urn:isogeo:metadata:uuid:x", True),
        ("plages", False),
        ("12", False),
    ],
)
def test_only_an_identifier_unlike_any_other_is_a_key(identifier, is_key):
    assert (f"file:{identifier}" in keys(dct_identifier=identifier)) is is_key


def test_a_page_is_a_name_in_portals_that_name_their_datasets_by_it():
    page = "https://data.example/explore/dataset/plages/"
    assert keys(backend="OpenDataSoft", remote_url=page, remote_id="plages") == [OWN, f"uri:{page}"]
    assert keys(backend="DCAT", remote_url=page, remote_id="plages") == [OWN]


def test_a_ckan_names_its_datasets_by_their_id():
    found = keys(
        backend="CKAN",
        domain="trouver.example",
        remote_id=UUID,
        remote_url="https://trouver.example/dataset/nom",
    )
    assert found == [OWN, f"uri:https://trouver.example/dataset/{UUID}", f"file:{UUID}"]


def test_a_doi_is_a_key():
    dataset = {"id": "5f00", "doi": "10.1234/x", "harvest": None}
    assert to_identity_keys(dataset, origin_of(dataset)) == ["uri:https://doi.org/10.1234/x"]


def test_the_inspire_identifiers_of_geo_data_gouv_fr():
    extras = {"inspire:identifier": UUID, "inspire:resource_identifier": "https://geo.example/srv/1"}
    assert keys(extras=extras) == ["uri:https://geo.example/srv/1", OWN, f"file:{UUID}"]
    glued = {"inspire:resource_identifier": "cfbc7405http://catalogue.example"}
    assert keys(extras=glued) == [OWN]


def test_older_portals_tell_the_origin_in_their_extras():
    extras = {
        "harvest:domain": "data.example",
        "harvest:remote_id": "x",
        "remote_url": "https://data.example/x",
    }
    found = origin_of({"extras": extras})
    assert found == {"domain": "data.example", "remote_id": "x", "remote_url": "https://data.example/x"}


def test_the_identifier_is_the_producers_own():
    assert identifier_of({"id": "5f00"}, {"dct_identifier": "FR-1", "remote_id": "9"}) == "FR-1"
    assert identifier_of({"id": "5f00"}, {"remote_id": "9"}) == "9"
    assert identifier_of({"id": "5f00"}, {}) == "5f00"
