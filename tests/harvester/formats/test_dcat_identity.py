# ruff: noqa: E501 -- a statement of Turtle reads best on one line
from harvester.formats.dcat_record import to_record
from tests.harvester.formats.turtle import dataset, split

UUID = "0a1b2c3d-0000-4000-8000-000000000001"


def keys(properties, others=""):
    return dataset(properties, others).extras.get("identity_keys")


def test_the_uri_of_the_producer_comes_before_the_address_of_the_portal():
    assert keys('dct:identifier "https://registre.example/1"') == [
        "uri:https://registre.example/1",
        "uri:https://p.example/a",
    ]


def test_another_identifier_that_is_an_address_counts_too():
    assert keys('dct:identifier "x" ; adms:identifier [ skos:notation "https://r.example/1" ]') == [
        "uri:https://r.example/1",
        "uri:https://p.example/a",
    ]


def test_an_identifier_without_address_is_no_key():
    assert keys('dct:identifier "x"') == ["uri:https://p.example/a"]


def test_the_file_identifier_of_the_catalogue_record_comes_last():
    record = f':r foaf:primaryTopic :a ; dct:identifier "{UUID}" .'
    assert keys('dct:identifier "x"', record) == ["uri:https://p.example/a", f"file:{UUID}"]


def test_the_page_of_another_glane_keeps_its_id():
    _, (item,) = split(
        f'<https://glane.example/donnees/{UUID}> a dcat:Dataset ; dct:title "T" ; dct:identifier "https://r.example/1" .'
    )
    found = to_record(item["content"].encode(), "x").extras["identity_keys"]
    assert found == [f"uri:https://glane.example/donnees/{UUID}", "uri:https://r.example/1"]


def test_the_producers_identifier_is_beside_the_id_of_another_glane():
    _, (item,) = split(
        f'<https://glane.example/donnees/{UUID}> a dcat:Dataset ; dct:title "T" ; dct:identifier "{UUID}" ; adms:identifier [ skos:notation "FR-1" ] .'
    )
    record = to_record(item["content"].encode(), "x")
    assert record.identifier == "FR-1"
    assert "identifiers" not in record.extras


def test_identifiers_beside_the_first_are_kept():
    record = dataset('dct:identifier "b", "a", "TODO"')
    assert (record.identifier, record.extras["identifiers"]) == ("a", ["b"])
