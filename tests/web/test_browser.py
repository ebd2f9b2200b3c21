"""A person with a browser: searches, opens a record, sees its source; on a phone and on a desk."""

import pytest

from catalogue.record import Record
from tests.builders import publish_items
from tests.web.conftest import SOURCE

SIZES = {"phone": (320, 640), "desk": (1280, 900)}


@pytest.fixture(params=SIZES)
def sized_page(request, page):
    """A page of a phone's or a desk's size that notes what goes wrong and where requests go."""
    width, height = SIZES[request.param]
    page.set_viewport_size({"width": width, "height": height})
    page.complaints, page.requested = [], []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.requested.append(request.url))
    return page


def assert_fits(page):
    """Nothing is wider than the window."""
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1], page.url


def test_search_open_a_record_and_see_its_source(sized_page, address):
    page = sized_page
    page.goto(address)
    assert_fits(page)
    page.get_by_label("Que cherchez-vous ?").fill("air lyon")
    with page.expect_navigation():
        page.get_by_role("button", name="Chercher").click()
    assert_fits(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Qualité de l’air à Lyon").click()
    assert_fits(page)
    origin = page.get_by_role("region", name="D’où vient cette fiche")
    assert origin.get_by_role("link", name="Portail de l’eau").is_visible()
    assert origin.get_by_role("link", name="Voir la fiche d’origine").get_attribute("href").endswith("/air")
    assert page.complaints == []
    assert [url for url in page.requested if not url.startswith((address, "data:"))] == []


def test_every_page_fits_a_phone(sized_page, address, id_of):
    for path in (
        "",
        "donnees",
        "donnees?q=zzz+yyy&topic=air",
        "donnees?q=" + "anticonstitutionnellement" * 8,
        "sources",
        "absent",
        f"donnees/{id_of('Qualité de l’eau')}",
    ):
        sized_page.goto(address + path)
        assert_fits(sized_page)


def test_long_ids_and_words_fit_a_phone_in_large_letters(sized_page, address, database):
    """WCAG 2.2, 1.4.4 and 1.4.10: letters twice as large, and no scrolling sideways."""
    name = "https://portail.example.org/geonetwork/srv/" + "0123456789abcdef" * 4
    record = Record(
        title="Fiche aux longs mots", identifier=name, keywords=("anticonstitutionnellement" * 3,)
    )
    publish_items(database, SOURCE, {name: (record, ())}, complete=False)
    with database.reading() as reading:
        found = next(one for one in reading.iterate_records() if one.title == record.title)
    sized_page.goto(f"{address}donnees/{found.id}")
    assert_fits(sized_page)
    if sized_page.viewport_size["width"] >= 640:
        for path in ("", f"donnees/{found.id}", "sources"):
            sized_page.goto(address + path)
            sized_page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
            assert_fits(sized_page)


def test_filters_unfold_on_a_phone_and_stand_open_on_a_desk(sized_page, address):
    sized_page.goto(address + "donnees")
    facet = sized_page.get_by_role("link", name="Bruit")
    if sized_page.viewport_size["width"] < 992:
        assert not facet.is_visible()
        sized_page.get_by_text("Filtrer").click()
    assert facet.is_visible()
    with sized_page.expect_navigation():
        facet.click()
    assert sized_page.get_by_role("link", name="Retirer : Sujet : Bruit").is_visible()


def test_the_keyboard_is_enough(sized_page, address):
    page = sized_page
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("air lyon")
    page.keyboard.press("Enter")
    page.wait_for_url("**/donnees?q=air+lyon")
    assert page.get_by_role("link", name="Qualité de l’air à Lyon").is_visible()


def test_targets_are_large_enough(sized_page, address):
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links inside a sentence."""
    sized_page.goto(address + "donnees?topic=bruit")
    small = sized_page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, summary, select")]
            .filter(e => e.checkVisibility() && !e.closest("p") && !e.matches(".skip-link, [type=hidden]"))
            .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
            .filter(([_, r]) => r.width > 0 && (r.height < 24 || r.width < 24))
            .map(([text, r]) => `${text} ${r.width}x${r.height}`)"""
    )
    assert small == []
