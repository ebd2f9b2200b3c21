import re

import pytest

from config.loading import load_settings
from tests.web.conftest import services_of
from web.app import create_app
from web.security_headers import HEADERS

PAGES = [
    *("/", "/donnees", "/donnees?q=zzz", "/sources", "/healthz", "/robots.txt", "/absent", "/catalog.ttl"),
    *("/donnees?year_from=x", "/api/1/datasets", "/api/1/openapi.json", "/api/1/absent", "/static/glane.css"),
]
TAG = re.compile(r"<(\w+)([^>]*)>")


def html_addresses(id_of):
    return [
        "/",
        "/donnees",
        "/donnees?q=eau&kind=dataset",
        "/donnees?q=zzz+yyy",
        "/donnees?territory=Nulle+part",
        "/sources",
        "/absent",
        *("/juridique", "/juridique/fiches/licences", "/juridique/diagnostics/publier?A1=oui"),
        *("/juridique/diagnostics/publier?A1=nsp", "/juridique/lettres/demande-acces", "/glossaire?q=eau"),
        f"/donnees/{id_of('Qualité de l’eau')}",
        f"/donnees/{id_of('Qualité de l’air')}",
    ]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_headers(client, address):
    answer = client.get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers
    answer.close()


def test_a_https_site_asks_for_https_ever_after(database, engine):
    app = create_app(services_of(database, engine, public_url="https://glane.example"))
    assert app.test_client().get("/healthz").headers["Strict-Transport-Security"].startswith("max-age=")


def test_no_page_holds_a_script_or_a_style(client, id_of):
    for address in html_addresses(id_of):
        page = client.get(address).get_data(as_text=True)
        for name, attributes in TAG.findall(page):
            assert name not in ("script", "style", "iframe", "object", "embed", "base"), address
            assert not re.search(r"\s(style|on\w+)\s*=", attributes), f"{address}: <{name}{attributes}>"


def test_no_page_loads_anything_from_elsewhere(client, id_of):
    for address in html_addresses(id_of):
        page = client.get(address).get_data(as_text=True)
        loaded = re.findall(r"<(?:link|img|script|source)[^>]*(?:href|src)=\"([^\"]*)\"", page)
        assert loaded
        assert [target for target in loaded if not target.startswith("/")] == []


def test_every_page_is_well_built(client, id_of):
    for address in html_addresses(id_of):
        page = client.get(address).get_data(as_text=True)
        assert page.count("<h1") == 1, address
        assert page.count("<main") == 1
        assert 'lang="fr"' in page
        assert 'class="skip-link" href="#contenu"' in page
        fields = set(re.findall(r"<(?:input|select)(?![^>]*type=\"hidden\")[^>]* id=\"(\w+)\"", page))
        assert fields <= set(re.findall(r"<label[^>]* for=\"(\w+)\"", page)), address


def test_healthz_asks_nobody(broken_client):
    assert broken_client.get("/healthz").data == b"ok\n"
    assert broken_client.get("/healthz", headers={"Accept": "application/json"}).json == {"status": "ok"}


def test_without_arguments_nothing_connects(tmp_path, monkeypatch):
    monkeypatch.setenv("GLANE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("GLANE_CONFIG", raising=False)
    app = create_app()
    assert app.test_client().get("/healthz").status_code == 200
    assert not (tmp_path / "data").exists()


def test_settings_name_the_site(tmp_path):
    settings = load_settings(
        {}, data_dir=tmp_path, options={"web": {"title": "Le grenier", "public_url": "https://g.example"}}
    )
    app = create_app(settings=settings)
    assert app.config["FEDERATION_TITLE"] == "Le grenier"
    assert app.test_client().get("/healthz").headers["Strict-Transport-Security"]


@pytest.mark.parametrize("address", ["/donnees", "/donnees?q=air", "/catalog.ttl?topic=air", "/api/1/search"])
def test_an_index_that_is_away_is_told_plainly(broken_client, address):
    answer = broken_client.get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize("address", ["/sources", "/catalog.ttl", "/api/1/datasets", "/donnees/x"])
def test_a_store_that_is_away_is_told_plainly(broken_client, address):
    answer = broken_client.get(address)
    assert answer.status_code == 503
    assert b"no such" not in answer.data
    assert b"folder.db" not in answer.data


def test_unforeseen_errors_say_nothing_of_their_cause(database):
    app = create_app(services_of(database, object()))
    page, problem = app.test_client().get("/donnees"), app.test_client().get("/api/1/search")
    assert (page.status_code, problem.status_code) == (500, 500)
    assert problem.content_type == "application/problem+json"
    assert b"attribute" not in page.data + problem.data
