"""The name by which a request calls this site: one that is no host name is refused before anything uses it.

Addresses in feeds start at it where no public address is set, and routing breaks on some of them.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import BadRequest

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST = 253 + len(":65535")
HOST = re.compile(
    r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?"
    r"|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
)
"""RFC 9110 §7.2 with names of RFC 1123 §2.1 (and `_`, which containers bear), or an address of IPv6."""
REFUSED = "glane.host_refused"


def set_up_host_guard(app: Flask) -> None:
    """Answer 400 to a `Host` that names no host; routing never sees it."""
    app.wsgi_app = _replacing(app.wsgi_app)  # type: ignore[method-assign, assignment]
    app.before_request(_refuse)


def _replacing(inner: "WSGIApplication") -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        if host and (len(host) > LONGEST or not HOST.fullmatch(host)):
            environ = {**environ, "HTTP_HOST": "localhost", REFUSED: True}
        return inner(environ, start_response)

    return answer


def _refuse() -> None:
    if REFUSED in request.environ:
        raise BadRequest
