"""Strong entity tags from the content of an answer: 304 for whoever has it, 412 for who insists on another.

Source: RFC 9110 §8.8 and §13.
"""

from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import PreconditionFailed

from web.error_answers import answer_error

MODEST_SIZE = 32 * 1024 * 1024


def set_up_http_cache(app: Flask) -> None:
    """Make every complete answer to GET and HEAD conditional."""
    app.after_request(_make_conditional)


def _make_conditional(response: Response) -> Response:
    if response.status_code != 200 or request.method not in ("GET", "HEAD") or response.direct_passthrough:
        return response
    if response.is_streamed or (response.content_length or 0) > MODEST_SIZE:
        return response
    response.headers.setdefault("Cache-Control", "no-cache")
    response.add_etag()
    response.make_conditional(request)
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        told = answer_error(PreconditionFailed())
        response.set_data(told.get_data())
        response.content_type = told.content_type
    return response
