"""Which form an error takes: a page, a problem document under /api, or a redirect to where a record went."""

from flask import Flask, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from catalogue.errors import CatalogueError, RecordGone
from legal_kb.errors import LegalError
from search.errors import SearchError
from web.api.problems import problem_response
from web.error_pages import page_response

API = "/api/"


def set_up_error_answers(app: Flask) -> None:
    """Register one answer for our errors and those of HTTP; anything unforeseen becomes a 500 by Flask."""
    for kind in (CatalogueError, SearchError, LegalError, HTTPException):
        app.register_error_handler(kind, answer_error)


def answer_error(error: Exception) -> Response:
    """Return the answer to an error; a merged record leads on to the one that took its place."""
    if isinstance(error, RequestRedirect):
        return error.get_response()
    if isinstance(error, RecordGone) and error.moved_to:
        return redirect(_moved_address(error.moved_to), code=301)
    return problem_response(error) if request.path.startswith(API) else page_response(error)


def _moved_address(record_id: str) -> str:
    values = {**(request.view_args or {}), "record_id": record_id}
    return url_for(request.endpoint or "record.show", **values)
