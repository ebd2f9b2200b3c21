import re

import pytest

from catalogue.vocabularies import (
    Term,
    TermUnknown,
    Vocabulary,
    VocabularyInvalid,
    VocabularyUnknown,
    list_vocabularies,
    load_vocabulary,
)

EXPECTED = {
    "access_reasons", "access_rights", "eu_themes", "exposure_factors", "formats", "frequencies",
    "granularities", "inspire_themes", "iso_topics", "kinds", "licences", "milieux", "natures", "other_kinds",
    "roles", "territory_levels", "topics",
}  # fmt: skip


def test_every_vocabulary_is_there():
    assert set(list_vocabularies()) == EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED))
class TestEveryFile:
    """What holds for each file that people edit."""

    def test_has_terms_with_ids_fit_for_addresses(self, name):
        vocabulary = load_vocabulary(name)
        assert vocabulary.terms
        assert [term.id for term in vocabulary if not re.fullmatch(r"[A-Za-z0-9_-]+", term.id)] == []

    def test_finds_each_term_by_all_it_is_called(self, name):
        vocabulary = load_vocabulary(name)
        for term in vocabulary:
            called = (term.id, term.label, term.label_en, *term.aliases, *term.whole_only)
            assert {vocabulary.find(text) for text in called} == {term}, term.id
            assert term.uri is None or vocabulary.find(term.uri) is term

    def test_labels_are_distinct_and_neat(self, name):
        vocabulary = load_vocabulary(name)
        for labels in ([term.label for term in vocabulary], [term.label_en for term in vocabulary]):
            assert len(set(labels)) == len(labels)
            assert all(label == label.strip() and label for label in labels)

    def test_addresses_are_addresses(self, name):
        addresses = [term.uri for term in load_vocabulary(name) if term.uri]
        assert [uri for uri in addresses if not re.fullmatch(r"https?://[^\s\"<>]+", uri)] == []
        assert len(set(addresses)) == len(addresses)

    def test_what_a_term_refers_to_exists(self, name):
        vocabulary = load_vocabulary(name)
        for term in vocabulary:
            assert term.broader is None or term.broader in vocabulary
            assert all(theme in load_vocabulary("eu_themes") for theme in term.eu_themes)
            assert all(topic in load_vocabulary("topics") for topic in term.topics)


def test_spelling_is_folded():
    licences = load_vocabulary("licences")
    for text in ("LICENCE OUVERTE   ETALAB", "licence-ouverte (Etalab)", "Licences ouvertes Etalab"):
        assert licences.find(text) is licences.get("lov2")
    for address in ("http://spdx.org/licenses/etalab-2.0.html", "https://spdx.org/licenses/ETALAB-2.0/"):
        assert licences.find(address) is licences.get("lov2")
    assert licences.find("Licence SINP") is None
    assert licences.find("") is None


def test_an_unknown_term_is_its_own_label_but_cannot_be_got():
    topics = load_vocabulary("topics")
    assert topics.label("bruit") == "Bruit"
    assert topics.label("bruit", "en") == "Noise"
    assert topics.label("licorne") == "licorne"
    with pytest.raises(TermUnknown):
        topics.get("licorne")


def test_an_unknown_vocabulary_is_refused():
    with pytest.raises(VocabularyUnknown):
        load_vocabulary("licornes")


def test_two_terms_never_share_a_spelling():
    terms = (
        Term(id="eau", label="Eau", label_en="Water"),
        Term(id="mer", label="Mer", label_en="Sea", aliases=("eaux",)),
    )
    with pytest.raises(VocabularyInvalid, match="eaux"):
        Vocabulary(name="test", terms=terms).find("eaux")


def test_licences_are_those_of_the_record():
    assert [term.id for term in load_vocabulary("licences")] == [
        "lov2", "fr-lo", "odc-odbl", "odc-by", "odc-pddl", "cc-by", "cc-by-sa", "cc-zero",
        "other-open", "other-at", "other-pd", "notspecified", "other-closed",
    ]  # fmt: skip
    assert load_vocabulary("licences").find("CC BY-NC-SA") is load_vocabulary("licences").get("other-closed")


def test_topics_are_a_tree_of_two_levels():
    topics = load_vocabulary("topics")
    assert len(topics.children(None)) == 16
    assert len(topics.children("environnement-sante")) == 15
    assert all(len(topics.with_ancestors(term.id)) <= 2 for term in topics)
    assert topics.with_ancestors("air") == ("air", "environnement-sante")


def test_a_word_may_count_as_a_whole_only():
    topics = load_vocabulary("topics")
    assert topics.find("Habitat") is topics.get("logement-hebergement")
    assert "habitat" not in topics.spellings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("topics", "hébergement"),  # of tourists as often as of people without a home
        ("topics", "APL"),  # housing aid, or access to doctors
        ("topics", "CSS"),  # a health insurance, or the committee that watches an industrial site
        ("milieux", "habitat"),
        ("granularities", "métropole"),  # a body of communes, or mainland France
        ("formats", "xyz"),
    ],
)
def test_a_word_of_two_meanings_means_nothing(name, text):
    assert load_vocabulary(name).find(text) is None


def test_the_eu_file_type_rest_is_the_protocol_of_esri():
    address = "http://publications.europa.eu/resource/authority/file-type/REST"
    found = load_vocabulary("formats").find(address)
    assert found is not None
    assert found.id == "arcgis"
