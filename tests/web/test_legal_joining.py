import pytest

from catalogue.record import Record
from catalogue.record_parts import Agent, Distribution
from catalogue.vocabularies import load_vocabulary
from legal_kb.library import load_library
from legal_kb.walking import follow
from tests.builders import a_record
from web.legal_joining import MOST_FICHES, Concerned, Prefilled, diagnosis_address, fiches_for, prefilled
from web.legal_rules import ENVIRONMENT, FINE, HEALTH, INTIMATE, PINPOINT, SNDS, WATER_AIR_SOIL, iterate_rules
from web.legal_signals import Signals

ASKING = {"acceder-snds", "refus-acces-cada", "entrepot-donnees-sante", "conventions-ville-sante"}
FILE = Distribution(url="https://example.org/a.csv", format="csv")
SEJOURS = a_record("Séjours hospitaliers du PMSI", "Agence technique", access="restricted")
SECRETS = a_record(access="non_public", access_reasons=("secret-medical",))


@pytest.fixture
def library():
    return load_library()


def slugs_of(record):
    return [one.slug for one in fiches_for(record)]


def answers_of(record, diagnosis):
    return {one.question: one.value for one in prefilled(record, diagnosis)}


@pytest.mark.parametrize(
    ("record", "first"),
    [
        (SEJOURS, "acceder-snds"),
        (SECRETS, "donnee-personnelle-donnee-sante"),
        (
            a_record(access="restricted", access_reasons=("secret-statistique",)),
            "petits-effectifs-secret-statistique",
        ),
        (
            a_record(access="restricted", access_reasons=("inspire-13-1-d",)),
            "donnees-privees-interet-general",
        ),
        (a_record(access="restricted", access_reasons=("inspire-13-1-h",)), "information-environnementale"),
        (a_record("Sans sujet", access="non_public"), "refus-acces-cada"),
        (a_record("Sans sujet"), "reutiliser-information-publique"),
        (a_record("Mesures", topics=("eau",)), "information-environnementale"),
        (a_record("Mesures", topics=("eau",), access="public"), "publier-eau-air-sols"),
        (a_record("BNV-D : ventes de pesticides", access="public"), "ventes-pesticides"),
        (a_record("Open DAMIR", access="public", licence="lov2"), "open-data-assurance-maladie"),
        (a_record("Réseau de microcapteurs", access="public"), "capteurs"),
        (a_record("Relevés", nature="participatory", access="public"), "sciences-participatives"),
        (a_record("Enquête sur le sommeil", access="public"), "enquetes-locales"),
        (a_record("Arbres", access="public", licence="lov2"), "licences"),
        (
            a_record("Taux", access="public", topics=("mortalite",), granularities=("iris",)),
            "petits-effectifs-secret-statistique",
        ),
    ],
)
def test_the_most_important_fiche_comes_first(record, first):
    assert slugs_of(record)[0] == first


def test_a_reason_says_what_of_the_record_it_is():
    assert fiches_for(SEJOURS)[0] == Concerned(
        slug="acceder-snds", reason="L’accès est limité (« Accès restreint ») et la fiche nomme « PMSI »."
    )
    survey = fiches_for(a_record("Une enquête de voisinage", access="public"))[0]
    assert survey.reason == "La fiche nomme « enquête »."
    fine = a_record("Taux", access="public", topics=("mortalite",), granularities=("iris", "commune"))
    assert "« IRIS (quartier statistique de l'Insee) », « Commune »" in fiches_for(fine)[0].reason
    assert "« Mortalité" in fiches_for(fine)[0].reason


def test_words_are_found_whole_and_shown_as_they_are_written():
    signals = Signals(record=Record(title="Le Système national des données de santé", keywords=("œuvres",)))
    assert signals.find_word(SNDS) == "Système national des données de santé"
    assert Signals(record=Record(title="Les pmsirs")).find_word(SNDS) is None


def test_no_record_is_given_too_many_fiches():
    everything = a_record(
        "Enquête par capteurs auprès d’enfants, PMSI",
        access="restricted",
        access_reasons=("rgpd", "secret-statistique", "inspire-13-1-d", "inspire-13-1-a"),
        topics=("mortalite", "eau", "pesticides"),
        granularities=("iris",),
        licence="lov2",
    )
    assert len(fiches_for(everything)) == MOST_FICHES == len(set(slugs_of(everything)))


