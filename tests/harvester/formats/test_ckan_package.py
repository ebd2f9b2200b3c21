"""One name for every value, wherever a portal puts it; bytes that only change with the dataset."""

import json

import pytest

from harvester.formats.ckan_package import CkanPackage, lacks_addresses, remote_id_of, to_content, to_text


def extras(**values):
    return CkanPackage({"extras": [{"key": key, "value": value} for key, value in values.items()]})


def test_what_portals_count_is_left_out():
    package = {
        "id": "a",
        "tracking_summary": {"total": 1},
        "organization": {"title": "O", "package_count": 3},
        "resources": [{"url": "u", "cache_last_updated": "hier"}],
        "extras": [{"key": "nb_views", "value": "18"}, {"key": "nb", "value": "2"}],
    }
    assert json.loads(to_content(package)) == {
        "id": "a",
        "organization": {"title": "O"},
        "resources": [{"url": "u"}],
        "extras": [{"key": "nb", "value": "2"}],
    }


def test_the_order_of_resources_is_kept():
    package = {"resources": [{"url": "b"}, {"url": "a"}], "tags": [{"name": "b"}, {"name": "a"}]}
    kept = json.loads(to_content(package))
    assert [resource["url"] for resource in kept["resources"]] == ["b", "a"]
    assert [tag["name"] for tag in kept["tags"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("package", "remote_id"),
    [({"id": "u", "name": "n"}, "u"), ({"id": None, "name": "n"}, "n"), ({"id": 3}, "3")],
)
def test_the_id_never_the_name_where_there_is_one(package, remote_id):
    assert remote_id_of(package) == remote_id


def test_without_id_and_name_the_content_tells():
    assert remote_id_of({"title": "A"}) == remote_id_of({"title": "A"}) != remote_id_of({"title": "B"})


def test_resources_without_address_are_seen():
    assert lacks_addresses({"resources": [{"url": "https://a.example"}, {"url": " "}]})
    assert not lacks_addresses({"resources": [{"url": "https://a.example"}]})
    assert not lacks_addresses({"resources": None})


@pytest.mark.parametrize("key", ["frequency-of-update", "Frequency of update", "frequency_of_update"])
def test_keys_are_folded(key):
    assert extras(**{key: "annual"}).text("frequency_of_update") == "annual"


def test_extras_may_be_an_object_as_before_ckan_2():
    assert CkanPackage({"extras": {"Fréquence": "annuelle"}}).text("frequence") == "annuelle"


def test_a_field_of_the_package_comes_before_an_extra_of_its_name():
    package = {"frequency": "daily", "extras": [{"key": "frequency", "value": "annual"}]}
    assert CkanPackage(package).text("frequency") == "daily"
    assert CkanPackage(package | {"frequency": ""}).text("frequency") == "annual"


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ('["a", "b"]', ("a", "b")),
        ("[&quot;a&quot;]", ("a",)),
        ("[not json", ("[not json",)),
        (["a", "", "a", "TODO"], ("a",)),
        ({"en": "air", "fr": "l'air"}, ("l'air",)),
        ("[]", ()),
        ("non renseigné", ()),
        (3, ("3",)),
    ],
)
def test_texts_of_a_value(value, texts):
    assert extras(key=value).texts("key") == texts


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, None), (None, None), ([["a"]], "a"), ({"fr": {"x": 1}}, None), ("[" * 3_000, "[" * 3_000)],
)
def test_the_text_of_a_value(value, text):
    assert to_text(value) == text
    assert extras(key=value).text("key") == text


def test_what_nobody_asks_for_is_kept():
    read = extras(a="1", b="", c="3")
    assert read.text("a") == "1"
    assert read.unasked() == {"c": "3"}


def test_an_extra_whose_name_is_no_text_is_kept():
    package = {"id": "a", "extras": [{"key": ["nb_views"], "value": "18"}]}
    assert json.loads(to_content(package))["extras"] == package["extras"]
