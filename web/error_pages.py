"""What readers are told when something fails: one table from errors to statuses and sentences.

Pages answer in plain words; `web.api.problems` uses the same table for machines.
"""

from dataclasses import dataclass

from flask import Response, make_response, render_template
from werkzeug.exceptions import HTTPException, InternalServerError

from catalogue.errors import RecordGone, RecordNotFound, SelectionInvalid, StoreUnavailable
from legal_kb.errors import NotFound, StepRefused
from search.errors import IndexUnavailable, QueryInvalid
from web.locale import gettext as _

RETRY_AFTER_SECONDS = "30"
PASSED_ON = ("Allow", "Retry-After")
"""Headers of an error of HTTP that its answer keeps."""

STATUSES: dict[type[Exception], int] = {
    RecordGone: 410,
    RecordNotFound: 404,
    SelectionInvalid: 400,
    QueryInvalid: 400,
    IndexUnavailable: 503,
    StoreUnavailable: 503,
    NotFound: 404,
    StepRefused: 422,
}
"""Statuses of our errors; a subclass stands before its parent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a person is told: what happened, and what to do."""

    status: int
    title: str
    advice: str


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, HTTPException):
        return error.code or 500
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)


def explain(error: Exception) -> Explanation:
    """Return the words for an error in the language of the page."""
    status = status_of(error)
    if isinstance(error, SelectionInvalid | QueryInvalid):
        title = _("Ce filtre n’est pas compris : {name}").format(name=error.name)
        advice = _("« {value} » ne convient pas. Retirez ce filtre ou corrigez l’adresse.").format(
            value=error.value
        )
        return Explanation(status=status, title=title, advice=advice)
    if isinstance(error, StepRefused):
        return Explanation(
            status=status, title=_("Cette réponse ne peut pas être suivie"), advice=refusal_words(error)
        )
    title, advice = _sentences().get(status, _sentences()[500])
    return Explanation(status=status, title=title, advice=advice)


def refusal_words(error: StepRefused) -> str:
    """Say which answer of a diagnosis cannot be followed, and why."""
    if error.reason == "unknown-question":
        return _("Ce diagnostic n’a pas de question « {name} ».").format(name=error.question)
    if error.reason == "unknown-value":
        text = _("La question « {name} » n’a pas de réponse « {value} ».")
        return text.format(name=error.question, value=error.value)
    text = _("La question « {name} » ne se pose pas après les réponses données : retirez sa réponse.")
    return text.format(name=error.question)


def _sentences() -> dict[int, tuple[str, str]]:
    retry = _("Réessayez dans quelques instants.")
    unknown = _("L’adresse est peut-être incomplète. Cherchez par mots ci-dessous.")
    forms = "text/html, application/json, text/turtle, application/ld+json, application/rdf+xml"
    return {
        400: (_("Cette demande n’est pas comprise"), _("Vérifiez l’adresse, ou repartez de la recherche.")),
        404: (_("Cette page n’existe pas"), unknown),
        405: (_("Cette adresse ne s’utilise pas ainsi"), _("Elle ne peut être que lue.")),
        406: (_("Ce format n’est pas proposé"), _("Demandez l’un de ceux-ci : {forms}.").format(forms=forms)),
        410: (_("Cette fiche a été retirée"), _("Sa source ne la publie plus. Cherchez une fiche voisine.")),
        412: (_("Cette page a changé"), _("Rechargez-la.")),
        413: (_("Cet envoi est trop gros"), _("Envoyez moins de données à la fois.")),
        422: (_("Cet envoi n’est pas compris"), _("Vérifiez ce qui a été envoyé.")),
        429: (_("Trop d’envois en peu de temps"), _("Attendez une minute, puis recommencez.")),
        500: (_("Une erreur est survenue"), retry),
        503: (_("Le service est momentanément indisponible"), retry),
    }


def page_response(error: Exception) -> Response:
    """Return the page that tells a person about an error."""
    cause = getattr(error, "original_exception", None) or error
    explanation = explain(cause)
    response = make_response(render_template("error.html", explanation=explanation), explanation.status)
    if isinstance(error, HTTPException) and not isinstance(error, InternalServerError):
        response.headers.extend((name, value) for name, value in error.get_headers() if name in PASSED_ON)
    if explanation.status == 503:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response
