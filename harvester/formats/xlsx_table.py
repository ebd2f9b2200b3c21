"""One sheet of an XLSX workbook read as a table: which sheet, what spans several cells, what is an error.

Leaves the zip and its cells to `xlsx_workbook`, headings to `table_shape`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from catalogue.folding import fold_label
from harvester.declared import nearest_text
from harvester.errors import SourceMisbehaved
from harvester.formats.csv_table import MAX_CELL_CHARACTERS
from harvester.formats.table_shape import Row, Table, find_header, shape
from harvester.formats.words import squeeze
from harvester.formats.xlsx_merged import Area, list_merged
from harvester.formats.xlsx_workbook import Sheet, read_sheets

_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
"""What a formula without a result shows (ECMA-376 part 1 §18.17.3): the cell says nothing."""


def parse_workbook(
    content: bytes,
    *,
    where: str,
    expected: Iterable[str] = (),
    sheet: str | None = None,
    header_row: int | None = None,
) -> Table:
    """Return the table of a sheet: the one named, else the first whose headings hold the expected columns,
    else the first.

    The value of merged cells counts for each of their rows. `header_row` is the row that heads the columns,
    from 1. Raises `SourceMisbehaved`: `missing-sheet`, `long-cell`, what `table_shape.shape` raises and what
    `xlsx_workbook.read_sheets` raises.
    """
    wanted = tuple(expected)
    chosen = _choose(content, where, wanted, sheet, header_row)
    rows = _to_rows(chosen, list_merged(content, chosen.name), where)
    table = shape(_widened(rows, header_row), where=where, expected=wanted, header_row=header_row)
    return replace(table, sheet=chosen.name)


def _choose(
    content: bytes, where: str, wanted: tuple[str, ...], name: str | None, header_row: int | None
) -> Sheet:
    names: list[str] = []

    def is_wanted(title: str) -> bool:
        names.append(title)
        return name is None or fold_label(title) == fold_label(name)

    first: Sheet | None = None
    for sheet in read_sheets(content, where=where, wanted=is_wanted):
        first = first or sheet
        if name is not None or _has_columns(sheet, wanted, header_row):
            return sheet
    if first is not None:
        return first
    raise SourceMisbehaved(
        "missing-sheet",
        where=where,
        sheet=name or "?",
        nearest=nearest_text(name or "", names),
        sheets=", ".join(names),
    )


def _has_columns(sheet: Sheet, wanted: tuple[str, ...], header_row: int | None) -> bool:
    rows = [Row(line=line, cells=cells) for line, cells in enumerate(sheet.rows, 1)]
    header = find_header(rows, header_row)
    return header is not None and {*wanted} <= {squeeze(cell) for cell in rows[header].cells}


def _to_rows(sheet: Sheet, areas: Sequence[Area], where: str) -> list[Row]:
    """Return the rows with the cells of merged areas filled, errors emptied, and no cell too long."""
    grid = [["" if cell in _ERRORS else cell for cell in cells] for cells in sheet.rows]
    for area in areas:
        _fill(grid, area)
    for line, cells in enumerate(grid, 1):
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
            raise SourceMisbehaved("long-cell", where=where, line=line, limit=MAX_CELL_CHARACTERS)
    return [Row(line=line, cells=tuple(cells)) for line, cells in enumerate(grid, 1)]


def _fill(grid: list[list[str]], area: Area) -> None:
    """Repeat the value of a merged area in those of its rows that say something; across columns it stays
    where it is written.
    """
    if area.top > len(grid) or area.left > len(grid[area.top - 1]):
        return
    value = grid[area.top - 1][area.left - 1]
    for cells in filter(any, grid[area.top : area.bottom]):
        cells.extend([""] * (area.left - len(cells)))
        cells[area.left - 1] = cells[area.left - 1] or value


def _widened(rows: list[Row], header_row: int | None) -> list[Row]:
    """Give the headings the width of the widest row: a note beside the table makes no row too long."""
    header = find_header(rows, header_row)
    if header is None:
        return rows
    width = max(len(row.cells) for row in rows[header:])
    missing = width - len(rows[header].cells)
    rows[header] = Row(line=rows[header].line, cells=(*rows[header].cells, *[""] * missing))
    return rows
