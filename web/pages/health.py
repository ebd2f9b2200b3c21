"""What probes and crawlers ask: is the process up, what may be visited."""

from flask import Blueprint, Response, jsonify, request

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


@health.get("/robots.txt")
def show_robots() -> Response:
    """Say what crawlers may visit."""
    return Response(ROBOTS, content_type="text/plain; charset=utf-8")
