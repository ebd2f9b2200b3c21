"""`glane renormalise`: stored originals are mapped anew, without the network."""

import click

from catalogue.language import gettext as _
from catalogue.source import Source
from catalogue.store.runs import ItemError, RunReport, report_json
from cli.errors import NothingToRenormalise
from cli.field_words import FieldWords, field_label
from cli.harvesting import Outcome, sync
from cli.installation import Installation
from cli.options import Options, as_json, example
from cli.output import print_json, say
from cli.progress import watching
from cli.reports import DONE, DONE_WITH_REMARKS, NOTHING_DONE, print_reports
from harvester.errors import SourceUnavailable
from harvester.renormalise import Renormaliser, rehearse, renormalise
from harvester.replay_count import Renormalised
from web.labels import Labels, SourceTitles


@click.command(
    "renormalise",
    help=_("Refait les fiches à partir des originaux gardés, sans rien demander aux sources."),
    epilog=example("glane renormalise --dry-run"),
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--dry-run", is_flag=True, help=_("Dit ce qui changerait, sans rien écrire."))
@as_json
@click.pass_obj
def renormalise_sources(options: Options, ids: tuple[str, ...], *, dry_run: bool, json_output: bool) -> int:
    """Map the originals of sources anew, of all that have any unless some are named."""
    installation = options.open()
    sources = installation.choose_kept(ids)
    if not sources:
        raise NothingToRenormalise
    with watching() as progress, installation.renormaliser(progress) as renormaliser:
        done = [_do_one(source, renormaliser, dry_run=dry_run) for source in sources]
    indexed = dry_run or sync(installation)
    _print(installation, done, dry_run=dry_run, json_output=json_output)
    failed = sum(one.report.status != "complete" for one in done)
    if failed == len(done):
        return NOTHING_DONE
    remarks = failed or not indexed or any(one.report.rejected for one in done)
    return DONE_WITH_REMARKS if remarks else DONE


def _do_one(source: Source, renormaliser: Renormaliser, *, dry_run: bool) -> Renormalised:
    """Map one source anew; one that is busy does not stop the others."""
    try:
        return (rehearse if dry_run else renormalise)(source, renormaliser)
    except SourceUnavailable as error:
        failure = ItemError(kind=error.kind, message=str(error))
        return Renormalised(report=RunReport(run=0, source=source.id, status="failed", errors=(failure,)))


def _print(installation: Installation, done: list[Renormalised], *, dry_run: bool, json_output: bool) -> None:
    if json_output:
        print_json({"dry_run": dry_run, "runs": [_to_json(one) for one in done]})
        return
    reports = tuple(one.report for one in done)
    print_reports(Outcome(reports=reports, published=True, indexed=True), json_output=False)
    labels = Labels(gazetteer=installation.gazetteer, source_titles=SourceTitles(installation.database))
    words = FieldWords(labels=labels)
    for one in done:
        _print_changes(one, words)
    if dry_run:
        say(_("Rien n'a été écrit. Pour le faire : glane renormalise"))


def _print_changes(done: Renormalised, words: FieldWords) -> None:
    """Write in how many records each field changes, with examples."""
    for one in done.changes:
        text = _("{source} : « {field} » change (fiches : {count})")
        click.echo(text.format(source=done.report.source, field=field_label(one.field), count=one.records))
        for example_ in one.examples:
            before, after = words.value(one.field, example_.before), words.value(one.field, example_.after)
            click.echo(f"    {example_.remote_id} : {before} → {after}")


def _to_json(done: Renormalised) -> dict[str, object]:
    fields = [
        {
            "field": one.field,
            "records": one.records,
            "examples": [
                {"remote_id": each.remote_id, "before": each.before, "after": each.after}
                for each in one.examples
            ],
        }
        for one in done.changes
    ]
    return {**report_json(done.report), "fields": fields}
