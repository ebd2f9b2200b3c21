import json

from harvester.formats.opendatasoft_dataset import (
    api_address,
    is_federated,
    landing_page,
    remote_id_of,
    root_of,
    slug_of,
    to_content,
)


def test_ids_go_from_the_one_that_never_changes_to_a_digest():
    assert remote_id_of({"dataset_uid": "da_1", "dataset_id": "jeu"}) == "da_1"
    assert remote_id_of({"dataset_uid": " ", "dataset_id": "jeu"}) == "jeu"
    assert remote_id_of({"dataset_uid": 3}) == remote_id_of({"dataset_uid": 3}) != remote_id_of({})
    assert (slug_of({"dataset_id": 3}), slug_of({"dataset_id": "jeu"})) == (None, "jeu")


def test_addresses_hold_any_slug():
    assert landing_page("https://x.org/p", "a b/é@c") == "https://x.org/p/explore/dataset/a%20b%2F%C3%A9@c/"
    assert api_address("https://x.org/p", "a b").endswith("/p/api/explore/v2.1/catalog/datasets/a%20b")
    assert root_of("https://x.org/p/explore/dataset/a/") == "https://x.org/p"
    assert root_of(None) == ""


def test_copies():
    assert not is_federated({"metas": {"default": {"federated": False, "source_domain": " "}}})
    assert not is_federated({"metas": None})
    assert is_federated({"metas": {"default": {"federated": True}}})
    assert is_federated({"metas": {"default": {"source_domain": "voisine"}}})


def test_what_is_kept_is_canonical():
    kept = to_content({"b": "é", "a": 1, "links": [], "metas": {"explore": {"x": 1}, "default": {"t": 1}}})
    assert kept == '{"a":1,"b":"é","metas":{"default":{"t":1}}}'.encode()
    assert json.loads(to_content({"metas": "odd", "features": None})) == {"metas": "odd", "features": None}
