"""The models, the form, the draft, the document; nothing sent is kept."""

import html
import io
import re

import pytest
from docx import Document

from legal_kb.convention_docx import MEDIA_TYPE
from legal_kb.library import load_library

SLUGS = ["ville-cpam", "ville-ors", "ville-ars", "ville-chu"]


def shown(answer):
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def test_the_models_the_diagnosis_and_the_directory_are_linked(client):
    page = shown(client.get("/juridique/conventions"))
    for slug in SLUGS:
        assert f'href="/juridique/conventions/{slug}"' in page
    assert 'href="/juridique/diagnostics/conventionner"' in page
    assert 'href="/donnees?kind=convention"' in page
    assert "aucun n’est un texte officiel" in page


@pytest.mark.parametrize("slug", SLUGS)
def test_every_field_has_a_label_and_its_help(client, slug):
    page = shown(client.get(f"/juridique/conventions/{slug}"))
    for one in load_library().get_convention(slug).variables:
        assert f'<label for="v-{one.name}"' in page
        assert re.search(
            rf'id="v-{one.name}" name="{one.name}"[^>]* aria-describedby="v-{one.name}-aide"', page
        )
        assert f'id="v-{one.name}-aide"' in page
    assert re.search(r'id="v-seuil"[^>]* value="11"', page)
    assert 'method="post"' in page


def test_a_model_that_nobody_wrote(client):
    assert client.get("/juridique/conventions/ville-lune").status_code == 404
    assert client.post("/juridique/conventions/ville-lune").status_code == 404


def test_an_empty_form_gives_a_draft_full_of_gaps(client):
    page = shown(client.post("/juridique/conventions/ville-cpam"))
    assert '<mark class="gap">[à compléter : Nom de la caisse]</mark>' in page
    assert "Ce qui manque encore" in page
    assert "Article 17 – Désaccords" in page


def test_a_draft_shows_what_was_typed_as_text(client):
    answer = client.post("/juridique/conventions/ville-cpam", data={"finalite": "<script>x</script>"})
    raw = answer.get_data(as_text=True)
    assert "<script>" not in raw
    assert raw.count("&lt;script&gt;x&lt;/script&gt;") == 3  # the draft, the hidden field, the form


def test_a_draft_names_what_cannot_be_read(client):
    page = shown(client.post("/juridique/conventions/ville-cpam", data={"date_debut": "demain"}))
    assert "Réponses à corriger" in page
    assert "une date est attendue." in page


def test_the_draft_has_the_clauses_that_apply(client):
    page = shown(client.post("/juridique/conventions/ville-ors", data={"montage": "marché"}))
    assert "Montage par marché" in page
    assert "Montage par subvention" not in page


def test_the_document_holds_what_the_draft_shows(client):
    sent = {"partenaire": "CPAM de Valbrune", "forme": "docx"}
    answer = client.post("/juridique/conventions/ville-cpam", data=sent)
    assert answer.content_type == MEDIA_TYPE
    assert answer.headers["Content-Disposition"] == 'attachment; filename="convention-ville-cpam.docx"'
    document = Document(io.BytesIO(answer.data))
    assert any("CPAM de Valbrune" in one.text for one in document.paragraphs)


@pytest.mark.parametrize("forme", ["", "docx"])
def test_no_copy_of_a_draft_is_kept_on_the_way(client, forme):
    answer = client.post("/juridique/conventions/ville-chu", data={"forme": forme})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
