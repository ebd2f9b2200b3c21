"""A portal out of order: every request is answered 503 with a maintenance page, as real ones do at night."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from cli.portals.portal import Portal
from cli.portals.samples import SampleCatalogue

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Maintenance</title></head>
<body><h1>Portail en maintenance</h1><p>Revenez plus tard.</p></body></html>
""".encode()


def answer(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer any request that the portal is in maintenance."""
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]
    start_response("503 Service Unavailable", headers)
    return [PAGE]


def build(_catalogue: SampleCatalogue) -> WSGIApplication:
    """Return the portal, whatever it should have served."""
    return answer


PORTAL = Portal(
    id="portail-en-panne",
    kind="csw",
    title="Portail en panne (exemple)",
    content="csw",
    path="/portail-en-panne/csw",
    default_port=8109,
    rank=90,
    build=build,
)
