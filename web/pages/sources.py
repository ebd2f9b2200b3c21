"""The public health of the federation: each source, what it brings, how its last harvest went."""

from datetime import UTC, datetime

from flask import Blueprint, render_template

from web.services import services
from web.source_health import list_health

sources = Blueprint("sources", __name__)


@sources.get("/sources")
def show() -> str:
    """List every source."""
    with services().database.reading() as reading:
        states = reading.list_sources()
    return render_template("sources.html", sources=list_health(states, datetime.now(UTC)))
