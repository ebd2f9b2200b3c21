import pytest

from legal_kb.library import load_library
from web.legal_text import french_spaces, render_line, render_section, start_notes


@pytest.fixture
def notes(app):
    with app.test_request_context():
        yield start_notes()


def first_keys(count):
    return list(load_library().sources)[:count]


def test_a_source_keeps_its_number(notes):
    first, second = first_keys(2)
    markup = render_line(f"Un [[{first}]]. Deux [[{second}]][[{first}]].", notes)
    assert [note.source.key for note in notes.listed()] == [first, second]
    assert markup.count('href="#lue-1"') == 2
    assert markup.count('id="appel-1"') == 1
    assert "Un<sup>" in markup


def test_what_is_not_confirmed_says_so(notes):
    assert 'class="unconfirmed">à vérifier</span>.' in render_line("Peut-être [[?]].", notes)
    assert notes.has_unconfirmed
    assert notes.listed() == []


def test_a_mark_on_the_next_line_is_read_too(notes):
    key = first_keys(1)[0]
    assert "mot<sup>" in render_section(f"- Un mot\n  [[{key}]].", notes)


def test_links_of_ours_become_addresses(notes):
    markup = render_line("[a](fiche:licences) [b](diagnostic:publier) [c](javascript:alert)", notes)
    assert 'href="/juridique/fiches/licences"' in markup
    assert 'href="/juridique/diagnostics/publier"' in markup
    assert 'href="javascript' not in markup


def test_an_acronym_is_explained_once_and_whole_words_only(notes):
    markup = render_section("La CNIL, la CNIL et la CNILX. Sans cnil.", notes)
    assert markup.count("<abbr") == 1
    assert 'href="/glossaire#cnil"' in markup


def test_an_acronym_in_a_link_stays_words(notes):
    assert "<abbr" not in render_line("[la CNIL](fiche:licences)", notes)


def test_markup_of_a_text_is_shown_as_it_is(notes):
    assert "<b>" not in render_section("<b>gras</b> & <script>x</script>", notes)


def test_french_signs_stay_with_their_words():
    assert french_spaces("« Oui » : quoi ?") == "«\xa0Oui\xa0»\xa0: quoi\xa0?"
