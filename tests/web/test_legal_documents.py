import json
from dataclasses import replace

import pytest

from catalogue.selection import Selection
from catalogue.territories import load_gazetteer
from legal_kb.library import load_library
from search import open_engine
from search.document import MAX_TEXT
from search.query import Hit, SearchQuery
from search.sync import catch_up
from tests.web.conftest import services_of
from web import legal_documents
from web.api.search_json import search_json
from web.app import create_app
from web.legal_documents import LEGAL, LegalDocuments, find_page, hit_address


@pytest.fixture
def found_engine(database, tmp_path):
    """A real index of the records and of the content that is shipped."""
    zones = load_gazetteer()
    engine = open_engine("tantivy", zones=zones, folder=tmp_path / "index")
    with database.reading() as reading:
        catch_up(reading, engine, zones, [LegalDocuments()])
    yield engine
    engine.close()


@pytest.fixture
def found_client(database, found_engine):
    return create_app(services_of(database, found_engine)).test_client()


def a_hit(name, kind=LEGAL):
    return Hit(id=name, kind=kind, title="", score=1.0, why=(), highlights={})


def test_every_fiche_and_every_diagnosis_is_a_document():
    library, documents = load_library(), list(LegalDocuments().iterate_documents())
    expected = {f"fiche:{slug}" for slug in library.fiches}
    expected |= {f"diagnostic:{slug}" for slug in library.diagnoses}
    assert {document.id for document in documents} == expected
    assert {document.kind for document in documents} == {LEGAL}
    for document in documents:
        assert document.title
        assert 200 < len(document.texts["description"]) <= MAX_TEXT
        assert "[[" not in document.texts["description"]
        assert "](" not in document.texts["description"]


def test_only_its_own_documents_are_listed():
    listed = LegalDocuments().list_documents(["fiche:licences", "fiche:nothing", "abcdef"])
    assert [document.id for document in listed] == ["fiche:licences"]


def test_a_digest_changes_with_the_words_and_with_nothing_else(monkeypatch):
    before = LegalDocuments().digests()
    assert LegalDocuments().digests() == before
    documents = list(LegalDocuments().iterate_documents())
    edited = (replace(documents[0], title="Autre titre"), *documents[1:])
    monkeypatch.setattr(legal_documents, "_documents", lambda: edited)
    after = LegalDocuments().digests()
    assert [name for name in after if after[name] != before[name]] == [documents[0].id]


def test_hits_lead_to_their_pages(app):
    with app.test_request_context():
        assert hit_address(a_hit("fiche:licences")) == "/juridique/fiches/licences"
        assert hit_address(a_hit("diagnostic:publier")) == "/juridique/diagnostics/publier"
        assert hit_address(a_hit("abc", "dataset")) == "/donnees/abc"
        for document in LegalDocuments().iterate_documents():
            hit = a_hit(document.id)
            assert hit_address(hit) == find_page(hit)
    assert find_page(a_hit("abc", "dataset")) is None


def test_every_page_of_a_hit_answers(client):
    for document in LegalDocuments().iterate_documents():
        assert client.get(find_page(a_hit(document.id))).status_code == 200


def test_a_search_of_fiches_finds_them(found_engine):
    query = SearchQuery(selection=Selection(text="CADA refus", values={"kind": (LEGAL,)}), facets=("kind",))
    results = found_engine.search(query)
    assert results.hits[0].id == "fiche:refus-acces-cada"
    assert {hit.kind for hit in results.hits} == {LEGAL}
    assert {item.value: item.count for item in results.facets["kind"]}[LEGAL] == results.total
    shown = search_json(results, lambda _name, value: value)["hits"][0]
    assert shown["page"] == "/juridique/fiches/refus-acces-cada"


def test_records_and_fiches_are_not_mixed(found_client):
    page = found_client.get("/donnees?q=air").get_data(as_text=True)
    assert "/juridique/fiches/" not in page
    assert "Question de droit" in page
    assert "réponses juridiques" in page


def test_the_list_shows_fiches_with_their_pages(found_client):
    page = found_client.get("/donnees?kind=fiche&q=SNDS").get_data(as_text=True)
    assert 'href="/juridique/fiches/acceder-snds"' in page
    assert "Question de droit" in page
    assert "réponses juridiques" not in page


def test_the_api_gives_the_page_of_a_fiche(found_client):
    answer = json.loads(found_client.get("/api/1/search?q=SNDS&kind=fiche").data)
    assert answer["total"] > 0
    assert all(hit["page"].startswith("/juridique/") for hit in answer["hits"])
    kinds = {item["value"]: item["label"] for item in answer["facets"]["kind"]}
    assert kinds[LEGAL] == "Question de droit"


@pytest.mark.parametrize(("access", "told"), [("restricted", True), ("non_public", True), ("public", False)])
def test_closed_data_lead_to_the_law(client, access, told):
    page = client.get(f"/donnees?access={access}").get_data(as_text=True)
    assert ("Que dit le droit" in page) == told
