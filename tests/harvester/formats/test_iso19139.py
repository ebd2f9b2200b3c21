import json

import pytest

from catalogue.record_json import to_json
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.iso19139 import to_record
from tests.harvester.formats.iso import anchor, code, document, record, text, translated
from tests.harvester.samples import GOLDEN, recording

FRENCH = code("language", "fre", "LanguageCode")
ENGLISH = code("language", "eng", "LanguageCode")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (text("title", " Eaux  de\nbaignade "), "Eaux de baignade"),
        (anchor("title", "Eaux", "https://x.example/"), "Eaux"),
        (translated("title", "", FR="Eaux"), "Eaux"),
    ],
)
def test_titles(title, expected):
    assert record(title=title).title == expected


@pytest.mark.parametrize("quirk", ["prodige", "multilingual"])
def test_each_quirk_gives_its_golden_record(quirk):
    made = to_record(recording(f"csw/{quirk}.xml"), quirk)
    assert to_json(made) == json.loads((GOLDEN / f"csw-{quirk}.json").read_text("utf-8"))


@pytest.mark.parametrize("title", ['<gmd:title gco:nilReason="missing"/>', text("title", "?"), ""])
def test_without_a_title_it_is_rejected(title):
    with pytest.raises(RecordRejected) as caught:
        record(title=title)
    assert (caught.value.kind, caught.value.facts["record"]) == ("no-title", "x")


def test_without_identification_it_is_rejected():
    with pytest.raises(RecordRejected):
        to_record(b'<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"/>', "x")


def test_an_empty_identification_before_the_real_one_is_passed_over():
    content = document().replace(
        b"<gmd:identificationInfo>", b"<gmd:identificationInfo/><gmd:identificationInfo>"
    )
    assert to_record(content, "x").title == "Titre"


def test_french_comes_first_and_the_others_are_translations():
    made = record(
        translated("abstract", "About water", FR="Sur l'eau", DE="Wasser"),
        title=translated("title", "Water", FR="Eau"),
        head=ENGLISH,
    )
    assert (made.title, made.description) == ("Eau", "Sur l'eau")
    assert made.translations == {
        "de": {"description": "Wasser"},
        "en": {"title": "Water", "description": "About water"},
    }


def test_a_description_that_is_shown_is_not_its_own_translation():
    made = record(
        translated("abstract", "About water", FR="Sur l'eau"), title=text("title", "Water"), head=ENGLISH
    )
    assert (made.title, made.description) == ("Water", "Sur l'eau")
    assert made.translations == {"en": {"description": "About water"}}


def test_the_language_of_the_data_comes_before_that_of_the_metadata():
    assert record(ENGLISH, head=FRENCH).language == "en"
    assert record(ENGLISH + FRENCH, head=ENGLISH).language == "fr"
    assert record(head=FRENCH).language == "fr"


@pytest.mark.parametrize(
    ("head", "cls", "kind"),
    [
        (code("hierarchyLevel", "nonGeographicDataset"), "gmd:MD_DataIdentification", "dataset"),
        (code("hierarchyLevel", "series"), "gmd:MD_DataIdentification", "series"),
        (code("hierarchyLevel", "service"), "srv:SV_ServiceIdentification", "service"),
        ("", "srv:SV_ServiceIdentification", "service"),
        ("", "gmd:MD_DataIdentification", "dataset"),
        (
            code("hierarchyLevel", "dataset") + text("hierarchyLevelName", "Indicateur"),
            "gmd:MD_DataIdentification",
            "indicator",
        ),
        (code("hierarchyLevel", "software"), "gmd:MD_DataIdentification", "tool"),
        (code("hierarchyLevel", "odd"), "gmd:MD_DataIdentification", "dataset"),
    ],
)
def test_kinds(head, cls, kind):
    assert record(head=head, cls=cls).kind == kind


def test_the_page_of_the_portal_stands_in_for_a_landing_page():
    assert (
        to_record(document(), "x", "https://g.example/#/metadata/x").landing_page
        == "https://g.example/#/metadata/x"
    )


def test_file_identifiers_of_every_writing():
    for written in (text("fileIdentifier", " a-1 "), anchor("fileIdentifier", "a-1", "https://x.example/")):
        assert record(head=written).extras[IDENTITY_KEYS] == ["file:a-1"]
    made = record(head=text("fileIdentifier", "TODO"))
    assert (made.extras["id_derived"], made.identifier, IDENTITY_KEYS in made.extras) == (True, None, False)


def test_what_a_template_left_to_be_written_says_nothing():
    made = record(text("abstract", "-- Court résumé --"), title=text("title", "Sols"))
    assert made.description is None
    with pytest.raises(RecordRejected):
        record(title=text("title", "-- Intitulé de la ressource --"))


def test_h26_h28_repairs_of_the_parser_are_told():
    raw = document(text("abstract", "eau")).replace(b"eau", "é".encode("cp1252"))
    made = to_record(raw, "x")
    assert (made.description, made.extras["repairs"]) == ("é", ["encoding-repaired"])


def test_h45_markup_in_the_abstract_becomes_text():
    assert (
        record(text("abstract", "&lt;p&gt;Un&lt;/p&gt;&lt;p&gt;Deux&lt;/p&gt;")).description == "Un\n\nDeux"
    )
