"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from flask import Response, json, request
from werkzeug.exceptions import HTTPException

from catalogue.errors import SelectionInvalid
from legal_kb.errors import StepRefused
from search.errors import QueryInvalid
from web.error_pages import PASSED_ON, RETRY_AFTER_SECONDS, explain, refusal_words, status_of

MEDIA_TYPE = "application/problem+json"
VALIDATION_STATUS = 400


def problem_response(error: Exception) -> Response:
    """Return the problem document of an error; `errors` gives messages by parameter."""
    cause = getattr(error, "original_exception", None) or error
    status = status_of(cause)
    explanation = explain(cause)
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": f"{explanation.title}. {explanation.advice}",
        "instance": request.path,
    }
    if errors := _errors_by_parameter(cause):
        problem["errors"] = errors
    response = Response(json.dumps(problem, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    if isinstance(error, HTTPException):
        response.headers.extend((name, value) for name, value in error.get_headers() if name in PASSED_ON)
    return response


def _errors_by_parameter(error: Exception) -> dict[str, Any]:
    if isinstance(error, SelectionInvalid | QueryInvalid):
        return {error.name: [str(error.expected)]}
    if isinstance(error, StepRefused):
        return {error.question: [refusal_words(error)]}
    messages = getattr(error, "data", {}).get("messages", {})
    found: dict[str, Any] = {}
    for place in messages.values():
        found |= place if isinstance(place, dict) else {}
    return found
