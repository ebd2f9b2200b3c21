import gettext

import pytest

from scripts import translations


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """An empty English catalogue beside one module and one template."""
    code = tmp_path / "web"
    (code / "templates").mkdir(parents=True)
    (code / "pages.py").write_text('title = _("Jeux de données")\nlater = N_("Aucun résultat")\n', "utf-8")
    (code / "templates/home.html").write_text("<h1>{% trans %}Bienvenue{% endtrans %}</h1>", "utf-8")
    path = code / "translations/en/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n', "utf-8")
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "PACKAGES", ("web",))
    return path


def test_texts_of_code_and_templates_are_missed(catalogue):
    faults = "\n".join(translations.list_faults(catalogue))
    assert all(text in faults for text in ("Jeux de données", "Aucun résultat", "Bienvenue", "not compiled"))


def test_update_mends_every_fault(catalogue):
    translations.update(catalogue)
    assert translations.list_faults(catalogue) == []


def test_update_keeps_what_is_translated(catalogue):
    translations.update(catalogue)
    text = catalogue.read_text("utf-8").replace(
        'msgid "Bienvenue"\nmsgstr ""', 'msgid "Bienvenue"\nmsgstr "Welcome"'
    )
    catalogue.write_text(text, "utf-8")
    translations.update(catalogue)
    with catalogue.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Bienvenue") == "Welcome"


def test_stale_compiled_file_is_found(catalogue):
    translations.update(catalogue)
    text = catalogue.read_text("utf-8").replace(
        'msgid "Bienvenue"\nmsgstr ""', 'msgid "Bienvenue"\nmsgstr "Hello"'
    )
    catalogue.write_text(text, "utf-8")
    assert [fault.split(": ")[1] for fault in translations.list_faults(catalogue)] == [
        "not compiled from its .po"
    ]


def test_update_twice_writes_the_same_bytes(catalogue):
    translations.update(catalogue)
    before = catalogue.read_bytes()
    translations.update(catalogue)
    assert catalogue.read_bytes() == before
