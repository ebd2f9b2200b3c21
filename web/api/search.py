"""`/api/1/search`: hits and facets, as `glane search --json` gives them."""

from typing import Any

from flask import request

from catalogue.selection import from_params
from search.query import SearchQuery
from web.api.blueprint import api
from web.api.cursors import decode_cursor, encode_cursor, next_link
from web.api.schemas import SearchArguments, SearchSchema
from web.api.search_json import search_json
from web.filter_check import check_values
from web.labels import shown_label
from web.listing import FACETS
from web.services import services


@api.route("/search")
@api.arguments(SearchArguments, location="query")
@api.response(200, SearchSchema)
def search_records(arguments: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Search; the next page is in the `Link` header."""
    selection = from_params(request.args.to_dict(flat=False))
    check_values(selection)
    query = SearchQuery(
        selection=selection,
        sort=arguments["sort"],
        limit=arguments["limit"],
        offset=arguments["offset"],
        cursor=decode_cursor(arguments.get("cursor"), "search"),
        facets=tuple(arguments.get("facets", FACETS)),
    )
    results = services().engine.search(query)
    answer = search_json(results, shown_label)
    if results.next_cursor is None:
        return answer, 200, {}
    following = encode_cursor("search", results.next_cursor)
    return answer, 200, {"Link": next_link("api.search_records", following)}
