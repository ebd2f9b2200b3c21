"""The words that fit a number, in French and in English."""

import pytest

from catalogue.language import gettext, ngettext

FORMS = ("{n} fiche lue", "{n} fiches lues")


@pytest.mark.parametrize(("count", "text"), [(0, "0 fiche lue"), (1, "1 fiche lue"), (2, "2 fiches lues")])
def test_in_french_nothing_is_singular(monkeypatch, count, text):
    monkeypatch.setenv("GLANE_LANG", "fr")
    assert ngettext(*FORMS, count).format(n=count) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 records read"), (1, "1 record read"), (2, "2 records read")]
)
def test_in_english_nothing_is_plural(monkeypatch, count, text):
    monkeypatch.setenv("GLANE_LANG", "en")
    assert ngettext(*FORMS, count).format(n=count) == text


def test_a_language_that_we_do_not_speak_is_french(monkeypatch):
    monkeypatch.setenv("GLANE_LANG", "de_DE")
    assert gettext("échec") == "échec"
