"""Which records a page of the feed holds, and the addresses of its neighbours.

The whole feed is read from one state of the store. A filtered one asks the index which ids are selected, then
the store what may be shown of them: records of restricted sources stay out in both cases.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlencode

from catalogue.errors import RecordNotFound, SelectionInvalid
from catalogue.rdf.catalog import CatalogPage
from catalogue.rdf.formats import RdfFormatName
from catalogue.record import Record
from catalogue.selection import Selection, from_params, to_params
from catalogue.store import Reading
from web.filter_check import check_values
from web.services import Services
from web.timestamps import parse_since

PAGE_SIZE = 100
CHUNK = 500
DESCRIPTION = (
    "Le catalogue fédéré des données de santé et d’environnement des territoires français : "
    "ce que publient plusieurs portails, réuni et mis au même format."
)
"""French whatever the client's language: a feed says the same to everybody."""
Params = Mapping[str, Sequence[str]]


def read_feed_page(services: Services, params: Params, base: str, form: RdfFormatName) -> CatalogPage:
    """Return the page asked for; raises `SelectionInvalid`, or `RecordNotFound` past the end."""
    selection = from_params(params)
    check_values(selection)
    since = parse_since("modified_since", next(iter(params.get("modified_since", ())), None))
    number = _page_number(params)
    with services.database.reading() as reading:
        total, records = _read(services, reading, selection, since, number)
    if number > 1 and not records:
        raise RecordNotFound(f"page={number}")
    query = to_params(selection) + ([("modified_since", since)] if since else [])
    address = _Addresses(f"{base}/catalog.{form}", query)
    last = max(1, -(-total // PAGE_SIZE))
    return CatalogPage(
        base=base,
        title=services.federation_title,
        description=DESCRIPTION,
        publisher=services.federation_title,
        total=total,
        address=address.of_page(number),
        first=address.of_page(1),
        last=address.of_page(last),
        previous=address.of_page(number - 1) if number > 1 else None,
        next=address.of_page(number + 1) if number < last else None,
        records=records,
    )


class _Addresses(NamedTuple):
    document: str
    query: list[tuple[str, str]]

    def of_page(self, number: int) -> str:
        return f"{self.document}?{urlencode([*self.query, ('page', str(number))])}"


def _read(
    services: Services, reading: Reading, selection: Selection, since: str | None, number: int
) -> tuple[int, tuple[Record, ...]]:
    start = (number - 1) * PAGE_SIZE
    if selection == Selection():
        entries = reading.list_feed_page(start, PAGE_SIZE, since)
        return reading.count_feed(since), tuple(entry.record for entry in entries)
    shown = _selected(services, reading, selection, since)
    return len(shown), tuple(shown[start : start + PAGE_SIZE])


def _selected(services: Services, reading: Reading, selection: Selection, since: str | None) -> list[Record]:
    ids = services.engine.iterate_ids(selection)
    found: list[Record] = []
    while chunk := list(islice(ids, CHUNK)):
        entries = reading.list_feed_entries(chunk)
        found += [entry.record for entry in entries if since is None or entry.changed_at >= since]
    return found


def _page_number(params: Params) -> int:
    text = next(iter(params.get("page", ())), "1")
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
        raise SelectionInvalid("page", text, "a whole number from 1 is expected")
    return int(text)
