"""Harvest a CSV table whose columns the source declares, from a local file or an address."""

import codecs
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields

from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import FetchTools, Page, Probe, RawItem, RejectedItem, Wanted
from harvester.declared import DeclaredSchema, choice, text
from harvester.errors import RecordRejected, SourceUnavailable
from harvester.formats.csv_record import FIELDS, id_of, row_to_record
from harvester.formats.csv_table import DELIMITERS
from harvester.formats.kinds import KINDS
from harvester.gateway.encoding import KNOWN_ENCODINGS

PAGE_ROWS = 500
MEDIA_TYPE = "application/json"
TASK = "table.rows"


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
        raise ValidationError("not-allowed")


class TableOptions(DeclaredSchema):
    """What a `table` source may set.

    `columns`: which column fills which field. `separator`: between the values inside a cell. `delimiter` and
    `encoding`: where sniffing errs. `kind`: of every record; `kind_column`: the column that says it per row.
    """

    columns = ColumnsField(required=True, error_messages={"required": "required", "null": "required"})
    separator = text()
    delimiter = choice(DELIMITERS)
    encoding = text(validate=_known_encoding)
    kind = choice(KINDS)
    kind_column = text()


class TableConnector:
    """Rows of a CSV document: each is kept as canonical JSON, `{column: text}`."""

    kind: ClassVar[str] = "table"
    options: ClassVar[type[Schema]] = TableOptions
    incremental: ClassVar[bool] = False

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:  # noqa: ARG002 -- the protocol
        """Yield the rows in batches; the number of rows is the announced total.

        Raises `SourceUnavailable` for a file that cannot be read, `SourceMisbehaved` for a table that cannot.
        """
        where, content = _fetch_content(source, tools)
        head, *rows = tools.gateway.run(TASK, content, _reading_options(source, where), where=where)
        items = list(_to_items(head["columns"], rows, source))
        for start in range(0, max(len(items), 1), PAGE_ROWS):
            part = items[start : start + PAGE_ROWS]
            yield Page(
                items=tuple(item for item in part if isinstance(item, RawItem)),
                rejected=tuple(item for item in part if isinstance(item, RejectedItem)),
                announced=len(items),
            )

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the first page; raises what `fetch` raises."""
        with closing(self.fetch(source, tools, Wanted())) as pages:  # type: ignore[type-var]
            page = next(pages)
        return Probe(software="CSV", announced=page.announced)

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:
        """Map one row; raises `RecordRejected`."""
        return row_to_record(json.loads(item.content), item.remote_id, options)


def _fetch_content(source: Source, tools: FetchTools) -> tuple[str, bytes]:
    if source.path is None:
        answer = tools.session.fetch_bytes(
            "GET", source.url or "", accept="text/csv, text/plain;q=0.8, */*;q=0.1"
        )
        return answer.url, answer.content
    path = Path(source.path)
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise SourceUnavailable("file-missing", where=source.path, detail=error.strerror) from None


def _reading_options(source: Source, where: str) -> dict[str, Any]:
    declared = [column for columns in source.options["columns"].values() for column in columns]
    if kind_column := source.options.get("kind_column"):
        declared.append(kind_column)
    chosen = {name: source.options[name] for name in ("delimiter", "encoding") if name in source.options}
    return {"where": where, "expected": list(dict.fromkeys(declared)), **chosen}


def _to_items(
    columns: list[str], rows: list[dict[str, Any]], source: Source
) -> Iterator[RawItem | RejectedItem]:
    """Yield an item per row. Rows that share an id are told apart by their content, whatever their order; a
    row that is written twice is one.
    """
    cells_of = {row["line"]: dict(zip(columns, row["cells"], strict=False)) for row in rows}
    ids = {line: id_of(cells, source.options["columns"])[0] for line, cells in cells_of.items()}
    counts = Counter(ids.values())
    seen: set[bytes] = set()
    for row in rows:
        line, cells = row["line"], cells_of[row["line"]]
        if len(row["cells"]) != len(columns):
            yield _ragged(row, ids[line], len(columns))
            continue
        content = json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        if content not in seen:
            suffix = f"~{sha256(content).hexdigest()[:8]}" if counts[ids[line]] > 1 else ""
            yield RawItem(remote_id=ids[line] + suffix, content=content, media_type=MEDIA_TYPE)
        seen.add(content)


def _ragged(row: Mapping[str, Any], remote_id: str, columns: int) -> RejectedItem:
    error = RecordRejected("ragged-row", line=row["line"], cells=len(row["cells"]), columns=columns)
    content = json.dumps(row["cells"], ensure_ascii=False).encode()
    return RejectedItem(remote_id=remote_id, kind=error.kind, message=str(error), content=content)
