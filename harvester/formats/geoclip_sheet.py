"""The metadata sheet of an indicator's download: the second sheet of the XLSX, labels beside texts.

The reading of the workbook is a task of the parser child and keeps the rows as they are; what they mean is
read when the record is mapped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.folding import fold_label, fold_plural
from harvester.formats.words import paragraphs, squeeze
from harvester.formats.xlsx_workbook import read_sheets

MAX_ROWS = 400
MAX_CELL = 20_000
DATA_SHEETS = frozenset({"data", "donnees"})

SHEET_FIELDS: dict[str, tuple[str, ...]] = {
    "definition": ("définition", "description", "descriptif", "définition de l'indicateur"),
    "sources": ("source", "source des données", "origine des données"),
    "unit": ("unité", "unité de mesure"),
    "calculation": ("mode de calcul", "méthode de calcul", "calcul", "formule", "méthodologie", "méthode"),
    "reading_limits": (
        "limite", "limites de lecture", "limite d'interprétation", "précaution", "précaution d'usage",
        "précaution de lecture", "précaution d'interprétation", "avertissement", "remarque", "note",
        "commentaire", "secret statistique",
    ),
    "producer": ("producteur", "producteur de la donnée", "producteur des données", "fournisseur"),
    "updated": ("mise à jour", "date de mise à jour", "dernière mise à jour"),
    "frequency": ("périodicité", "fréquence", "fréquence de mise à jour"),
    "licence": ("licence", "conditions d'utilisation"),
}  # fmt: skip
"""What the labels of a metadata sheet mean; those that are not here are kept as they are."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataSheet:
    """What a sheet says: texts by field of `SHEET_FIELDS`, and by label what has no field."""

    fields: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)


def read_metadata_rows(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"rows": [[text …] …]}` of every sheet that holds no data: a task of the parser child.

    Options: `where`. Empty rows are left out, cells cut at `MAX_CELL` characters.
    """
    sheets = read_sheets(
        content,
        where=options["where"],
        wanted=lambda name: fold_label(name) not in DATA_SHEETS,
        max_rows=MAX_ROWS,
    )
    return {"rows": [[cell[:MAX_CELL] for cell in row] for sheet in sheets for row in sheet.rows if any(row)]}


def to_metadata(rows: Rows) -> MetadataSheet:
    """Read rows of « label, text », of « label : text » in one cell, of a label above its text, or a line of
    labels above a line of texts.
    """
    fields: dict[str, str] = {}
    others: dict[str, str] = {}
    for label, text in _pairs(rows):
        name = _field_of(label)
        kept, key = (fields, name) if name else (others, squeeze(label).rstrip(" :"))
        if text and key:
            kept[key] = f"{kept[key]}\n{text}" if key in kept else text
    return MetadataSheet(fields=fields, others=others)


def _pairs(rows: Rows) -> Iterator[tuple[str, str]]:
    current: str | None = None
    labels: Sequence[str] = ()
    for row in rows:
        cells = [paragraphs(cell) for cell in row]
        filled = [cell for cell in cells if cell]
        if labels:
            yield from ((label, text) for label, text in zip(labels, cells, strict=False) if label)
            labels = ()
        elif sum(_field_of(cell) is not None for cell in filled) > 1:
            labels = cells
        elif len(filled) > 1:
            current = filled[0]
            yield current, "\n".join(filled[1:])
        elif filled:
            current, text = _of_one_cell(filled[0], current)
            if current and text:
                yield current, text


def _of_one_cell(cell: str, current: str | None) -> tuple[str | None, str]:
    """Return the label that holds from here on, and the text of the cell."""
    first, colon, rest = cell.partition(":")
    if colon and _field_of(first):
        return first, paragraphs(rest)
    return (cell, "") if _field_of(cell) else (current, cell)


def _field_of(label: str) -> str | None:
    folded = fold_plural(squeeze(label).rstrip(" :"))
    return _FIELDS.get(folded)


_FIELDS = {fold_plural(label): name for name, labels in SHEET_FIELDS.items() for label in labels}
