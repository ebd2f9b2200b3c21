"""`glane show` and `glane export`: records, one or all, in the formats of the site."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from catalogue import record_json
from catalogue.language import gettext as _
from catalogue.rdf.formats import RdfFormatName
from catalogue.rdf.record_triples import record_triples
from catalogue.rdf.serialise import serialise
from cli.errors import OutputUnwritable
from cli.explanations import reason_of
from cli.exporting import EXPORTS, export_records, export_source_records
from cli.options import Options, as_json, example
from cli.output import print_json

RDF_FORMATS: tuple[RdfFormatName, ...] = ("ttl", "jsonld", "rdf", "nt")
DEFAULT_BASE = "http://localhost"


@click.command(help=_("Montre une fiche."), epilog=example("glane show 2f0c… --format ttl"))
@click.argument("record_id", metavar="ID")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["json", *RDF_FORMATS]),
    default="json",
    show_default=True,
    help=_("La forme de la réponse."),
)
@as_json
@click.pass_obj
def show(options: Options, record_id: str, format_name: str, *, json_output: bool) -> None:
    """Show a record in its JSON form or as RDF."""
    installation = options.open()
    with installation.database.reading() as reading:
        record = reading.get_record(record_id)
    if json_output or format_name == "json":
        print_json(record_json.to_json(record))
        return
    base = installation.settings.web.public_url or DEFAULT_BASE
    (rdf_format,) = (name for name in RDF_FORMATS if name == format_name)
    click.echo(serialise(record_triples(record, base), rdf_format), nl=False)


@click.command(
    help=_("Exporte tout le catalogue."), epilog=example("glane export --format csv --output catalogue.csv")
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(EXPORTS)),
    default="jsonl",
    show_default=True,
    help=_("La forme de l'export."),
)
@click.option("--source-records", is_flag=True, help=_("Une ligne par fiche de source (jsonl seulement)."))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=_("FICHIER"),
    help=_("Le fichier à écrire, au lieu de la sortie standard."),
)
@as_json
@click.pass_obj
def export(
    options: Options, format_name: str, *, source_records: bool, output: Path | None, json_output: bool
) -> None:
    """Write every active record; `--json` asks for JSON lines."""
    format_name = "jsonl" if json_output else format_name
    if source_records and format_name != "jsonl":
        raise click.UsageError(_("--source-records ne s'exporte qu'en jsonl."))
    installation = options.open()
    base = installation.settings.web.public_url or DEFAULT_BASE
    with installation.database.reading() as reading:
        if source_records:
            chunks = export_source_records(reading)
        else:
            chunks = export_records(reading.iterate_records(), format_name, base)
        _write(chunks, output)


def _write(chunks: Iterator[bytes], output: Path | None) -> None:
    """Write to standard output, or to a file that appears when it is whole; raises `OutputUnwritable`."""
    if output is None:
        _write_to(sys.stdout.buffer, chunks)
        return
    partial = output.with_name(output.name + ".part")
    try:
        with partial.open("wb") as file:
            _write_to(file, chunks)
        partial.replace(output)
    except OSError as error:
        raise OutputUnwritable(output, reason_of(error)) from error


def _write_to(file: BinaryIO, chunks: Iterator[bytes]) -> None:
    file.writelines(chunks)
    file.flush()
