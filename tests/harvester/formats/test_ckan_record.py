"""What a CKAN package says, in the fields of a record."""

import json

import pytest

from catalogue.record_json import to_json
from catalogue.record_parts import RelatedLink
from catalogue.territories import load_gazetteer
from harvester.errors import RecordRejected
from harvester.formats.ckan_record import to_record
from harvester.normalise import NormaliseContext, normalise
from tests.harvester.ckan import PAGE, record_of
from tests.harvester.samples import GOLDEN, recording

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


@pytest.mark.parametrize("title", ["", None, "  ", "TODO"])
def test_without_a_title_there_is_no_record_of(title):
    with pytest.raises(RecordRejected) as caught:
        record_of({"title": title})
    assert caught.value.kind == "no-title"


@pytest.mark.parametrize("state", [["deleted"], {"is": "draft"}, 3, None])
def test_a_state_that_is_no_text_hides_nothing(state):
    assert record_of({"title": "Jeu", "state": state}).title == "Jeu"


@pytest.mark.parametrize("package", [{"private": True}, {"state": "deleted"}, {"state": "draft"}])
def test_what_a_portal_keeps_to_itself_is_no_record_of(package):
    with pytest.raises(RecordRejected) as caught:
        record_of(package)
    assert caught.value.kind == "not-public"


def test_tags_and_groups_are_keywords():
    package = {
        "tags": [{"name": "eau", "display_name": "Eau"}, {"name": "air"}, "bruit"],
        "groups": [{"name": "sante", "title": "Santé"}],
    }
    assert record_of(package).keywords == ("Eau", "air", "bruit", "Santé")


def test_kinds():
    assert record_of({"type": "dataset_series"}).kind == "series"
    assert record_of(**{"resource-type": "service"}).kind == "service"
    assert record_of({"type": "dataset"}).kind == "dataset"


def test_dates_of_the_data_come_before_those_of_the_record_of():
    package = {"metadata_created": "2024-01-01T10:00:00", "metadata_modified": "2024-06-01T22:30:15.123456"}
    bare, told = (
        record_of(package),
        record_of(package, dataset_modification_date="2023-05-01", issued="2020-01-01"),
    )
    assert (bare.issued, bare.modified) == ("2024-01-01T10:00:00Z", "2024-06-01T22:30:15.123456Z")
    assert (told.issued, told.modified) == ("2020-01-01", "2023-05-01")
    assert told.extras["metadata_modified"] == "2024-06-01T22:30:15.123456Z"


@pytest.mark.parametrize("text", ["hier", "2024-13-45", "0000-00-00T00:00:00", "9999"])
def test_dates_that_are_none_reject_nothing(text):
    found = normalise(record_of({"metadata_modified": text, "metadata_created": text}), CONTEXT).record
    assert (found.issued, found.modified) == (None, None)


def test_the_page_of_the_portal_stands_in_for_a_landing_page():
    assert record_of({"url": ""}).landing_page == PAGE
    assert record_of({"url": "voir le site"}).landing_page == PAGE
    assert record_of({"url": "https://a.example"}).landing_page == "https://a.example"


def test_relations():
    found = record_of({"documentation": ["https://a.example/doc", "ici"]}, remote_url="https://b.example/jeu")
    assert found.related == (
        RelatedLink(relation="documentation", url="https://a.example/doc"),
        RelatedLink(relation="source", url="https://b.example/jeu"),
    )


def test_standards_and_coordinate_systems_are_parted():
    found = record_of(
        {"conforms_to": ["http://www.opengis.net/def/crs/EPSG/0/2154", "https://a.example/standard"]}
    )
    assert (found.crs, found.conforms_to) == (("EPSG:2154",), ("https://a.example/standard",))


def test_what_has_no_field_is_kept():
    assert record_of(methode="Enquête", ows="True").extras["fields"] == {"methode": "Enquête", "ows": "True"}


@pytest.mark.parametrize("name", ["scheming", "spatial"])
def test_what_extensions_write_gives_its_golden_record(name):
    package = json.loads(recording(f"ckan/{name}.json"))
    found = to_record(package, package["id"], f"http://127.0.0.1/ckan/dataset/{package['name']}")
    assert to_json(found) == json.loads((GOLDEN / f"ckan-{name}.json").read_text("utf-8"))
