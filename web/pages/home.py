"""The first page: what Glane is, a search box, what there is, who takes part, what is new."""

from flask import Blueprint, render_template

from search.query import SearchQuery
from web.services import services

home = Blueprint("home", __name__)

NEWEST = 6


@home.get("/")
def show() -> str:
    """Counts and new records come from one answer of the index, the sources from the store."""
    query = SearchQuery(sort="modified", limit=NEWEST, facets=("topic", "kind"), facet_size=200)
    results = services().engine.search(query)
    with services().database.reading() as reading:
        states = reading.list_sources()
    return render_template("home.html", results=results, states=[state for state in states if state.records])
