"""The page of a record, and the same record for machines."""

from datetime import UTC, datetime

from flask import Blueprint, Response, json, make_response, render_template, request, url_for
from werkzeug.exceptions import NotFound

from catalogue import record_json
from catalogue.errors import RecordGone, RecordNotFound
from catalogue.rdf.record_triples import record_triples
from catalogue.rdf.serialise import serialise
from catalogue.record import Record
from web.error_pages import page_response
from web.legal_joining import legal_help
from web.record_view import RecordView, build_record_view
from web.representations import HTML, JSON, RECORD_TYPES, choose_form, find_rdf_format
from web.services import base_url, services

record = Blueprint("record", __name__)


@record.get("/donnees/<record_id>")
def show(record_id: str) -> Response:
    """Show a record in the form that the client accepts, wholly from one state of the store."""
    form = choose_form(request, RECORD_TYPES, default=HTML)
    response = _page(record_id) if form == HTML else _document(record_id, form)
    response.vary.update(("Accept", "Accept-Language"))
    return response


@record.get("/donnees/<record_id>.<any(json, ttl, rdf, jsonld, nt):form>")
def show_as(record_id: str, form: str) -> Response:
    """Give a record in the form that the address names."""
    return _document(record_id, form)


def _page(record_id: str) -> Response:
    try:
        view = _read_view(record_id)
    except RecordGone as error:
        return _tombstone(error)
    response = make_response(render_template("record.html", view=view, legal=legal_help(view.record)))
    for form, media_type in RECORD_TYPES.items():
        if form != HTML:
            address = url_for("record.show_as", record_id=record_id, form=form)
            response.headers.add("Link", f'<{address}>; rel="alternate"; type="{media_type}"')
    return response


def _read_view(record_id: str) -> RecordView:
    with services().database.reading() as reading:
        found = reading.get_record(record_id)
        members, states = reading.list_members(record_id), reading.list_sources()
    return build_record_view(found, members, states, datetime.now(UTC))


def _tombstone(error: RecordGone) -> Response:
    """A page of what is still known of an archived record; merged ones lead on (see `web.error_answers`)."""
    if error.moved_to:
        raise error
    try:
        with services().database.reading() as reading:
            known = reading.get_tombstone(error.record_id)
    except RecordNotFound:
        return page_response(error)
    return make_response(render_template("tombstone.html", record=known), 410)


def _document(record_id: str, form: str) -> Response:
    with services().database.reading() as reading:
        found = reading.get_record(record_id)
    response = Response(_to_bytes(found, form), content_type=_content_type(form))
    page = url_for("record.show", record_id=record_id)
    response.headers.add("Link", f'<{page}>; rel="alternate"; type="text/html"')
    return response


def _to_bytes(found: Record, form: str) -> bytes:
    if form == JSON:
        return json.dumps(record_json.to_json(found), ensure_ascii=False, indent=2, sort_keys=False).encode()
    rdf_format = find_rdf_format(form)
    if rdf_format is None:
        raise NotFound
    return serialise(record_triples(found, base_url()), rdf_format)


def _content_type(form: str) -> str:
    return f"{RECORD_TYPES[form]}; charset=utf-8" if form in ("ttl", "json", "html") else RECORD_TYPES[form]
