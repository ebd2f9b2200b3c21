"""Asking one source, without writing anything: does it answer, what does it announce, its first titles."""

from contextlib import closing
from dataclasses import dataclass
from threading import Event

from catalogue.record import Record
from catalogue.source import Source
from cli.installation import Installation
from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.errors import HarvestError
from harvester.mapping import map_items
from harvester.progress import NoProgress

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What a source answered to its first request; `message` says why it did not."""

    id: str
    kind: str
    reachable: bool
    announced: int | None = None
    listed: int = 0
    titles: tuple[str, ...] = ()
    message: str = ""


def check_source(installation: Installation, source: Source) -> SourceCheck:
    """Fetch the first page of a source and map its first records."""
    connector = CONNECTORS[source.kind]
    try:
        with (
            installation.harvester(NoProgress()) as harvester,
            harvester.open_tools(source, Event()) as tools,
        ):
            with closing(connector.fetch(source, tools, Wanted())) as pages:  # type: ignore[type-var]
                page = next(pages, None)
            if page is None:
                return SourceCheck(id=source.id, kind=source.kind, reachable=True)
            results = map_items(tools.gateway, source, page.items[:SHOWN])
    except HarvestError as error:
        return SourceCheck(id=source.id, kind=source.kind, reachable=False, message=str(error))
    titles = tuple(result.title for result in results if isinstance(result, Record))
    return SourceCheck(
        id=source.id,
        kind=source.kind,
        reachable=True,
        announced=page.announced,
        listed=len(page.items),
        titles=titles,
    )
