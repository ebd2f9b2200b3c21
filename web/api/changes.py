"""`/api/1/changes`: the change log, for whoever keeps a copy."""

from typing import Any

from web.api.blueprint import api
from web.api.schemas import ChangesArguments, ChangesSchema
from web.services import services

DATASET = "dataset"


@api.route("/changes")
@api.arguments(ChangesArguments, location="query")
@api.response(200, ChangesSchema)
def list_changes(arguments: dict[str, int]) -> dict[str, Any]:
    """List changes of datasets after a number, in order, with the number to ask from next."""
    since = arguments["since"]
    with services().database.reading() as reading:
        found = reading.list_changes(since, arguments["limit"])
        last = reading.position()
    shown = [item for item in found if item.subject == DATASET]
    return {
        "changes": [{"number": c.number, "id": c.subject_id, "change": c.change, "at": c.at} for c in shown],
        "next": found[-1].number if found else since,
        "last": last,
    }
