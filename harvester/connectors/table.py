"""Harvest a table whose columns the source declares: CSV or XLSX, from a local file or an address."""

import codecs
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields

from catalogue.language import gettext as _
from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import FetchTools, Page, Probe, RawItem, Wanted
from harvester.connectors.table_items import TableItems
from harvester.declared import DeclaredSchema, choice, choice_text, text, whole
from harvester.errors import SourceUnavailable
from harvester.formats.csv_record import FIELDS, row_to_record
from harvester.formats.csv_table import DELIMITERS
from harvester.formats.kinds import KINDS
from harvester.gateway.encoding import KNOWN_ENCODINGS

TASK = "table.rows"
ACCEPT = (
    "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, text/plain;q=0.8, */*;q=0.1"
)
_READING = ("delimiter", "encoding", "sheet", "header_row")


class ColumnsField(fields.Field[dict[str, tuple[str, ...]]]):
    """`[sources.options.columns]`: field of the record = column, or list of columns."""

    known_keys = FIELDS
    default_error_messages = {"invalid": "not-table", "column": "not-list"}  # noqa: RUF012 -- read by marshmallow

    def _deserialize(self, value: Any, *_where: Any, **_more: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, Mapping):
            raise self.make_error("invalid")
        faults = {name: ["unknown"] for name in value if name not in FIELDS}
        columns = {name: (names,) if isinstance(names, str) else names for name, names in value.items()}
        for name, names in columns.items():
            if not isinstance(names, list | tuple) or not all(isinstance(column, str) for column in names):
                faults[name] = ["not-list"]
        if "title" not in value:
            faults["title"] = ["required"]
        if faults:
            raise ValidationError(faults)
        return {name: tuple(names) for name, names in columns.items()}


def _known_encoding(name: str) -> None:
    try:
        known = codecs.lookup(name).name in KNOWN_ENCODINGS
    except LookupError:
        known = False
    if not known:
        raise ValidationError(choice_text(name, sorted(KNOWN_ENCODINGS)))


class SeparatorsField(fields.Field[dict[str, str]]):
    """`[sources.options.separators]`: field of the record = separator inside its cells."""

    known_keys = FIELDS
    default_error_messages = {"invalid": "not-table"}  # noqa: RUF012 -- read by marshmallow

    def _deserialize(self, value: Any, *_where: Any, **_more: Any) -> dict[str, str]:
        if not isinstance(value, Mapping):
            raise self.make_error("invalid")
        faults = {name: ["unknown"] for name in value if name not in FIELDS}
        faults |= {name: ["not-text"] for name, text_ in value.items() if not isinstance(text_, str)}
        if faults:
            raise ValidationError(faults)
        return dict(value)


class TableOptions(DeclaredSchema):
    """What a `table` source may set.

    `columns`: which column fills which field. `separator`: between the values inside a cell; `separators`: of
    a field that has another one. `sheet`: the sheet of a workbook, by name. `header_row`: the row that heads
    the columns, from 1, where others stand above it. `delimiter` and `encoding`: of a CSV document, where
    sniffing errs. `kind`: of every record; `kind_column`: the column that says it per row.
    """

    columns = ColumnsField(required=True, error_messages={"required": "required", "null": "required"})
    separator = text()
    separators = SeparatorsField()
    sheet = text()
    header_row = whole(1, 1_000)
    delimiter = choice(DELIMITERS)
    encoding = text(validate=_known_encoding)
    kind = choice(KINDS)
    kind_column = text()


class TableConnector:
    """Rows of a table: each is kept as canonical JSON, `{column: text}`."""

    kind: ClassVar[str] = "table"
    options: ClassVar[type[Schema]] = TableOptions
    incremental: ClassVar[bool] = False

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:  # noqa: ARG002 -- the protocol
        """Yield the rows in batches; the number of rows is the announced total.

        Raises `SourceUnavailable` for a file that cannot be read, `SourceMisbehaved` for a table that cannot.
        """
        _head, items = _read(source, tools)
        yield from items.pages()

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Read the table and tell its format, its rows and the columns that no field takes; raises what
        `fetch` raises.
        """
        head, items = _read(source, tools)
        name = head["format"] if head["sheet"] is None else f"{head['format']} ({head['sheet']})"
        return Probe(
            software=name,
            announced=items.count(),
            abilities=frozenset({"total", "ids"}),
            remarks=tuple(_remarks(head["columns"], source)),
        )

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:
        """Map one row; raises `RecordRejected`."""
        return row_to_record(json.loads(item.content), item.remote_id, options)


def _read(source: Source, tools: FetchTools) -> tuple[dict[str, Any], TableItems]:
    where, content = _fetch_content(source, tools)
    head, *batches = tools.gateway.run(TASK, content, _reading_options(source, where), where=where)
    packed = tuple(batch["rows"] for batch in batches)
    return head, TableItems(
        columns=tuple(head["columns"]), batches=packed, declared=source.options["columns"]
    )


def _fetch_content(source: Source, tools: FetchTools) -> tuple[str, bytes]:
    if source.path is None:
        answer = tools.session.fetch_bytes("GET", source.url or "", accept=ACCEPT)
        return answer.url, answer.content
    path = Path(source.path)
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise SourceUnavailable("file-missing", where=source.path, detail=error.strerror) from None


def _reading_options(source: Source, where: str) -> dict[str, Any]:
    chosen = {name: source.options[name] for name in _READING if name in source.options}
    return {"where": where, "expected": _declared_columns(source), **chosen}


def _declared_columns(source: Source) -> list[str]:
    declared = [column for columns in source.options["columns"].values() for column in columns]
    if kind_column := source.options.get("kind_column"):
        declared.append(kind_column)
    return list(dict.fromkeys(declared))


def _remarks(columns: list[str], source: Source) -> Iterator[str]:
    if left := [column for column in columns if column not in _declared_columns(source)]:
        yield _("Colonnes qu'aucun champ ne prend, gardées telles quelles : {columns}.").format(
            columns=", ".join(left)
        )
