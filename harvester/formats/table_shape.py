"""A table as every kind of document gives it: columns with names of their own, and rows with line numbers.

Owns which row heads the columns and how odd headings and rows are put right. Leaves how a document is read to
`csv_table` and `xlsx_table`, and what a column means to `csv_record`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.language import gettext
from harvester.declared import nearest_text
from harvester.errors import SourceMisbehaved
from harvester.formats.words import squeeze

LISTED_COLUMNS = 40
"""How many columns a message lists at most."""

_INVISIBLE = "\ufeff\u200b\u2060\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`line` is the line of the document where the row begins, from 1; `cells` as many as it has."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.strip().strip(_INVISIBLE) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table without its empty rows: `cells` of a row are as many as the columns, or too many.

    `header_line` is the line of the headings. `delimiter` and `encoding` are those of a text, `sheet` is the
    name of the sheet of a workbook.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    header_line: int = 1
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None


def find_header(rows: Sequence[Row], header_row: int | None) -> int | None:
    """Return the place of the row that heads the columns: the one declared (from 1), else the first that says
    something; None where there is none.
    """
    if header_row is not None:
        return header_row - 1 if header_row <= len(rows) else None
    return next((place for place, row in enumerate(rows) if not row.is_empty), None)


def shape(
    rows: Sequence[Row], *, where: str, expected: Iterable[str] = (), header_row: int | None = None
) -> Table:
    """Return the table that rows make.

    Raises `SourceMisbehaved`: `empty-table`, `missing-column` for an expected column that is not there,
    `repeated-column` for one that is there twice.
    """
    header = find_header(rows, header_row)
    if header is None:
        raise SourceMisbehaved("empty-table", where=where)
    headings = [squeeze(cell) for cell in rows[header].cells]
    columns = name_columns(headings)
    for column in expected:
        _check_column(column, headings, where)
    body = tuple(_padded(row, len(columns)) for row in rows[header + 1 :] if not row.is_empty)
    return Table(columns=columns, rows=body, header_line=rows[header].line)


def name_columns(headings: Sequence[str]) -> tuple[str, ...]:
    """Return a name of its own for each column: an empty heading becomes `colonne 3`, a second « Nom »
    becomes `Nom (2)`.
    """
    names, counts = list[str](), Counter[str]()
    for place, heading in enumerate(headings, 1):
        name = heading or gettext("colonne {place}").format(place=place)
        counts[name] += 1
        names.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return tuple(names)


def _check_column(column: str, headings: Sequence[str], where: str) -> None:
    count = headings.count(column)
    if count > 1:
        raise SourceMisbehaved("repeated-column", column=column, where=where, count=count)
    if count == 0 and column not in name_columns(headings):
        named = list(filter(None, headings))
        raise SourceMisbehaved(
            "missing-column",
            column=column,
            where=where,
            nearest=nearest_text(column, named),
            columns=", ".join(named[:LISTED_COLUMNS]) + (" …" if len(named) > LISTED_COLUMNS else ""),
        )


def _padded(row: Row, width: int) -> Row:
    """Complete a short row with empty cells; drop the empty cells that a spreadsheet left at the end."""
    cells = list(row.cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return Row(line=row.line, cells=(*cells, *[""] * (width - len(cells))))
