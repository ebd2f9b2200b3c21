"""Under which terms a CKAN dataset may be had and used."""

import json

import pytest

from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext, normalise
from tests.harvester.ckan import record_of

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"license_id": "lov2", "license_title": "lov2"}, "lov2"),
        ({"license_id": "fr-lo", "license_title": "Licence Ouverte"}, "fr-lo"),
        ({"license_id": "notspecified", "license_title": "License not specified"}, "notspecified"),
        ({"license_id": "other-open", "license_title": "Other (Open)"}, "other-open"),
        ({"license_id": "other-open", "license_title": "Licence Ouverte v2.0 (Etalab)"}, "lov2"),
        ({"license_id": "odbl", "license_url": "https://opendatacommons.org/licenses/odbl/"}, "odc-odbl"),
        ({"license_id": "maison", "license_title": "CC BY 4.0"}, "cc-by"),
        (
            {"license_id": "", "license_title": "https://www.etalab.gouv.fr/licence-ouverte-open-licence"},
            "lov2",
        ),
        ({"license_id": None, "license_title": None}, "notspecified"),
    ],
)
def test_licences(told, code):
    assert normalise(record_of(told), CONTEXT).record.licence == code


def test_the_words_and_the_address_of_a_licence_are_kept():
    told = {
        "license_id": "cc-by",
        "license_title": "Attribution",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert record_of(told).licence_text == "Attribution (https://creativecommons.org/licenses/by/4.0/)"


def test_access_by_the_resources():
    free, closed = {"level": "public"}, json.dumps({"level": "same_organization"})
    one = {"url": "https://a.example/a.csv", "name": "A", "restricted": closed}
    other = {"url": "https://a.example/b.csv", "name": "B", "restricted": free}
    assert record_of({"resources": [one]}).access == "restricted"
    assert record_of({"resources": [one, other]}).access is None
    assert record_of({"resources": [one, other]}).extras["restricted"] == {"A": "same_organization"}


def test_access_as_the_portal_states_it():
    iri = "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC"
    assert record_of(access_rights=iri).access == "non_public"
    assert record_of(access_rights="public").access == "public"
    assert record_of(access_rights="Sur demande").extras["access_text"] == "Sur demande"
