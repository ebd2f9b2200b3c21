import re

from cli.portals.samples import Link, Organisation, Sample
from cli.portals.udata_json import object_id, to_dataset, to_organisation

BASE = "https://portail.example/udata"


def dataset(**fields):
    values = {"slug": "air", "kind": "dataset", "title": "Air", "source_note": "x", "translations": {}}
    return to_dataset(Sample(**values | fields), BASE, "2024-03-18")


def test_ids_look_like_those_of_the_platform_and_stay():
    assert re.fullmatch("[0-9a-f]{24}", object_id("air"))
    assert object_id("air") == dataset()["id"] != object_id("eau")


def test_a_sample_without_dates_entered_with_its_file():
    assert dataset()["created_at"] == dataset()["last_update"] == "2024-03-18T00:00:00+00:00"
    assert dataset(created="2020-01-01", modified="2021-01-01")["last_update"] == "2021-01-01"


def test_what_nobody_chose_has_the_values_that_the_platform_gives():
    found = dataset()
    assert (found["license"], found["frequency"], found["spatial"]) == ("notspecified", "unknown", None)
    assert (found["organization"], found["harvest"], found["access_type"]) == (None, None, "open")


def test_keywords_become_slugs():
    assert dataset(keywords=("Qualité de l’eau", "Forêt"))["tags"] == ["foret", "qualite-de-l-eau"]


def test_the_public_page_is_a_resource():
    found = dataset(
        landing_page="https://x.example/", links=(Link(url="https://x.example/a.csv", format="csv"),)
    )
    assert [(one["url"], one["format"]) for one in found["resources"]] == [
        ("https://x.example/a.csv", "csv"),
        ("https://x.example/", "html"),
    ]


def test_an_organisation_answers_as_its_datasets_name_it():
    found = dataset(publisher=Organisation(name="Santé publique France"))
    assert found["organization"] == to_organisation(Organisation(name="Santé publique France"), BASE)
    assert found["organization"]["slug"] == "sante-publique-france"


def test_a_period_may_be_open():
    assert dataset(period=("2019-01-01",))["temporal_coverage"] == {"start": "2019-01-01", "end": None}
