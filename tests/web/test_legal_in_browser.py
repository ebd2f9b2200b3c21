"""Legal help in a browser: on a phone and on a desk, in both languages, by keyboard, and on paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from legal_kb.library import load_library
from legal_kb.walking import iterate_paths

PAGES = {
    "index": "juridique",
    "fiche": "juridique/fiches/licences",
    "first question": "juridique/diagnostics/publier",
    "later question": "juridique/diagnostics/publier?A1=oui&A2=oui",
    "result": "juridique/diagnostics/publier?A1=oui&A2=oui&A3=oui_ko",
    "refused": "juridique/diagnostics/publier?A1=oui&A9=oui&Z1=oui",
    "absent": "juridique/fiches/absente",
    "letter": "juridique/lettres/demande-acces",
    "glossary": "glossaire?q=eau",
    "home": "",
    "search": "donnees?q=air&access=restricted",
    "sources": "sources",
}
SIZES = {"phone": (320, 640), "desk": (1280, 900)}
A4_PAGE = re.compile(rb"/Type\s*/Page\b")
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def longest_paths(slug):
    """An address for every conclusion of a diagnosis, by the longest path that there is."""
    paths = sorted(iterate_paths(load_library().diagnoses[slug]), key=lambda path: len(path.given))
    for name, path in {path.reached.id: path for path in paths}.items():
        query = "&".join(f"{one.question.id}={one.answer.value}" for one in path.given)
        yield name, f"juridique/diagnostics/{slug}?{query}"


def printed_pages(page):
    """How many A4 pages the page takes."""
    return len(
        A4_PAGE.findall(
            page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm"))
        )
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_has_a_barrier_or_scrolls_sideways(page, address, path, language, size):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


def test_axe_sees_a_barrier(page, address):
    page.goto(address + "juridique")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"x.png\">')")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == ["image-alt"]


@pytest.fixture
def plain_page(browser):
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    yield context.new_page()
    context.close()


def test_a_diagnosis_is_walked_without_scripts_and_back(plain_page, address):
    page = plain_page
    page.goto(address + "juridique")
    page.get_by_role("link", name="Puis-je publier ces données ?").click()
    for label in ("Oui", "Oui, cette version est terminée", "Oui, et je n'ai aucun accord pour rediffuser"):
        page.get_by_role("radio", name=label, exact=True).check()
        page.get_by_role("button", name="Continuer").click()
    assert page.url.endswith("?A1=oui&A2=oui&A3=oui_ko")
    assert page.get_by_text("Feu rouge").is_visible()
    page.go_back()
    assert page.get_by_text("Question 3").is_visible()
    page.get_by_role("link", name="Question précédente").click()
    assert page.url.endswith("?A1=oui")
    page.get_by_role("link", name="Modifier la réponse").click()
    assert page.get_by_text("Question 1").is_visible()


def test_a_diagnosis_is_walked_by_keyboard(page, address):
    page.goto(address + "juridique/diagnostics/publier?lang=fr")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/publier?lang=fr&A1=nsp")
    assert page.get_by_role("heading", level=1).text_content() == "Faites-vous accompagner avant de décider"


def test_an_answer_is_asked_for_before_going_on(page, address):
    page.goto(address + "juridique/diagnostics/publier?lang=fr")
    page.get_by_role("button", name="Continuer").click()
    assert page.url.endswith("/publier?lang=fr")


@pytest.mark.parametrize("slug", load_library().diagnoses)
def test_every_result_is_printed_on_two_pages_at_most(page, address, slug):
    printed = {}
    for name, path in longest_paths(slug):
        page.goto(address + path)
        printed[name] = printed_pages(page)
    assert printed.keys() == load_library().diagnoses[slug].conclusion_by_id.keys()
    assert {name: count for name, count in printed.items() if not 1 <= count <= 2} == {}


def test_printed_pages_are_counted(page, address):
    page.goto(address + "juridique")
    page.evaluate(
        """() => {
            const main = document.querySelector("main");
            main.innerHTML = "<p>x</p>".repeat(5);
            [...main.children].slice(1).forEach(part => part.style.breakBefore = "page");
        }"""
    )
    assert printed_pages(page) == 5
