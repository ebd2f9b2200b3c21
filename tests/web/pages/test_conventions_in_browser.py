"""Conventions in a browser without scripts: no barrier, no sideways scroll, from the form to the document."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

SIZES = {"phone": (320, 640), "desk": (1280, 900)}
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def assert_open_to_all(page):
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_barrier_or_scrolls_sideways(page, address, size):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + "juridique/conventions?lang=fr")
    assert_open_to_all(page)
    page.get_by_role("link", name="Ville et CPAM").click()
    assert_open_to_all(page)
    page.get_by_label("Date de début").fill("2026-12-01")
    page.get_by_role("button", name="Voir le projet").click()
    assert page.get_by_text("prend effet le 1er décembre 2026").is_visible()
    assert_open_to_all(page)


def test_the_document_comes_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(address + "juridique/conventions/ville-ors")
    page.get_by_label("Nom de l'observatoire").fill("ORS de Valbrune")
    page.get_by_role("button", name="Voir le projet").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger en DOCX").first.click()
    document = Document(io.BytesIO(download.value.path().read_bytes()))
    context.close()
    assert any("ORS de Valbrune" in one.text for one in document.paragraphs)
