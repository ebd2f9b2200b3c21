# ruff: noqa: E501 -- an element of XML reads best on one line
from harvester.formats.iso19139_view import is_named
from tests.harvester.formats.iso import anchor, code, text, translated, view

ENGLISH = (
    '<gmd:language><gco:CharacterString>fre</gco:CharacterString></gmd:language><gmd:locale><gmd:PT_Locale id="EN">'
    '<gmd:languageCode><gmd:LanguageCode codeList="#" codeListValue="eng"/></gmd:languageCode></gmd:PT_Locale></gmd:locale>'
)


def test_text_or_anchor_with_its_address():
    made, resource = view(anchor("purpose", "But", "https://x.example/"))
    (value,) = made.values("gmd:purpose", resource)
    assert (value.text, value.href) == ("But", "https://x.example/")


def test_translations_by_locale():
    made, resource = view(translated("purpose", "But", EN="Purpose", DE="Zweck"), head=ENGLISH)
    (value,) = made.values("gmd:purpose", resource)
    assert (made.main, value.translations) == ("fr", {"en": "Purpose", "de": "Zweck"})
    assert value.others("fr") == {"en": "Purpose", "de": "Zweck"}


def test_french_is_shown_where_it_is_a_translation():
    made, resource = view(
        translated("purpose", "Purpose", FR="But"), head=code("language", "eng", "LanguageCode")
    )
    (value,) = made.values("gmd:purpose", resource)
    assert (made.main, value.in_french(made.main), value.others(made.main)) == (
        "en",
        "But",
        {"en": "Purpose"},
    )


def test_a_text_only_in_its_translations_is_read():
    made, resource = view('<gmd:purpose><gmd:PT_FreeText><gmd:textGroup><gmd:LocalisedCharacterString locale="#FR">But'
                          "</gmd:LocalisedCharacterString></gmd:textGroup></gmd:PT_FreeText></gmd:purpose>")  # fmt: skip
    assert made.plain("gmd:purpose", resource) == "But"


def test_empty_elements_and_placeholders_say_nothing():
    made, resource = view(
        '<gmd:purpose gco:nilReason="missing"><gco:CharacterString/></gmd:purpose>' + text("credit", "TODO")
    )
    assert (made.plain("gmd:purpose", resource), made.plain("gmd:credit", resource)) == (None, None)


def test_codes_by_attribute_or_text():
    made, resource = view(
        code("status", "onGoing") + "<gmd:topicCategory><gmd:X>health</gmd:X></gmd:topicCategory>"
    )
    assert (made.code("gmd:status", resource), made.codes("gmd:topicCategory", resource)) == (
        "onGoing",
        ["health"],
    )


def test_long_texts_keep_their_lines():
    made, resource = view(text("abstract", "Un\nDeux"))
    assert made.long("gmd:abstract", resource) == [("", "Un\nDeux")]


def test_classes_of_a_profile_count_as_those_of_the_standard():
    _, resource = view(cls="gmd:FRA_X")
    assert not is_named(resource, "SV_ServiceIdentification")
    resource.set("{http://www.isotc211.org/2005/gco}isoType", "srv:SV_ServiceIdentification")
    assert is_named(resource, "SV_ServiceIdentification")