@pytest.mark.parametrize("licence", [None, "lov2", "other-closed"])
@pytest.mark.parametrize("access", ["public", None])
def test_open_records_are_never_told_to_ask(licence, access, library):
    record = a_record(
        "Séjours du PMSI, CPAM", "CHU", access=access, licence=licence, topics=("mortalite", "eau"),
        distributions=(FILE,),
    )  # fmt: skip
    if not Signals(record=record).is_open:
        assert access is None
        return
    assert ASKING.isdisjoint(slugs_of(record))
    assert answers_of(record, library.get_diagnosis("acceder")).get("B1") in (None, "licence", "sans")


def test_a_licence_does_not_open_what_is_said_to_be_closed():
    closed = a_record(access="restricted", licence="lov2", distributions=(FILE,))
    assert not Signals(record=closed).is_open
    assert "refus-acces-cada" in slugs_of(closed)


def test_every_rule_names_what_exists(library):
    rules = list(iterate_rules())
    assert {rule.slug for rule in rules} <= set(library.fiches)
    for rule in rules:
        assert all(code in load_vocabulary("access_reasons") for code in rule.access_reasons)
    assert all(code in load_vocabulary("topics") for code in HEALTH | INTIMATE | ENVIRONMENT | WATER_AIR_SOIL)
    assert all(code in load_vocabulary("granularities") for code in FINE | PINPOINT)


ADMINISTRATION = "Ville de Lyon"
GIVEN = [
    ("acceder", a_record(access="public", licence="lov2", distributions=(FILE,)), {"B1": "licence"}),
    ("acceder", a_record(licence="lov2", distributions=(FILE,)), {"B1": "licence"}),
    ("acceder", a_record(access="public", distributions=(FILE,)), {"B1": "sans"}),
    (
        "acceder",
        a_record("Arbres", ADMINISTRATION, access="public", distributions=(FILE,)),
        {"B1": "sans", "B3": "oui"},
    ),
    ("acceder", a_record(access="public", licence_text="Voir le site", distributions=(FILE,)), {}),
    ("acceder", a_record(access="public", licence="lov2"), {}),
    ("acceder", SEJOURS, {"B1": "sante"}),
    ("acceder", SECRETS, {"B1": "sante"}),
    ("acceder", a_record("Arbres", ADMINISTRATION, access="non_public"), {"B1": "admin"}),
    ("acceder", a_record("Arbres", ADMINISTRATION, access="non_public", topics=("mortalite",)), {}),
    ("acceder", a_record("Arbres", "Une entreprise", access="non_public"), {}),
    ("acceder", a_record("Arbres", None), {}),
    ("publier", a_record("Arbres", ADMINISTRATION), {"A1": "oui"}),
    ("publier", a_record("Arbres", "Villeroy et fils"), {}),
    ("croiser", a_record(personal_data="yes"), {"C1": "ind"}),
    ("croiser", a_record("Lignes du SNDS", personal_data="yes"), {"C1": "ind", "C6": "sante"}),
    ("croiser", SEJOURS, {}),
    ("conventionner", SEJOURS, {}),
]


@pytest.mark.parametrize(("slug", "record", "answers"), GIVEN)
def test_what_metadata_say_is_answered_and_nothing_else(slug, record, answers, library):
    diagnosis = library.get_diagnosis(slug)
    assert answers_of(record, diagnosis) == answers
    assert [given.question.id for given in follow(diagnosis, answers).given] == list(answers)


def test_the_reason_of_an_answer_names_the_field(library):
    record = a_record("Arbres", ADMINISTRATION, access="public", distributions=(FILE,))
    assert prefilled(record, library.get_diagnosis("acceder")) == (
        Prefilled(
            question="B1",
            value="sans",
            reason="Le champ « Accès » dit « Accès libre », et le champ « Licence » est vide.",
        ),
        Prefilled(question="B3", value="oui", reason="Le champ « Producteur » dit « Ville de Lyon »."),
    )


def test_reasons_keep_braces_and_names_as_they_are(library):
    record = a_record("{x} PMSI", access="restricted", publisher="Ville {de} nulle part")
    assert "{" not in fiches_for(record)[0].reason
    assert prefilled(record, library.get_diagnosis("publier"))[0].reason.endswith(
        "« Ville {de} nulle part »."
    )


def test_the_address_of_a_diagnosis_carries_what_is_known(app):
    record = Record(id="abc", title="Arbres", publisher=Agent(name=ADMINISTRATION))
    answers = (
        Prefilled(question="B1", value="sans", reason=""),
        Prefilled(question="B3", value="oui", reason=""),
    )
    with app.test_request_context():
        full = diagnosis_address(record, "acceder", answers)
        bare = diagnosis_address(record, "acceder", ())
    assert full == "/juridique/diagnostics/acceder?B1=sans&B3=oui&pre=B1%2CB3&pour=abc"
    assert bare == "/juridique/diagnostics/acceder?pour=abc"
