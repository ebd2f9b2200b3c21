"""One row of a table as a record, by the columns that the source declares for each field.

What belongs to a kind (indicator, observatory …) is made by `table_parts`.

Values stay as the table has them (licence, frequency, territories …): normalisation turns them into codes.
The columns that no field takes are kept in `extras["columns"]`.
"""

from collections.abc import Mapping
from typing import Any, get_args

from catalogue.identity import uri_key
from catalogue.record import Access, Record
from catalogue.record_parts import Agent, Contact, Distribution, Period
from harvester.connector import IDENTITY_KEYS
from harvester.errors import RecordRejected
from harvester.formats.codes import open_ended
from harvester.formats.kinds import find_kind
from harvester.formats.table_parts import (
    PART_FIELDS,
    list_unread,
    to_convention,
    to_indicator,
    to_observatory,
    to_study,
)
from harvester.formats.words import digest, distinct, is_http, is_placeholder, paragraphs, squeeze

LIST_FIELDS = (
    "keywords", "topics", "themes", "inspire_themes", "milieux", "exposure_factors",
    "territories", "granularities", "crs", "conforms_to",
)  # fmt: skip
"""Fields of several values; a cell holds several when the source declares a `separator`."""

TEXT_FIELDS = (
    "identifier", "title", "acronym", "description", "language", "nature", "collection_method",
    "licence_text", "frequency", "issued", "modified", "next_update", "landing_page", "lineage", "series_of",
)  # fmt: skip
OTHER_FIELDS = (
    "id", "publisher", "creators", "contacts", "licence", "access",
    "temporal", "temporal_start", "temporal_end", "distributions", "format",
)  # fmt: skip
FIELDS = (*OTHER_FIELDS[:1], *TEXT_FIELDS, *LIST_FIELDS, *OTHER_FIELDS[1:], *PART_FIELDS)
"""Every field that a table may fill; `id` is what identifies a row."""

Cells = Mapping[str, str]
Columns = Mapping[str, tuple[str, ...]]

_SWALLOWING = frozenset(
    {"description", "lineage", "indicator_definition", "indicator_calculation", "indicator_reading_limits"}
)


def id_of(row: Cells, columns: Columns) -> tuple[str, bool]:
    """Return the id of a row (its id columns, else title and publisher), and whether it is derived."""
    if named := [squeeze(row[column]) for column in columns.get("id", ())]:
        joined = "|".join(named).rstrip("|")
        if joined and not is_placeholder(joined):
            return joined, False
    who = [row[column] for field in ("title", "publisher") for column in columns.get(field, ())]
    return digest(*(who if any(map(squeeze, who)) else row.values())), True


def row_to_record(row: Cells, remote_id: str, options: Mapping[str, Any]) -> Record:
    """Map a row (`{column: text}`) with the checked options of a `table` source.

    Raises `RecordRejected("no-title")`.
    """
    cells = _Cells(row, options)
    texts = {field: cells.text(field) for field in TEXT_FIELDS}
    if not texts["title"]:
        raise RecordRejected("no-title", record=remote_id)
    organisations = [Agent(name=name) for name in cells.values("publisher")]
    access, unread_access = _to_access(cells.text("access"))
    licence = cells.text("licence")
    extras = {
        "columns": cells.unused(),
        "access_text": unread_access,
        "unread": dict(list_unread(cells)),
        "id_derived": id_of(row, cells.columns)[1] or None,
        "id_repeated": (id_of(row, cells.columns)[0] != remote_id) or None,
        IDENTITY_KEYS: _identity_keys(texts["identifier"]),
    }
    record = {
        **texts,
        **{field: cells.values(field) for field in LIST_FIELDS},
        **_to_parts(cells),
        "kind": find_kind(row.get(options.get("kind_column") or "")) or options.get("kind") or "dataset",
        "publisher": next(iter(organisations), None),
        "creators": (*organisations[1:], *(Agent(name=name) for name in cells.values("creators"))),
        "contacts": tuple(_to_contact(text) for text in cells.values("contacts")),
        "access": access,
        "licence_text": " ; ".join(distinct([licence, texts["licence_text"]])) or None,
        "temporal": _to_period(cells),
        "distributions": _to_distributions(cells),
        "extras": {key: value for key, value in extras.items() if value},
    }
    return Record(**record)


def _to_parts(cells: "_Cells") -> dict[str, Any]:
    """Return what belongs to a kind; the levels of an indicator are granularities where none are declared."""
    indicator = to_indicator(cells)
    parts: dict[str, Any] = {
        "indicator": indicator,
        "observatory": to_observatory(cells),
        "study": to_study(cells),
        "convention": to_convention(cells),
    }
    if indicator and indicator.levels and "granularities" not in cells.columns:
        parts["granularities"] = tuple(dict.fromkeys(level.level for level in indicator.levels))
    return parts


class _Cells:
    """The cells of a row by field, as its columns and separator say."""

    def __init__(self, row: Cells, options: Mapping[str, Any]) -> None:
        self.row = row
        self.columns: Columns = options["columns"]
        self.separator: str | None = options.get("separator")
        self.separators: Mapping[str, str] = options.get("separators") or {}
        self.kind_column: str | None = options.get("kind_column")

    def text(self, field: str) -> str | None:
        """Return the text of a field: several columns are joined, as paragraphs where it is a long one."""
        cells = [
            cell for column in self.columns.get(field, ()) if not is_placeholder(cell := self.row[column])
        ]
        if field in _SWALLOWING:
            return paragraphs("\n\n".join(filter(None, cells))) or None
        return squeeze(" ".join(cells)) or None

    def values(self, field: str) -> tuple[str, ...]:
        """Return the values of a field, in the order of its columns, each once."""
        cells = [self.row[column] for column in self.columns.get(field, ())]
        separator = self.separators.get(field, self.separator)
        parts = [part for cell in cells for part in (cell.split(separator) if separator else [cell])]
        return tuple(part for part in distinct(parts) if not is_placeholder(part))

    def unused(self) -> dict[str, str]:
        """Return the filled cells of the columns that no field takes."""
        used = {column for columns in self.columns.values() for column in columns} | {self.kind_column}
        return {name: text for name, cell in self.row.items() if name not in used and (text := squeeze(cell))}


def _to_contact(text: str) -> Contact:
    if is_http(text):
        return Contact(url=text)
    return Contact(email=text) if "@" in text else Contact(name=text)


def _to_access(text: str | None) -> tuple[Access | None, str | None]:
    """Return the access level where the cell is one of ours, else the text to keep."""
    for level in get_args(Access):
        if text == level:
            return level, None
    return None, text


def _to_period(cells: _Cells) -> Period | None:
    start, end = cells.text("temporal_start"), cells.text("temporal_end")
    if start or end:
        return open_ended(start, end)
    text = cells.text("temporal")
    return Period(start=text) if text else None


def _to_distributions(cells: _Cells) -> tuple[Distribution, ...]:
    urls, formats = cells.values("distributions"), cells.values("format")
    paired = formats if len(formats) == len(urls) else formats[:1] * len(urls)
    paired = paired or (None,) * len(urls)  # type: ignore[assignment]
    return tuple(Distribution(url=url, format=name) for url, name in zip(urls, paired, strict=True))


def _identity_keys(identifier: str | None) -> list[str]:
    key = uri_key(identifier) if identifier and is_http(identifier) else None
    return [key] if key else []
