"""`/api/1/sources`: the federation and its health."""

from datetime import UTC, datetime
from typing import Any

from web.api.blueprint import api
from web.api.schemas import SourcesSchema
from web.services import services


@api.route("/sources")
@api.response(200, SourcesSchema)
def list_sources() -> dict[str, Any]:
    """List the sources; nothing of their secrets, options or local files."""
    with services().database.reading() as reading:
        states = reading.list_sources()
    now = datetime.now(UTC)
    return {
        "sources": [
            {
                "id": state.source.id,
                "kind": state.source.kind,
                "title": state.source.title,
                "url": state.source.url,
                "territories": list(state.source.territories),
                "records": state.records,
                "declared": state.declared,
                "last_status": state.last_status,
                "last_finished_at": state.last_finished_at,
                "fresh_at": state.fresh_at,
                "stale": state.is_stale(now),
                "failures": state.failures,
            }
            for state in states
            if state.source.enabled or state.records
        ]
    }
