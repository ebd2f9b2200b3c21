"""The feed: the catalogue as DCAT-AP 3, page by page, whole or filtered as the list is.

Addresses keep their extension on every page and never redirect: harvesters refuse redirects and guess the
format from the address.
"""

from flask import Blueprint, Response, request

from catalogue.rdf.catalog import CatalogPage, catalog_triples
from catalogue.rdf.formats import MEDIA_TYPES, RdfFormatName
from catalogue.rdf.serialise import serialise
from web.feed_pages import read_feed_page
from web.representations import RDF_TYPES, choose_form, find_rdf_format
from web.services import base_url, services

feeds = Blueprint("feeds", __name__)


@feeds.get("/catalog")
def show_catalog() -> Response:
    """Give the first page of the catalogue in the RDF format that the client accepts."""
    form = choose_form(request, RDF_TYPES, default="ttl")
    response = _feed(find_rdf_format(form) or "ttl")
    response.vary.add("Accept")
    return response


@feeds.get("/catalog.<any(ttl, rdf, jsonld, nt):form>")
def show_catalog_as(form: RdfFormatName) -> Response:
    """Give a page of the catalogue in the format that the address names."""
    return _feed(form)


def _feed(form: RdfFormatName) -> Response:
    page: CatalogPage = read_feed_page(services(), request.args.to_dict(flat=False), base_url(), form)
    content_type = MEDIA_TYPES[form] + ("; charset=utf-8" if form == "ttl" else "")
    response = Response(serialise(catalog_triples(page), form), content_type=content_type)
    for relation, address in (
        ("first", page.first),
        ("prev", page.previous),
        ("next", page.next),
        ("last", page.last),
    ):
        if address:
            response.headers.add("Link", f'<{address}>; rel="{relation}"')
    return response
