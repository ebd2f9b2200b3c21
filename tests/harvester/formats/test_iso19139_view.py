# ruff: noqa: E501 -- an element of XML reads best on one line
import pytest

from harvester.formats.iso19139_view import IsoNode, together
from tests.harvester.formats.iso import anchor, code, text, translated, tree

ENGLISH = (
    '<gmd:language><gco:CharacterString>fre</gco:CharacterString></gmd:language><gmd:locale><gmd:PT_Locale id="EN">'
    '<gmd:languageCode><gmd:LanguageCode codeList="#" codeListValue="eng"/></gmd:languageCode></gmd:PT_Locale></gmd:locale>'
)


def test_text_or_anchor_with_its_address():
    _, resource = tree(anchor("purpose", "But", "https://x.example/"))
    (value,) = resource.values("purpose")
    assert (value.text, value.href) == ("But", "https://x.example/")


def test_translations_by_locale():
    made, resource = tree(translated("purpose", "But", EN="Purpose", DE="Zweck"), head=ENGLISH)
    (value,) = resource.values("purpose")
    assert (made.language, value.translations) == ("fr", {"en": "Purpose", "de": "Zweck"})
    assert (value.text, value.others) == ("But", {"en": "Purpose", "de": "Zweck"})


def test_french_is_shown_where_it_is_a_translation():
    made, resource = tree(
        translated("purpose", "Purpose", FR="But"), head=code("language", "eng", "LanguageCode")
    )
    (value,) = resource.values("purpose")
    assert (made.language, value.text, value.main, value.others) == (
        "en",
        "But",
        "Purpose",
        {"en": "Purpose"},
    )


def test_a_text_only_in_its_translations_is_read():
    _, resource = tree('<gmd:purpose><gmd:PT_FreeText><gmd:textGroup><gmd:LocalisedCharacterString locale="#FR">But'
                       "</gmd:LocalisedCharacterString></gmd:textGroup></gmd:PT_FreeText></gmd:purpose>")  # fmt: skip
    assert resource.plain("purpose") == "But"


def test_empty_elements_and_placeholders_say_nothing():
    _, resource = tree(
        '<gmd:purpose gco:nilReason="missing"><gco:CharacterString/></gmd:purpose>' + text("credit", "TODO")
    )
    assert (resource.plain("purpose"), resource.values("credit"), resource.texts("status")) == (None, [], [])


def test_codes_by_attribute_or_text():
    _, resource = tree(
        code("status", "none") + "<gmd:topicCategory><gmd:X>health</gmd:X></gmd:topicCategory>"
    )
    assert (resource.codes("status"), resource.codes("topicCategory")) == (["none"], ["health"])


def test_paths_go_through_every_property_of_a_name():
    date = f"<gmd:date><gmd:CI_Date>{code('dateType', 'revision')}</gmd:CI_Date></gmd:date>"
    made, resource = tree(citation=date + date.replace("revision", "creation"))
    assert resource.texts("citation/date/dateType") == ["revision", "creation"]
    assert made.texts("identificationInfo/citation/title") == ["Titre"]
    assert (made.all("identificationInfo/nothing/title"), made.all("nothing")) == ((), ())


def test_properties_of_a_name_are_read_together():
    made, resource = tree(citation=text("edition", "2"))
    assert resource.joined("citation") is resource.all("citation")[0]
    _, other = tree(citation=text("edition", "3"))
    both = IsoNode()
    both.parts = {"citation": [*resource.all("citation"), *other.all("citation")]}
    assert both.joined("citation").texts("edition") == both.texts("citation/edition") == ["2", "3"]
    assert made.joined("nothing").parts == {}
    assert resource.joined("citation").texts("edition") == ["2"]


@pytest.mark.parametrize(("known", "times"), [(True, 3), (False, 4)])
def test_what_is_made_of_the_same_known_nodes_is_made_once(known, times):
    _, resource = tree(text("credit", "a") + text("credit", "b"))
    asked = []

    def join(nodes, others):
        asked.append(len(nodes) + len(others))
        return "".join(node.text for node in (*nodes, *others))

    a, b = resource.all("credit")
    a.is_known, b.is_known = True, known
    answers = [together(join, *groups) for groups in (([a, b], []), ((a, b), ()), ([a], [b]), ([b, a], []))]
    assert (answers, asked) == (["ab", "ab", "ab", "ba"], [2] * times)


def test_long_texts_keep_their_lines():
    _, resource = tree(text("abstract", "Un\nDeux"))
    assert resource.long("abstract") == [(None, "Un\nDeux")]
