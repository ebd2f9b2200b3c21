"""`glane legal`: the legal content, for those who write and review it."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from catalogue.language import gettext as _
from catalogue.language import ngettext
from cli.options import SUBCOMMAND, as_json, example
from cli.output import print_json, say
from legal_kb.diagram import to_mermaid
from legal_kb.errors import NotFound
from legal_kb.faults import Fault, errors_among
from legal_kb.library import Library, read_library

_folder = click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("Un dossier de travail à la place du contenu livré (mêmes sous-dossiers que legal_kb/data)."),
)


@click.group(
    help=_("Les fiches et les diagnostics juridiques."),
    epilog=example("glane legal check"),
    subcommand_metavar=SUBCOMMAND,
)
def legal() -> None:
    """Hold the commands about legal content."""


@legal.command(
    help=_("Vérifie le contenu : cohérence, dates de relecture, liens. Code 1 s'il y a une erreur."),
    epilog=example("glane legal check --json"),
)
@_folder
@as_json
def check(folder: Path | None, *, json_output: bool) -> int:
    """Print every fault with its file and line; warnings alone give code 0."""
    library, faults = read_library(datetime.now(UTC).date(), folder)
    errors = errors_among(faults)
    if json_output:
        print_json({"errors": len(errors), "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            click.echo(str(fault))
        _sum_up(library, faults)
    return 1 if errors else 0


def _sum_up(library: Library, faults: list[Fault]) -> None:
    counts = _("{fiches} fiches, {diagnoses} diagnostics, {terms} termes, {sources} sources lues.").format(
        fiches=len(library.fiches),
        diagnoses=len(library.diagnoses),
        terms=len(library.glossary),
        sources=len(library.sources),
    )
    errors = len(errors_among(faults))
    warnings = len(faults) - errors
    if not faults:
        say(counts + " " + _("Rien à corriger."))
        return
    found = ngettext("{n} erreur", "{n} erreurs", errors).format(n=errors)
    warned = ngettext("{n} avertissement", "{n} avertissements", warnings).format(n=warnings)
    say(f"{counts} {found}, {warned}.")


@legal.command(
    help=_("Dessine un diagnostic en Mermaid."), epilog=example("glane legal diagram publier > publier.mmd")
)
@click.argument("slug")
@_folder
@as_json
def diagram(slug: str, folder: Path | None, *, json_output: bool) -> None:
    """Print the flowchart of a diagnosis; as JSON, `{"slug", "mermaid"}`."""
    library, _faults = read_library(datetime.now(UTC).date(), folder)
    try:
        diagnosis = library.get_diagnosis(slug)
    except NotFound:
        known = ", ".join(library.diagnoses)
        text = _("Aucun diagnostic ne s'appelle « {slug} ». Diagnostics : {known}.")
        raise click.BadParameter(text.format(slug=slug, known=known), param_hint="SLUG") from None
    drawn = to_mermaid(diagnosis)
    if json_output:
        print_json({"slug": slug, "mermaid": drawn})
    else:
        click.echo(drawn, nl=False)
