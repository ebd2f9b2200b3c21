"""Legal help: fiches, self-diagnoses, ready letters, the glossary. Nothing that a reader answers is kept."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for

from catalogue.errors import RecordGone, RecordNotFound
from catalogue.record import Record
from legal_kb.diagnosis import Diagnosis
from legal_kb.errors import NotFound, StepRefused
from legal_kb.fiche import AUDIENCES, TOPICS
from legal_kb.letters import LETTERS, write_letter
from legal_kb.library import load_library
from web.diagnosis_view import DATASET, build_step_view, list_refusals, parse_asked, walk
from web.legal_joining import Prefilled, prefilled
from web.legal_text import french_spaces, start_notes
from web.legal_view import build_fiche_view, group_by_letter, list_cards, list_entries, list_topics, mark_gaps
from web.legal_words import SIGNS, level_class, level_name, nature_name
from web.services import base_url, services

legal = Blueprint("legal", __name__)
WORDS = {
    "level_name": level_name,
    "level_class": level_class,
    "level_signs": SIGNS,
    "nature_name": nature_name,
    "topic_names": TOPICS,
    "audience_names": AUDIENCES,
}


legal.add_app_template_filter(french_spaces, "french")


@legal.context_processor
def _words() -> dict[str, object]:
    return WORDS


@legal.get("/juridique")
def show() -> str:
    """Show what there is."""
    library = load_library()
    return render_template(
        "legal/index.html",
        cards=list(list_cards(library)),
        topics=list(list_topics(library)),
        letters=LETTERS,
        conventions_address=_conventions_address(),
    )


@legal.get("/juridique/fiches/<slug>")
def show_fiche(slug: str) -> str:
    """Show a fiche."""
    library = load_library()
    view = build_fiche_view(library.get_fiche(slug), library, start_notes())
    return render_template("legal/fiche.html", view=view)


@legal.get("/juridique/diagnostics/<slug>")
def show_diagnosis(slug: str) -> Response:
    """Show the question or the conclusion to which the answers of the address lead."""
    library = load_library()
    diagnosis = library.get_diagnosis(slug)
    asked = parse_asked(request.args.items(multi=True))
    try:
        path = walk(diagnosis, asked)
    except StepRefused:
        refusals = list_refusals(diagnosis, asked)
        page = render_template("legal/refused.html", diagnosis=diagnosis, refusals=refusals)
        return make_response(page, 400)
    dataset = _find_dataset(asked.dataset)
    view = build_step_view(diagnosis, path, asked, _suggested(dataset, diagnosis), start_notes())
    template = "legal/question.html" if view.question else "legal/result.html"
    return make_response(
        render_template(template, view=view, dataset=dataset, library=library, letters=LETTERS)
    )


@legal.get("/juridique/lettres/<name>")
def show_letter(name: str) -> Response:
    """Show a letter, or give it as a text file (`?forme=txt`)."""
    if name not in LETTERS:
        raise NotFound("lettre", name)
    dataset = _find_dataset(request.args.get(DATASET))
    letter = write_letter(name, _facts(dataset), current_app.config.get("LETTERS_FOLDER"))
    if request.args.get("forme") == "txt":
        answer = Response(letter, content_type="text/plain; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.txt"'
        return answer
    page = render_template("legal/letter.html", kind=LETTERS[name], letter=mark_gaps(letter), dataset=dataset)
    return make_response(page)


@legal.get("/glossaire")
def show_glossary() -> str:
    """Show the glossary, whole or the entries that hold some words."""
    library = load_library()
    words = request.args.get("q", "").strip()
    entries = list_entries(library.glossary, words)
    return render_template(
        "legal/glossary.html",
        groups=group_by_letter(entries),
        words=words,
        count=len(entries),
        fiches=library.fiches,
    )


@legal.errorhandler(NotFound)
def answer_absent(error: NotFound) -> tuple[str, int]:
    """Tell what there is instead."""
    library = load_library()
    page = render_template(
        "legal/absent.html", error=error, diagnoses=library.diagnoses, fiches=library.fiches, letters=LETTERS
    )
    return page, 404


def _conventions_address() -> str:
    if "conventions.show" in current_app.view_functions:
        return url_for("conventions.show")
    return f"{request.script_root}/juridique/conventions"


def _find_dataset(record_id: str | None) -> Record | None:
    """A diagnosis holds without the dataset that it was opened from, which may have gone since."""
    if not record_id:
        return None
    try:
        with services().database.reading() as reading:
            return reading.get_record(record_id)
    except (RecordGone, RecordNotFound):
        return None


def _suggested(dataset: Record | None, diagnosis: Diagnosis) -> Mapping[str, Prefilled]:
    answers = prefilled(dataset, diagnosis) if dataset else ()
    return {answer.question: answer for answer in answers}


def _facts(dataset: Record | None) -> dict[str, str]:
    if dataset is None:
        return {}
    page = f"{base_url()}{url_for('record.show', record_id=dataset.id)}"
    facts = {"dataset": dataset.title, "address": page}
    if dataset.publisher and dataset.publisher.name:
        facts["producer"] = dataset.publisher.name
    return facts
