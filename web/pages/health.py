"""What probes and crawlers ask: is the process up, what may be visited."""

from flask import Blueprint, Response, jsonify, request

from web.readiness import list_missing
from web.services import services

health = Blueprint("health", __name__)

ROBOTS = """User-agent: *
Disallow: /api/
Disallow: /donnees?
Allow: /donnees/
"""
"""Every combination of filters is a page: crawlers read records and the feed instead."""


@health.get("/healthz")
def show_health() -> Response:
    """Say that the process answers; asks neither store nor index."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(status="ok")
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@health.get("/readyz")
def show_readiness() -> tuple[Response, int]:
    """Say whether the site can do its work: 503 with what is missing where it cannot.

    The store must answer, have the tables of this version and room to write; the index must answer.
    """
    missing = list_missing(services())
    return jsonify(status="ready" if not missing else "not ready", missing=missing), 503 if missing else 200


@health.get("/robots.txt")
def show_robots() -> Response:
    """Say what crawlers may visit."""
    return Response(ROBOTS, content_type="text/plain; charset=utf-8")
