"""The forms of a record or catalogue, by extension or by what a client accepts (RFC 9110 §12.5.1)."""

from flask import Request
from werkzeug.exceptions import NotAcceptable

from catalogue.rdf.formats import MEDIA_TYPES, RdfFormatName

HTML = "html"
JSON = "json"
RDF_TYPES: dict[str, str] = {str(name): media_type for name, media_type in MEDIA_TYPES.items()}
RECORD_TYPES: dict[str, str] = {HTML: "text/html", JSON: "application/json", **RDF_TYPES}
"""Media type of each form of a record, by extension; ties go to the first."""
ALSO_ASKED_AS = {"application/xhtml+xml": HTML, "application/x-turtle": "ttl", "application/xml": "rdf"}


def choose_form(request: Request, types: dict[str, str], default: str) -> str:
    """Return the form (an extension) that a client likes best; raises `NotAcceptable` where it likes none.

    A browser, which takes anything, gets the default.
    """
    accepted = request.accept_mimetypes
    if not accepted or accepted.best == "*/*":
        return default
    offered = {media_type: form for form, media_type in types.items()}
    offered |= {asked: form for asked, form in ALSO_ASKED_AS.items() if form in types}
    best = accepted.best_match(sorted(offered, key=lambda media_type: offered[media_type] != default))
    if best is None:
        raise NotAcceptable
    return offered[best]


def find_rdf_format(form: str) -> RdfFormatName | None:
    """Return the RDF format of this name, or None."""
    return next((known for known in MEDIA_TYPES if known == form), None)
