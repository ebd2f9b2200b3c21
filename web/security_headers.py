"""The headers that every answer carries: what a browser may do with it.

Sources: ANSSI-PA-009 (browser-side standards), OWASP ASVS 5.0 §3.4.
"""

from flask import Flask, Response, current_app, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TRANSPORT_SECURITY = "max-age=31536000"
OPEN_TO_ALL = ("/api/", "/catalog")
"""Paths whose answers any page of the web may read: public, without credentials."""


def set_up_security_headers(app: Flask) -> None:
    """Make every answer of `app` carry the headers."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if (current_app.config["PUBLIC_URL"] or "").startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", TRANSPORT_SECURITY)
    if request.path.startswith(OPEN_TO_ALL) or request.endpoint == "record.show_as":
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        if request.method == "OPTIONS":  # asked by a browser before it sends JSON from another site
            response.headers.setdefault("Access-Control-Allow-Methods", response.headers.get("Allow", "GET"))
            response.headers.setdefault("Access-Control-Allow-Headers", "Content-Type")
    else:
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    return response
