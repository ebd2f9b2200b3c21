"""Listings that a test writes down instead of serving them: rows of a table, the plainest kind."""

import json
from collections.abc import Callable, Iterator
from typing import ClassVar

from catalogue.record import Record
from harvester.connector import Page, Probe, RawItem, Wanted
from harvester.connectors.table import TableConnector
from tests.harvester.runs.portal import COLUMNS

DECLARATION = {
    "id": "portail",
    "title": "Portail d'essai",
    "kind": "table",
    "url": "http://127.0.0.1:9/inventaire.csv",
    "allow_private": True,
    "options": {"columns": COLUMNS},
}


class FakeConnector:
    """A table whose listing is whatever `pages` yields at that moment."""

    kind: ClassVar[str] = "table"
    options = TableConnector.options

    def __init__(self, pages: Callable[[], Iterator[Page]]) -> None:
        self.pages = pages
        self.wanted: list[Wanted] = []

    incremental = False

    def fetch(self, _source: object, _tools: object, wanted: Wanted) -> Iterator[Page]:
        self.wanted.append(wanted)
        return self.pages()

    def probe(self, _source: object, _tools: object) -> Probe:
        return Probe(software="Essai 1.0", abilities=frozenset({"ids", "total"}), remarks=("Rien à dire.",))

    def to_record(self, item: RawItem, options: dict) -> Record:
        return TableConnector().to_record(item, options)


def an_item(remote_id: str, title: str | None = None, cls: type = RawItem) -> RawItem:
    """Return a row as a connector yields it."""
    row = {"id": remote_id, "titre": remote_id if title is None else title, "resume": ""}
    item: RawItem = cls(
        remote_id=remote_id,
        content=json.dumps(row, sort_keys=True).encode(),
        media_type="application/json",
    )
    return item


def a_page(
    *names: str,
    announced: int | None = None,
    present: tuple[str, ...] = (),
    cursor: str | None = None,
    **titles: str,
) -> Page:
    """Return a page of rows: by their names, which are their titles too, or by name and title."""
    items = [an_item(name) for name in names] + [an_item(name, title) for name, title in titles.items()]
    return Page(items=tuple(items), announced=announced, present=present, cursor=cursor)
