import pytest

from harvester.errors import RecordRejected
from harvester.formats.iso19139 import file_identifier_of, to_record
from tests.harvester.formats.iso import anchor, code, document, record, text, translated, view

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


@pytest.mark.parametrize("title", ['<gmd:title gco:nilReason="missing"/>', text("title", "?"), ""])
def test_without_a_title_it_is_rejected(title):
    with pytest.raises(RecordRejected) as caught:
        record(title=title)
    assert (caught.value.kind, caught.value.facts["record"]) == ("no-title", "x")


def test_without_identification_it_is_rejected():
    with pytest.raises(RecordRejected):
        to_record(b'<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"/>', "x")


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
        made, _ = view(head=written)
        assert file_identifier_of(made.root) == "a-1"
    made, _ = view(head=text("fileIdentifier", "TODO"))
    assert file_identifier_of(made.root) is None


def test_h26_h28_repairs_of_the_parser_are_told():
    raw = document(text("abstract", "eau")).replace(b"eau", "é".encode("cp1252"))
    made = to_record(raw, "x")
    assert (made.description, made.extras["repairs"]) == ("é", ["encoding-repaired"])


def test_h45_markup_in_the_abstract_becomes_text():
    assert (
        record(text("abstract", "&lt;p&gt;Un&lt;/p&gt;&lt;p&gt;Deux&lt;/p&gt;")).description == "Un\n\nDeux"
    )
