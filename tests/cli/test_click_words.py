import gettext

import pytest
from babel.messages.pofile import read_po

from cli.click_words import DOMAIN, TRANSLATIONS, translate_click
from scripts.translations import list_faults

CATALOGUE = TRANSLATIONS / "fr/LC_MESSAGES/click.po"


def test_every_text_of_click_is_translated():
    assert list_faults(CATALOGUE) == []
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert len(messages) > 40
    assert [message.id for message in messages if not message.string or not all(message.string)] == []


def test_translations_name_nothing_that_click_does_not_give():
    with CATALOGUE.open("rb") as file:
        faults = {message.id: list(message.check()) for message in read_po(file) if message.id}
    assert {text: found for text, found in faults.items() if found} == {}


@pytest.mark.parametrize(("language", "word"), [(None, "Usage :"), ("fr", "Usage :"), ("en", "Usage:")])
def test_language_is_ours_not_the_machines(monkeypatch, language, word):
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de:en")
    if language:
        monkeypatch.setenv("GLANE_LANG", language)
    translate_click()
    assert gettext.textdomain() == DOMAIN
    assert gettext.gettext("Usage:") == word
