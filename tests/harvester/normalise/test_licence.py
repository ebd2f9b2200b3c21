import pytest

from catalogue.record import Record
from catalogue.record_parts import Distribution
from catalogue.source import SourceDefaults
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.licence import find_licence, normalise_licence

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())
LO_V2 = "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf"


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("Licence Ouverte Etalab", "lov2"),
        ("ODbl", "odc-odbl"),
        ("Licence CC-BY-NC-SA", "other-closed"),
        ("Licence CC0", "cc-zero"),
        ("Licence ouverte Etalab.", "lov2"),
        ("http://spdx.org/licenses/ODbL-1.0", "odc-odbl"),
        ("Licence Ouverte 1.0 http://www.data.gouv.fr/Licence-Ouverte-Open-Licence.", "fr-lo"),
        ('Licence ouverte "Etalab" (octobre 2011) - cf. document associé', "fr-lo"),
        (f"Licence Etalab v2 ({LO_V2})", "lov2"),
        (
            "Sous Licence ouverte : http://www.etalab.gouv.fr/pages/licence-ouverte-open-licence-5899923.html",
            "fr-lo",
        ),
        ("Base de données soumise aux conditions de la licence ouverte Etalab.", "lov2"),
        ("Licence ODbL mai 2013 (basée sur ODbL 1.0)", "odc-odbl"),
        ("Licence Ouverte / Open License (compatible ODC-BY, CC-BY 2.0)", "lov2"),
        ("Mentions : © Exemple, tous droits réservés. Reproduction interdite", "other-closed"),
        ("Données ouvertes. Utilisation commerciale interdite", "other-closed"),
        ("Utilisation libre sous réserve de mentionner la source et le millésime", "other-at"),
        ("Licence Ouverte / Open Licence", "fr-lo"),
        ("Licence Ouverte / Open Licence Version 2.0", "lov2"),
        ("Creative Commons Attribution - Pas d'utilisation commerciale 4.0", "other-closed"),
        ("Creative Commons Attribution - Partage dans les mêmes conditions 4.0", "cc-by-sa"),
        ("Creative Commons Attribution - Pas de modification", "other-closed"),
        ("Non renseigné", "notspecified"),
        ("https://wiki.data.gouv.fr/images/9/9d/Licence_Ouverte.pdf", "fr-lo"),
        ("Données ouvertes. Utilisation libre sous réserve de mentionner la source", "other-at"),
        ("Données ouvertes, voir le site", "other-open"),
    ],
)
def test_texts_of_real_catalogues(text, licence):
    found = find_licence(text)
    assert found
    assert found[0] == licence


@pytest.mark.parametrize(
    "text",
    [
        "Licence SINP",
        "limitation 1",
        "Ressource disponible du 1/3.000.000 au 1/5.000",
        "Fichier transmis par la mission Etalab",
    ],
)
def test_what_names_no_licence(text):
    assert find_licence(text) is None


def test_silence_is_never_a_licence():
    assert normalise_licence(Record(title="x"), CONTEXT).record.licence == "notspecified"


def test_a_text_that_cannot_be_read_stays_and_bars_the_default():
    context = NormaliseContext(gazetteer=load_gazetteer(), defaults=SourceDefaults(licence="lov2"))
    made = normalise_licence(Record(title="x", licence="Licence SINP"), context).record
    assert (made.licence, made.licence_text) == ("notspecified", "Licence SINP")
    assert made.extras == {"unmapped": [["licence", "Licence SINP"]]}
    assert (
        normalise_licence(Record(title="x", licence_text="Non renseigné"), context).record.licence == "lov2"
    )


def test_distributions_tell_the_licence_of_a_silent_record_when_they_agree():
    def made(*licences):
        files = tuple(Distribution(url="https://x.fr", licence=licence) for licence in licences)
        return normalise_licence(Record(title="x", distributions=files), CONTEXT).record

    assert made("ODbL", "odc-odbl", None).licence == "odc-odbl"
    assert made("ODbL", "CC0").licence == "notspecified"
    assert [item.licence for item in made("ODbL", "?").distributions] == ["odc-odbl", None]


def test_a_huge_text_is_read_in_no_time():
    assert find_licence("licence " * 200_000) is None


@pytest.mark.parametrize(
    "text",
    [
        "Aucune contrainte",
        "Autorisations d'occupation du domaine public",
        "Conditions à demander au service open data",
    ],
)
def test_words_in_passing_grant_nothing(text):
    assert find_licence(text) is None
