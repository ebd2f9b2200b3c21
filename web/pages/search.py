"""The list of records: search box, facets, chips, paging."""

from flask import Blueprint, render_template, request

from web.listing import build_listing, parse_asked
from web.place_names import resolve_place
from web.services import services

search = Blueprint("search", __name__)


@search.get("/donnees")
def show() -> str:
    """Show a page of the list; a territory may be named in words."""
    place = resolve_place(services().gazetteer, request.args.to_dict(flat=False))
    listing = build_listing(services().engine, parse_asked(place.params))
    return render_template("search.html", listing=listing, place=place)
