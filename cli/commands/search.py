"""`glane search`: what the site's search would answer."""

from collections import defaultdict
from functools import partial

import click

from catalogue.language import current_language
from catalogue.language import gettext as _
from catalogue.selection import FILTERS, from_params
from cli.options import Options, as_json, example
from cli.output import print_json, say
from search.query import FACETS, SearchQuery
from web.api.search_json import search_json
from web.filter_check import check_values
from web.labels import Labels, SourceTitles


@click.command(
    help=_("Cherche dans le catalogue."),
    epilog=example('glane search "qualité de l\'air" --filter kind=dataset --territory fr:region:84'),
)
@click.argument("text", metavar=_("[TEXTE]"), required=False, default="")
@click.option("--territory", metavar="ZONE", help=_("Une zone, par exemple fr:departement:69."))
@click.option(
    "--filter", "filters", multiple=True, metavar=_("CLÉ=VALEUR"), help=_("Un filtre ; peut se répéter.")
)
@click.option(
    "--limit",
    default=20,
    show_default=True,
    type=click.IntRange(1, 100),
    metavar="N",
    help=_("Nombre maximal de réponses."),
)
@as_json
@click.pass_obj
def search(
    options: Options,
    text: str,
    territory: str | None,
    filters: tuple[str, ...],
    limit: int,
    *,
    json_output: bool,
) -> None:
    """Search with the filters of pages, API and feeds."""
    selection = from_params(_params(text, territory, filters))
    installation = options.open()
    labels = Labels(gazetteer=installation.gazetteer, source_titles=SourceTitles(installation.database))
    check_values(selection, labels)
    results = installation.engine.search(SearchQuery(selection=selection, limit=limit, facets=FACETS))
    label = partial(labels.label, language=current_language())
    if json_output:
        print_json(search_json(results, label))
        return
    say(_("Résultats : {total}").format(total=results.total))
    for hit in results.hits:
        facts = (hit.id, label("kind", hit.kind), hit.publisher)
        click.echo(f"{click.style(hit.title, bold=True)}\n    {' · '.join(filter(None, facts))}")


def _params(text: str, territory: str | None, filters: tuple[str, ...]) -> dict[str, list[str]]:
    params: dict[str, list[str]] = defaultdict(list)
    params["q"].append(text)
    if territory:
        params["territory"].append(territory)
    for given in filters:
        name, separator, value = given.partition("=")
        if not separator or name not in FILTERS:
            message = _("« {given} » : écrivez CLÉ=VALEUR, avec une clé parmi {names}.")
            raise click.UsageError(message.format(given=given, names=", ".join(FILTERS)))
        params[name].append(value)
    return params
