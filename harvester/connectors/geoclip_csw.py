"""The strategy `csw`: the catalogue of an observatory, listed as any CSW, under the ids of its indicators."""

from collections.abc import Iterator
from dataclasses import replace

from catalogue.source import Source
from harvester.connector import FetchTools, Page, RawItem, Wanted
from harvester.connectors.csw import CswConnector
from harvester.connectors.geoclip_items import is_wanted
from harvester.formats.geoclip_addresses import plain_link, root_of
from harvester.formats.geoclip_iso import find_name

PATH = "/services/csw/"


def fetch_records(source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
    """Yield the records page by page; raises what the kind `csw` raises.

    A record whose links name no indicator, or one that another record names too, keeps its fileIdentifier.
    """
    root, taken, left_out = root_of(source.url or ""), set[str](), 0
    for page in CswConnector().fetch(as_csw(source), tools, wanted):
        named = [_named(item, root, taken) for item in page.items]
        items = tuple(item for item in named if is_wanted(source.options, item.remote_id, ""))
        left_out += len(named) - len(items)
        announced = None if page.announced is None else max(page.announced - left_out, 0)
        yield replace(page, items=items, announced=announced)


def as_csw(source: Source) -> Source:
    """Return the source that lists the same portal by its CSW."""
    url = root_of(source.url or "") + PATH
    return replace(source, kind="csw", url=url, path=None, options=source.options.get("csw", {}))


def _named(item: RawItem, root: str, taken: set[str]) -> RawItem:
    name = find_name(item.content)
    if name is None or name in taken:
        return item
    taken.add(name)
    return replace(item, remote_id=name, remote_url=plain_link(root, name))
