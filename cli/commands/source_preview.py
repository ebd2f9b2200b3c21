"""`glane source preview`: what a harvest would make of the first records of a source; nothing is written."""

from threading import Event

import click

from catalogue.language import gettext as _
from catalogue.source import Source
from cli.field_words import FieldWords
from cli.installation import Installation
from cli.options import Options, as_json, example
from cli.output import print_json
from cli.reports import DONE, DONE_WITH_REMARKS, NOTHING_DONE
from cli.source_preview import list_preview_lines, list_record_lines, preview_json
from harvester.preview import Preview, Previewer, preview, preview_record
from web.labels import Labels, SourceTitles


@click.command(
    "preview",
    help=_("Montre ce que deviendraient les premières fiches d'une source ; n'écrit rien."),
    epilog=example("glane source preview geo2france --limit 5"),
)
@click.argument("source_id", metavar="ID")
@click.option(
    "--limit",
    default=20,
    show_default=True,
    type=click.IntRange(1, 1000),
    metavar="N",
    help=_("Nombre de fiches lues."),
)
@click.option(
    "--record",
    "remote_id",
    metavar=_("IDENTIFIANT"),
    help=_("Cette seule fiche, par son identifiant dans la source, avec ce que chaque étape y a lu."),
)
@as_json
@click.pass_obj
def preview_source(
    options: Options, source_id: str, limit: int, remote_id: str | None, *, json_output: bool
) -> int:
    """Preview a source, active or not; code 2 where nothing can be mapped, 1 where some of it cannot."""
    installation = options.open()
    (source,) = installation.choose_sources((source_id,))
    found = _look(installation, source, limit, remote_id)
    if json_output:
        print_json(preview_json(found, with_evidence=remote_id is not None))
    else:
        labels = Labels(gazetteer=installation.gazetteer, source_titles=SourceTitles(installation.database))
        _print(found, FieldWords(labels=labels), is_one=remote_id is not None)
    if not found.records and (found.rejected or found.ended_early):
        return NOTHING_DONE
    return DONE_WITH_REMARKS if found.rejected or found.ended_early else DONE


def _look(installation: Installation, source: Source, limit: int, remote_id: str | None) -> Preview:
    with installation.looking() as open_tools, open_tools(source, Event()) as tools:
        previewer = Previewer(
            tools=tools, database=installation.database, context=installation.context_of(source)
        )
        if remote_id is not None:
            return preview_record(source, previewer, remote_id)
        return preview(source, previewer, limit)


def _print(found: Preview, words: FieldWords, *, is_one: bool) -> None:
    if is_one and found.records:
        lines = [line for one in found.records for line in list_record_lines(one, words)]
    else:
        lines = list(list_preview_lines(found, words))
    click.echo("\n".join(lines))
