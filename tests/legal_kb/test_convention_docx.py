"""The document, opened again: headings, values, gaps, tables, check list, footer."""

import io
import time

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from legal_kb.convention_docx import to_docx
from legal_kb.conventions import draft
from legal_kb.library import load_library

MODELS = load_library().conventions
VALUES = {
    "collectivite": "Commune de Valbrune",
    "partenaire": "CPAM <de> Valbrune & environs",
    "type_action": "les deux",
    "date_debut": "2026-12-01",
    "indicateurs": "Dentiste ; part ; n ; d ; caisse ; 2024 ; enfants",
}


def opened(slug, values):
    return Document(io.BytesIO(to_docx(draft(MODELS[slug], values))))


def headings(document):
    return [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]


@pytest.mark.parametrize("slug", MODELS)
def test_every_part_of_the_draft_has_its_heading(slug):
    made, document = draft(MODELS[slug], {}), opened(slug, {})
    found = headings(document)
    for part in made.articles:
        assert f"Article {part.number} – {part.title}" in found
        for clause in part.clauses:
            assert f"{clause.number} – {clause.title}" in found
    for annex in made.annexes:
        assert f"Annexe {annex.number} – {annex.title}" in found
    assert document.paragraphs[0].text == made.title


def test_values_and_gaps_are_told_apart():
    document = opened("ville-cpam", VALUES)
    first = next(one for one in document.paragraphs if one.text.startswith("La présente convention"))
    assert "Commune de Valbrune" in first.text
    assert "CPAM <de> Valbrune & environs" in first.text
    marked = [run.text for run in first.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked == ["[à compléter : Délibération ou délégation de signature]"]
    assert any("prend effet le 1er décembre 2026" in one.text for one in document.paragraphs)


def test_indicators_are_a_table_whose_heading_row_is_known():
    table = opened("ville-cpam", VALUES).tables[0]
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Nom", "Définition"]
    assert [cell.text for cell in table.rows[1].cells][-1] == "enfants"
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_the_check_list_has_boxes():
    texts = [one.text for one in opened("ville-cpam", VALUES).paragraphs]
    assert [text[2:] for text in texts if text.startswith("☐ ")] == list(MODELS["ville-cpam"].checks)


def test_every_page_says_that_it_is_a_draft():
    document = opened("ville-chu", {})
    assert document.sections[0].footer.paragraphs[0].text.startswith("Projet à faire relire")
    assert "pas un texte officiel" in document.paragraphs[1].text


def test_the_same_values_make_the_same_bytes(monkeypatch):
    first = to_docx(draft(MODELS["ville-cpam"], VALUES))
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert to_docx(draft(MODELS["ville-cpam"], VALUES)) == first


def test_what_no_document_may_hold_is_left_out():
    values = VALUES | {"finalite": "a\x00b\x0c\ud800\ufffe"}
    assert any("un seul but : ab." in one.text for one in opened("ville-cpam", values).paragraphs)
