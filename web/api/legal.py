"""`/api/1/fiches` and `/api/1/diagnostics`: the legal knowledge base. A step stores nothing."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from legal_kb.diagnosis import Conclusion, Diagnosis, Question
from legal_kb.errors import StepRefused
from legal_kb.fiche import Fiche, Reference
from legal_kb.library import load_library
from legal_kb.marks import plain
from legal_kb.reviewing import review_json
from legal_kb.walking import follow
from web.api.blueprint import api
from web.api.legal_schemas import (
    DiagnosesSchema,
    DiagnosisSchema,
    FicheSchema,
    FichesSchema,
    StepArguments,
    StepSchema,
)


@api.route("/fiches")
@api.response(200, FichesSchema)
def list_fiches() -> dict[str, Any]:
    """List the fiches."""
    return {"fiches": [_fiche_summary(fiche) for fiche in load_library().fiches.values()]}


@api.route("/fiches/<slug>")
@api.response(200, FicheSchema)
def get_fiche(slug: str) -> dict[str, Any]:
    """Return a fiche; what is not confirmed says so."""
    fiche = load_library().get_fiche(slug)
    return {
        **_fiche_summary(fiche),
        "sections": [{"heading": one.heading, "text": plain(one.text)} for one in fiche.sections],
        "references": [_reference(reference) for reference in fiche.references],
        "related": list(fiche.related),
        "review": review_json(fiche.review),
    }


@api.route("/diagnostics")
@api.response(200, DiagnosesSchema)
def list_diagnoses() -> dict[str, Any]:
    """List the self-diagnoses."""
    return {"diagnostics": [_diagnosis_summary(one) for one in load_library().diagnoses.values()]}


@api.route("/diagnostics/<slug>")
@api.response(200, DiagnosisSchema)
def get_diagnosis(slug: str) -> dict[str, Any]:
    """Return a whole tree."""
    diagnosis = load_library().get_diagnosis(slug)
    return {
        **_diagnosis_summary(diagnosis),
        "start": diagnosis.start,
        "fallback": diagnosis.fallback,
        "questions": [_question(question) for question in diagnosis.questions],
        "conclusions": [_conclusion(conclusion) for conclusion in diagnosis.conclusions],
        "review": review_json(diagnosis.review),
    }


@api.route("/diagnostics/<slug>/step", methods=["POST"])
@api.arguments(StepArguments, location="json")
@api.response(200, StepSchema)
def take_step(arguments: Mapping[str, Any], slug: str) -> dict[str, Any]:
    """Follow answers from the first question: the first that is not answered, or the conclusion.

    An answer that cannot be followed is refused (422) by its name.
    """
    answers = arguments["answers"]
    for name, value in answers.items():
        if not isinstance(value, str):
            raise StepRefused("unknown-value", name, str(value))
    reached = follow(load_library().get_diagnosis(slug), answers).reached
    if isinstance(reached, Question):
        return {"question": _question(reached)}
    return {"conclusion": _conclusion(reached)}


def _fiche_summary(fiche: Fiche) -> dict[str, Any]:
    return {
        "slug": fiche.slug,
        "title": fiche.title,
        "summary": fiche.summary,
        "audience": list(fiche.audience),
        "topics": list(fiche.topics),
        "url": url_for("legal.show_fiche", slug=fiche.slug, _external=True),
    }


def _reference(reference: Reference) -> dict[str, Any]:
    said = {
        "text": reference.text,
        "article": reference.article,
        "status": reference.status,
        "read": reference.read.isoformat() if reference.read else None,
        "note": reference.note,
    }
    return {name: value for name, value in said.items() if value is not None}


def _diagnosis_summary(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "slug": diagnosis.slug,
        "id": diagnosis.id,
        "title": diagnosis.title,
        "profile": diagnosis.profile,
        "intro": diagnosis.intro,
        "url": url_for("legal.show_diagnosis", slug=diagnosis.slug, _external=True),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "help": plain(question.help),
        **({"example": plain(question.example)} if question.example else {}),
        "answers": [
            {"value": answer.value, "label": answer.label, "to": answer.to} for answer in question.answers
        ],
    }


def _conclusion(conclusion: Conclusion) -> dict[str, Any]:
    return {
        "id": conclusion.id,
        "level": conclusion.level,
        "title": conclusion.title,
        "reasons": [plain(reason) for reason in conclusion.reasons],
        "actions": [plain(action) for action in conclusion.actions],
        "fiches": list(conclusion.fiches),
    }
