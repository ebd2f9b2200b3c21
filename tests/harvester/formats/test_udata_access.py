import pytest

from catalogue.territories import Gazetteer
from harvester.formats.udata_access import to_terms
from harvester.formats.udata_record import to_record
from harvester.normalise import NormaliseContext, normalise


def normalised(**dataset):
    record = to_record({"id": "1", "title": "Jeu"} | dataset, "1")
    return normalise(record, NormaliseContext(gazetteer=Gazetteer())).record


@pytest.mark.parametrize(
    ("said", "access"),
    [("open", "public"), ("open_with_account", "restricted"), ("restricted", "restricted"), (None, None)],
)
def test_the_levels_of_the_platform(said, access):
    assert normalised(access_type=said).access == access


def test_a_reason_found_beside_weighs_more_than_open():
    reasons = {"dcat": {"accessRights": ["L124-5-II-1 du code de l'environnement"]}}
    record = normalised(access_type="open", extras=reasons)
    assert (record.access, record.access_reasons) == ("restricted", ("inspire-13-1-b",))


@pytest.mark.parametrize(
    ("category", "reason"),
    [
        ("confidentiality_of_proceedings_of_public_authorities", "inspire-13-1-a"),
        ("international_relations_public_security_or_national_defence", "inspire-13-1-b"),
        ("course_of_justice_or_fair_trial", "inspire-13-1-c"),
        ("confidentiality_of_commercial_or_industrial_information", "inspire-13-1-d"),
        ("intellectual_property_rights", "inspire-13-1-e"),
        ("confidentiality_of_personal_data", "inspire-13-1-f"),
        ("protection_of_voluntary_information_suppliers", "inspire-13-1-g"),
        ("protection_of_environment", "inspire-13-1-h"),
    ],
)
def test_every_category_is_an_article_13_reason(category, reason):
    record = normalised(access_type="restricted", access_type_reason_category=category)
    assert record.access_reasons == (reason,)


def test_who_may_have_the_data_and_where_to_ask():
    audiences = [
        {"role": "private", "condition": "no"},
        {"role": "company_and_association", "condition": "under_condition"},
        {"role": "martian", "condition": "yes"},
    ]
    terms = to_terms({"access_audiences": audiences, "authorization_request_url": "https://h.example/"})
    assert terms.conditions.eligible == ("entreprises et associations (sous conditions)",)
    assert terms.conditions.url == "https://h.example/"
    assert to_terms({"access_audiences": [], "authorization_request_url": "par courrier"}).conditions is None


def test_the_licence_of_the_platform_comes_before_the_words_it_harvested():
    extras = {"dcat": {"license": ["Licence Ouverte v2.0", "x"], "rights": ["y"]}}
    assert normalised(license="odc-odbl", extras=extras).licence == "odc-odbl"
    assert normalised(license="notspecified", extras=extras).licence == "lov2"
    assert to_terms({"extras": extras}).rights == ("x", "y")
