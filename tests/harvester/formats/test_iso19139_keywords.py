# ruff: noqa: E501 -- an element of XML reads best on one line
import pytest

from tests.harvester.formats.iso import anchor, code, record, text, translated


def group(*keywords, kind=None, thesaurus=None):
    named = (
        f"<gmd:thesaurusName><gmd:CI_Citation>{text('title', thesaurus)}</gmd:CI_Citation></gmd:thesaurusName>"
        if thesaurus
        else ""
    )
    typed = code("type", kind) if kind else ""
    return f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{''.join(keywords)}{typed}{named}</gmd:MD_Keywords></gmd:descriptiveKeywords>"


def words(*texts):
    return [text("keyword", word) for word in texts]


def test_keywords_are_parted_by_type_and_thesaurus():
    made = record(
        group(*words("eau", "santé", "eau"), kind="theme")
        + group(*words("Bretagne"), kind="place")
        + group(*words("XXe siècle"), kind="temporal")
        + group(*words("Hydrographie"), thesaurus="GEMET - INSPIRE themes, version 1.0")
        + group(*words("Régional"), thesaurus="Spatial scope")
        + group(*words("Radon"), thesaurus="GEMET")
    )
    assert made.keywords == ("eau", "santé", "Radon")
    assert made.territories == ("Bretagne",)
    assert made.inspire_themes == ("Hydrographie",)
    assert made.extras["temporal_keywords"] == ["XXe siècle"]
    assert made.extras["spatial_scope"] == ["Régional"]
    assert made.extras["thesauri"] == {
        "GEMET": ["Radon"],
        "GEMET - INSPIRE themes, version 1.0": ["Hydrographie"],
        "Spatial scope": ["Régional"],
    }


def test_the_thesaurus_of_prodige_mixes_themes_audiences_and_producers():
    made = record(
        group(*words("Inondation", "Grand public", "DREAL Bretagne", "Sport"), thesaurus="Domaines")
        + group(*words("DDT Ardèche"), kind="theme")
    )
    assert made.keywords == ("Inondation", "Sport", "DDT Ardèche")
    assert made.extras["audiences"] == ["Grand public"]
    assert made.extras["keyword_producers"] == ["DREAL Bretagne"]


@pytest.mark.parametrize(
    ("title", "code", "field"),
    [
        ("theme.prodige.rdf", "geonetwork.thesaurus.external.theme.prodige", "keywords"),
        ("GEMET", "geonetwork.thesaurus.external.theme.httpinspireeceuropaeutheme-theme", "inspire_themes"),
        ("GEMET themes", "geonetwork.thesaurus.external.theme.gemet-theme", "keywords"),
        ("INSPIRE priority data set", "geonetwork.thesaurus.external.theme.x-PriorityDataset", "keywords"),
        ("NouvellesRegionAdminExpress", "geonetwork.thesaurus.external.place.region_s", "territories"),
        ("Régions de France", "geonetwork.thesaurus.external.place.RegionFR", "territories"),
    ],
)
def test_what_the_words_of_a_thesaurus_are(title, code, field):
    named = (
        f"<gmd:thesaurusName><gmd:CI_Citation>{text('title', title)}<gmd:identifier><gmd:MD_Identifier>"
        f"{text('code', code)}</gmd:MD_Identifier></gmd:identifier></gmd:CI_Citation></gmd:thesaurusName>"
    )
    made = record(group(*words("Bretagne"), named))
    assert getattr(made, field) == ("Bretagne",)


def test_addresses_decide_before_the_thesaurus():
    made = record(
        group(
            anchor("keyword", "Bâtiments", "http://inspire.ec.europa.eu/theme/bu"),
            anchor("keyword", "Santé", "http://publications.europa.eu/resource/authority/data-theme/HEAL"),
            anchor("keyword", "Local", "http://inspire.ec.europa.eu/metadata-codelist/SpatialScope/local"),
            anchor("keyword", "eau", "https://thesaurus.example/eau"),
        )
    )
    assert made.inspire_themes == ("http://inspire.ec.europa.eu/theme/bu",)
    assert made.themes == ("http://publications.europa.eu/resource/authority/data-theme/HEAL",)
    assert made.keywords == ("eau",)


def test_a_mixed_group_loses_no_anchor():
    made = record(group(*words("eau"), anchor("keyword", "sol", "https://x.example/sol"), *words("air")))
    assert made.keywords == ("eau", "sol", "air")


def test_translations_of_keywords_are_kept():
    head = code("language", "fre", "LanguageCode")
    made = record(group(translated("keyword", "eau", EN="water")), head=head)
    assert made.extras["keywords_by_language"] == {"en": ["water"]}


def test_topics_are_themes():
    topics = (
        "<gmd:topicCategory><gmd:MD_TopicCategoryCode>health</gmd:MD_TopicCategoryCode></gmd:topicCategory>"
    )
    assert record(topics).themes == ("health",)
