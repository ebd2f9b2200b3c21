"""In which language, and without HTML."""

from tests.harvester.ckan import record_of


def test_titles_by_language_are_french_first():
    package = {"title": "Air", "title_translated": {"en": "Air quality", "fr": "Qualité de l'air"}}
    found = record_of(package | {"notes_translated": {"en": "Words", "fr": "Mots"}, "notes": "Mots"})
    assert (found.title, found.description, found.language) == ("Qualité de l'air", "Mots", "fr")
    assert found.translations == {"en": {"title": "Air quality", "description": "Words"}}


def test_a_title_that_is_an_object_is_read_by_language():
    found = record_of({"title": {"de": "Luft", "fr": ""}, "language": ["de", "fr"]})
    assert (found.title, found.language, found.translations) == ("Luft", "de", {})


def test_html_in_markdown_leaves_the_lines():
    found = record_of({"notes": "Un <b>mot</b>.\r\n\r\n- a\r\n- b"})
    assert found.description == "Un mot.\n\n- a\n- b"


def test_markdown_with_blocks_is_html():
    assert record_of({"notes": "<p>Un</p>\n<p>Deux</p>"}).description == "Un\n\nDeux"
