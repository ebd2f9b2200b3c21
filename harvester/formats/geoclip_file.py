"""The list of indicators that an operator gives: CSV, XLSX or JSON, each line or object an entry.

CSV and XLSX are read in the parser child; the line of headings is the first that names an indicator, so that
a title above it does no harm.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from harvester.errors import SourceMisbehaved
from harvester.formats.csv_table import parse_table
from harvester.formats.geoclip_entry import field_of
from harvester.formats.words import squeeze
from harvester.formats.xlsx_workbook import is_workbook, read_sheets

_LISTS = ("indics", "indicateurs", "indicators", "results", "data", "content")
_PREAMBLE_ROWS = 30


def read_entries(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield `{"entry": {heading: text}}` per line: a task of the parser child.

    Options: `where`; `columns`, field → heading as declared. Raises `SourceMisbehaved`: `missing-column`
    where no line names an indicator, and what the readers of CSV and XLSX raise.
    """
    where, declared = options["where"], dict(options["columns"])
    for table in _tables(content, where, declared):
        header = next(
            (number for number, row in enumerate(table[:_PREAMBLE_ROWS]) if _is_header(row, declared)), None
        )
        if header is not None:
            headings = [squeeze(cell) for cell in table[header]]
            for row in table[header + 1 :]:
                entry = {
                    name: cell for name, cell in zip(headings, row, strict=False) if name and cell.strip()
                }
                if entry:
                    yield {"entry": entry}
            return
        first = next((row for row in table if any(row)), ())
        raise SourceMisbehaved(
            "missing-column",
            where=where,
            column=declared.get("label", "libellé"),
            columns=", ".join(map(squeeze, first)),
            nearest="",
        )
    raise SourceMisbehaved("empty-table", where=where)


def entries_of_json(value: Any) -> list[Any] | None:
    """Return the list of entries of a JSON document: itself, or under the name that such lists have."""
    if isinstance(value, list):
        return value
    for name in _LISTS if isinstance(value, Mapping) else ():
        if (found := entries_of_json(value.get(name))) is not None:
            return found
    return None


def _tables(content: bytes, where: str, declared: Mapping[str, str]) -> Iterator[Sequence[Sequence[str]]]:
    """Yield the tables of a document that hold something: one of a CSV, one per sheet of a workbook."""
    if not is_workbook(content):
        table = parse_table(content, where=where, expected=tuple(declared.values()))
        yield [table.columns, *(row.cells for row in table.rows)]
        return
    sheets = [sheet.rows for sheet in read_sheets(content, where=where) if any(map(any, sheet.rows))]
    headed = [rows for rows in sheets if any(_is_header(row, declared) for row in rows[:_PREAMBLE_ROWS])]
    yield from headed or sheets


def _is_header(row: Sequence[str], declared: Mapping[str, str]) -> bool:
    """Tell whether a line names what an indicator cannot do without: its label, and something beside."""
    headings = {squeeze(cell) for cell in row}
    fields = {field_of(heading) for heading in headings if heading}
    fields |= {field for field, heading in declared.items() if heading in headings}
    return "label" in fields and len(fields - {None}) > 1
