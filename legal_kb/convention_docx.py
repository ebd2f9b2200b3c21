"""A draft as a DOCX document: numbered articles, annexes with tables, the check list, a footer on each page.

The same draft gives the same bytes: nothing in the document says when or where it was made.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from legal_kb.conventions import NOTICE, Draft, DraftPart, Table, cut_at_gaps

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DISCLAIMER = (
    "Ce modèle est une information, pas un texte officiel ni un conseil juridique. Faites-le relire par le "
    "délégué à la protection des données et le service juridique de chaque partie."
)
_MADE_AT = datetime(2026, 1, 1)  # noqa: DTZ001 -- OPC keeps times without a zone
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def to_docx(draft: Draft) -> bytes:
    """Return the draft as a document; gaps are highlighted."""
    document = _new_document(draft.title)
    document.add_heading(draft.title, 0)
    _add_text(document, f"{NOTICE}. {DISCLAIMER}")
    for article in draft.articles:
        _add_article(document, article)
    _add_signatures(document)
    for annex in draft.annexes:
        document.add_heading(f"Annexe {annex.number} – {annex.title}", 1)
        _add_texts(document, annex.paragraphs)
        if annex.table:
            _add_table(document, annex.table)
    document.add_heading("À contrôler avant de signer", 1)
    _add_texts(document, (f"☐ {check}" for check in draft.checks))
    if draft.attention:
        document.add_heading("Points d'attention", 1)
        _add_texts(document, draft.attention)
    return _to_bytes(document)


def _new_document(title: str) -> DocxDocument:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", NOTICE
    properties.language = "fr-FR"
    properties.created = properties.modified = _MADE_AT
    style = document.styles["Normal"]
    style.font.size = Pt(11)
    language = style.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "fr-FR"})
    style.element.get_or_add_rPr().append(language)
    document.sections[0].footer.paragraphs[0].text = f"{NOTICE} – {title}"
    return document


def _add_article(document: DocxDocument, article: DraftPart) -> None:
    document.add_heading(f"Article {article.number} – {article.title}", 1)
    _add_texts(document, article.paragraphs)
    for clause in article.clauses:
        document.add_heading(f"{clause.number} – {clause.title}", 2)
        _add_texts(document, clause.paragraphs)


def _add_signatures(document: DocxDocument) -> None:
    document.add_heading("Signatures", 1)
    _add_texts(document, ("Fait à [à compléter : Lieu], le [à compléter : Date], en deux exemplaires.",))
    for party in ("Pour la collectivité :", "Pour le partenaire :"):
        document.add_paragraph(party)


def _add_table(document: DocxDocument, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    # a screen reader and a second page both need to know the row that heads the table
    heading = made.rows[0]._tr.get_or_add_trPr()
    heading.append(heading.makeelement(qn("w:tblHeader"), {}))
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], text)


def _add_texts(document: DocxDocument, texts: Iterable[str]) -> None:
    for text in texts:
        _add_text(document, text)


def _add_text(document: DocxDocument, text: str) -> None:
    _fill(document.add_paragraph(), text)


def _fill(paragraph: Paragraph, text: str) -> None:
    for piece, is_gap in cut_at_gaps(text):
        run = paragraph.add_run(piece)
        if is_gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _to_bytes(document: DocxDocument) -> bytes:
    saved, made = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return made.getvalue()
