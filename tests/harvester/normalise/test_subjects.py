import pytest

from catalogue.record import Record
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.subjects import normalise_subjects

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


def made(**fields):
    return normalise_subjects(Record(title=fields.pop("title", "x"), **fields), CONTEXT).record


@pytest.mark.parametrize(
    ("theme", "themes", "inspire", "topics"),
    [
        ("HEAL", ("HEAL",), (), ()),
        ("http://publications.europa.eu/resource/authority/data-theme/ENVI", ("ENVI",), (), ()),
        ("Agriculture, pêche, sylviculture et alimentation", ("AGRI",), (), ()),
        ("inlandWaters", ("ENVI",), (), ("eau",)),
        ("http://inspire.ec.europa.eu/theme/so", ("ENVI",), ("so",), ("sols",)),
        ("Nuisance/Bruit", ("ENVI",), (), ("bruit",)),
        ("Aménagement Urbanisme/Zonages Planification", ("REGI", "ENVI"), (), ("occupation-sols-limites",)),
    ],
)
def test_a_theme_may_be_of_any_vocabulary(theme, themes, inspire, topics):
    record = made(themes=(theme,))
    assert (record.themes, record.inspire_themes, record.topics) == (themes, inspire, topics)
    assert record.extras == {}


def test_an_inspire_theme_may_come_with_its_code_in_front():
    record = made(
        inspire_themes=("am Zones de gestion, de restriction ou de réglementation", "hy", "Licorne")
    )
    assert record.inspire_themes == ("am", "hy")
    assert record.extras == {"unmapped": [["inspire_themes", "Licorne"]]}


def test_keywords_make_topics_never_inspire_themes():
    record = made(keywords=("usage des sols", "hydrographie", "Santé mentale"))
    assert record.topics == ("occupation-sols-limites", "eau", "sante-mentale")
    assert record.inspire_themes == ()


def test_words_inside_a_longer_keyword_count_when_they_are_clear():
    assert made(keywords=("Qualité de l'air et Bruit",)).topics == ("air", "bruit")
    assert (
        made(keywords=("Habitats et biotopes", "Prévention de la délinquance", "aire d'accueil")).topics == ()
    )


@pytest.mark.parametrize(
    "keyword",
    [
        "climat scolaire", "mode d'emploi", "dépendance énergétique", "numéros d'urgence", "bureaux de tabac",
        "hébergements touristiques", "maladies des végétaux", "milieux agricoles", "zones sensibles au bruit",
    ],
)  # fmt: skip
def test_words_that_mean_something_else_there_are_no_topic(keyword):
    assert made(keywords=(keyword,)).topics in {(), ("bruit",)}


def test_the_title_speaks_only_where_all_else_is_silent():
    assert made(title="Mesures de bruit à Lyon").topics == ("bruit",)
    assert made(title="Mesures de bruit à Lyon", keywords=("pesticides",)).topics == ("pesticides",)


def test_a_topic_above_another_is_left_out():
    assert made(topics=("environnement-sante", "air")).topics == ("air",)


def test_milieux_and_exposure_factors_become_codes_and_topics():
    record = made(milieux=("Sols", "Eaux"), exposure_factors=("Buit", "Polluants du sol, polluants de l'air"))
    assert record.milieux == ("sol", "eau")
    assert record.exposure_factors == ("bruit", "polluants-sol", "polluants-air")
    assert set(record.topics) == {"sols", "eau", "bruit", "air"}


def test_topics_imply_themes_where_none_is_stated():
    assert made(keywords=("EHPAD",)).themes == ("SOCI", "HEAL")
    assert made(keywords=("EHPAD",), themes=("HEAL",)).themes == ("HEAL",)


def test_nature_becomes_a_code_or_is_kept():
    assert made(nature="Modélisation").nature == "modelled"
    assert made(nature="Agents physiques").extras == {"unmapped": [["nature", "Agents physiques"]]}


@pytest.mark.parametrize(
    ("theme", "topics"),
    [
        ("Aménagement du territoire, Urbanisme, Bâtiments, Equipements, Logement", ()),
        ("Education, Formation, Recherche, Enseignement", ("education",)),
    ],
)
def test_the_drawer_of_a_portal_names_no_topic(theme, topics):
    record = made(title="Trottoirs", themes=(theme,))
    assert record.topics == topics
    assert (record.extras == {}) == bool(topics)
