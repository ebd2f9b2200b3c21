"""`/api/1/datasets`: records in their JSON form, all of them or those of a selection."""

from typing import Any

from flask import request

from catalogue import record_json
from catalogue.record import Record
from catalogue.selection import Selection, from_params
from search.query import SearchQuery
from web.api.blueprint import api
from web.api.cursors import decode_cursor, encode_cursor, next_link
from web.api.schemas import DatasetsArguments, DatasetsSchema, RecordSchema
from web.filter_check import check_values
from web.services import services

Headers = dict[str, str]


@api.route("/datasets")
@api.arguments(DatasetsArguments, location="query")
@api.response(200, DatasetsSchema)
def list_datasets(arguments: dict[str, Any]) -> tuple[dict[str, Any], int, Headers]:
    """List records; without filters in the order of their ids, else in the order of the index."""
    selection = from_params(request.args.to_dict(flat=False))
    check_values(selection)
    limit, cursor = arguments["limit"], arguments.get("cursor")
    read = _all if selection == Selection() else _selected
    records, following = read(selection, limit, cursor)
    answer: dict[str, Any] = {"datasets": [record_json.to_json(record) for record in records]}
    if following is None:
        return answer, 200, {}
    return {**answer, "next": following}, 200, {"Link": next_link("api.list_datasets", following)}


@api.route("/datasets/<record_id>")
@api.response(200, RecordSchema)
def get_dataset(record_id: str) -> dict[str, Any]:
    """Return a record; 410 for one that was withdrawn, a redirect for one that was merged."""
    with services().database.reading() as reading:
        return record_json.to_json(reading.get_record(record_id))


def _all(_selection: Selection, limit: int, cursor: str | None) -> tuple[list[Record], str | None]:
    after = decode_cursor(cursor, "after") or ""
    with services().database.reading() as reading:
        records = reading.list_record_page(after, limit + 1)
    following = encode_cursor("after", records[limit - 1].id) if len(records) > limit else None
    return records[:limit], following


def _selected(selection: Selection, limit: int, cursor: str | None) -> tuple[list[Record], str | None]:
    query = SearchQuery(selection=selection, limit=limit, cursor=decode_cursor(cursor, "search"))
    results = services().engine.search(query)
    with services().database.reading() as reading:
        records = list(reading.list_records([hit.id for hit in results.hits]))
    return records, encode_cursor("search", results.next_cursor) if results.next_cursor else None
