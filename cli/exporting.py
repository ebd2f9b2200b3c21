"""The whole catalogue as bytes, in constant memory: JSON lines, CSV for spreadsheets, RDF."""

import csv
import io
import json
from collections.abc import Callable, Iterator

from catalogue import record_json
from catalogue.json_form import plain
from catalogue.rdf.catalog import export_triples
from catalogue.rdf.formats import RdfFormatName
from catalogue.rdf.serialise import serialise
from catalogue.record import Record
from catalogue.store import Reading

CSV_COLUMNS = (
    "id",
    "kind",
    "title",
    "acronym",
    "description",
    "publisher",
    "topics",
    "keywords",
    "territories",
    "granularities",
    "start",
    "end",
    "frequency",
    "licence",
    "access",
    "landing_page",
    "formats",
    "modified",
    "sources",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for a formula at the start of a cell (OWASP, CSV injection)."""

Exporter = Callable[[Iterator[Record], str], Iterator[bytes]]


def export_records(records: Iterator[Record], format_name: str, base: str) -> Iterator[bytes]:
    """Yield the export of the records; `base` is the root of the subjects in RDF."""
    return EXPORTS[format_name](records, base)


def export_source_records(reading: Reading) -> Iterator[bytes]:
    """Yield a JSON line per source record, as the source said it, with the id of its dataset."""
    for dataset_id, member in reading.iterate_source_records():
        line = {
            "dataset": dataset_id,
            "active": member.active,
            **plain(member.provenance),
            "record": record_json.to_json(member.record),
        }
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _jsonl(records: Iterator[Record], _base: str) -> Iterator[bytes]:
    for record in records:
        yield record_json.dumps(record).encode() + b"\n"


def _csv(records: Iterator[Record], _base: str) -> Iterator[bytes]:
    """UTF-8 with a BOM, so that a spreadsheet reads the accents; formulas are disarmed."""
    yield b"\xef\xbb\xbf" + _csv_line(CSV_COLUMNS)
    for record in records:
        yield _csv_line([_cell(value) for value in _csv_row(record)])


def _csv_row(record: Record) -> list[str | None]:
    return [
        record.id,
        record.kind,
        record.title,
        record.acronym,
        record.description,
        record.publisher.name if record.publisher else None,
        "|".join(record.topics),
        "|".join(record.keywords),
        "|".join(record.territories),
        "|".join(record.granularities),
        record.temporal.start if record.temporal else None,
        record.temporal.end if record.temporal else None,
        record.frequency,
        record.licence,
        record.access,
        record.landing_page,
        "|".join(dict.fromkeys(d.format for d in record.distributions if d.format)),
        record.modified,
        "|".join(dict.fromkeys(item.source for item in record.provenance)),
    ]


def _cell(value: str | None) -> str:
    text = value or ""
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def _csv_line(values: list[str] | tuple[str, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue().encode()


def _rdf(rdf_format: RdfFormatName) -> Exporter:
    def export(records: Iterator[Record], base: str) -> Iterator[bytes]:
        yield serialise(export_triples(records, base), rdf_format)

    return export


EXPORTS: dict[str, Exporter] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "nt": _rdf("nt"),
    "ttl": _rdf("ttl"),
    "jsonld": _rdf("jsonld"),
}
