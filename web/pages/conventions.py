"""Model conventions: which there are, a form, the draft as a page or as a document. Nothing sent is kept."""

from flask import Blueprint, Response, make_response, render_template, request

from legal_kb.convention_docx import MEDIA_TYPE, to_docx
from legal_kb.conventions import Draft, cut_at_gaps, draft
from legal_kb.library import load_library

conventions = Blueprint("conventions", __name__)

FORM = "forme"
DOCX = "docx"


@conventions.get("/juridique/conventions")
def show() -> str:
    """Show the models, and the way to conventions that others have signed."""
    return render_template("legal/conventions.html", models=load_library().conventions.values())


@conventions.get("/juridique/conventions/<slug>", endpoint="draft")
def show_form(slug: str) -> str:
    """Show the form of a model, with its defaults."""
    model = load_library().get_convention(slug)
    values = {variable.name: variable.default for variable in model.variables}
    return render_template("legal/convention.html", model=model, values=values)


@conventions.post("/juridique/conventions/<slug>")
def show_draft(slug: str) -> Response:
    """Show what was filled in as a draft; `forme=docx` gives the document."""
    model = load_library().get_convention(slug)
    sent = {variable.name: request.form.get(variable.name, "") for variable in model.variables}
    made = draft(model, sent)
    if request.form.get(FORM) == DOCX:
        return _document(made)
    page = render_template(
        "legal/convention_draft.html", model=model, values=sent, draft=made, cut_at_gaps=cut_at_gaps
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _document(made: Draft) -> Response:
    response = Response(to_docx(made), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="convention-{made.slug}.docx"'
    response.headers["Cache-Control"] = "no-store"
    return response
