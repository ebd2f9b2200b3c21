from gettext import GNUTranslations

from babel.messages.pofile import read_po

from catalogue.language import TRANSLATIONS
from scripts.translations import extracted, list_catalogues, list_faults

MESSAGES = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages"


def test_french_is_the_language_of_pages(client):
    assert 'lang="fr"' in client.get("/").get_data(as_text=True)


def test_the_browser_may_prefer_english(client):
    page = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9,fr;q=0.5"}).get_data(as_text=True)
    assert 'lang="en"' in page
    assert "Search" in page


def test_a_chosen_language_is_kept_by_links(client):
    page = client.get("/donnees?q=air&lang=en", headers={"Accept-Language": "fr"}).get_data(as_text=True)
    assert 'lang="en"' in page
    assert "/sources?lang=en" in page
    assert '<input type="hidden" name="lang" value="en">' in page
    assert "lang=fr" in page


def test_an_unknown_language_is_french(client):
    assert 'lang="fr"' in client.get("/?lang=xx", headers={"Accept-Language": "de"}).get_data(as_text=True)


def test_what_follows_the_browser_says_so(client):
    assert "Accept-Language" in client.get("/donnees").vary
    assert "Accept-Language" in client.get("/absent").vary
    assert "Accept-Language" not in client.get("/donnees?lang=en").vary
    assert "Accept-Language" not in client.get("/catalog.ttl").vary


def test_labels_are_translated(client):
    assert "Outdoor air" in client.get("/donnees?lang=en").get_data(as_text=True)


def test_english_is_complete():
    with MESSAGES.with_suffix(".po").open("rb") as source:
        catalogue = read_po(source, locale="en")
    texts = {message.id: catalogue.get(message.id) for message in extracted("messages") if message.id}
    lacking = [key for key, message in texts.items() if message is None or not all_said(message.string)]
    assert lacking == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


def test_placeholders_are_those_of_the_french_text():
    with MESSAGES.with_suffix(".mo").open("rb") as compiled:
        english = GNUTranslations(compiled)
    for message in extracted("messages"):
        for text in map(str, message.id if isinstance(message.id, tuple) else (message.id,)):
            assert placeholders(english.gettext(text)) == placeholders(text), text


def test_the_compiled_catalogue_is_up_to_date():
    assert [fault for path in list_catalogues() for fault in list_faults(path)] == []


def all_said(text):
    return all(text) if isinstance(text, tuple) else bool(text)


def placeholders(text):
    return {part.split("}")[0] for part in text.split("{")[1:]}
