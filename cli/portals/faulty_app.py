"""A portal out of order: a maintenance page in place of the catalogue, under status 200 as in real life."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from catalogue.language import gettext as _
from cli.portals.portal import Portal

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1></body></html>
"""


def answer(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer any request that the portal is in maintenance."""
    page = PAGE.format(title=_("Site en maintenance")).encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    start_response("200 OK", headers)
    return [page]


FAULTY_PORTAL = Portal(
    id="demo-panne",
    kind="csw",
    title="Portail en panne (exemple)",
    path="/portail-en-panne/csw",
    default_port=8109,
    rank=90,
    build_app=lambda: answer,
)
