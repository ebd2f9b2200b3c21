"""From a map of addresses to a WSGI application, the same way for every portal."""

from collections.abc import Callable, Iterable, Mapping
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map
from werkzeug.wrappers import Request, Response

Handlers = Mapping[str, Callable[..., Response]]
"""Endpoint of the map → what answers it: `(request, **values of the address)`."""

MAX_BODY = 1_000_000


class PortalRequest(Request):
    """A request whose body is capped, in bytes."""

    max_content_length = MAX_BODY


def dispatch(routes: Map, handlers: Handlers) -> WSGIApplication:
    """Return a WSGI application; unknown addresses answer 404, other methods 405."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = PortalRequest(environ)
        try:
            endpoint, values = routes.bind_to_environ(environ).match()
            response: Response | HTTPException = handlers[endpoint](request, **values)
        except HTTPException as error:
            response = error
        return response(environ, start_response)

    return application
