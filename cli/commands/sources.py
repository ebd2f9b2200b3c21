"""`glane source`: the sources of the federation, declared in the file or added to the catalogue."""

import click

from catalogue.language import gettext as _
from catalogue.store.sources import SourceState, list_stored_sources, register_sources
from cli.errors import SourceIdsClash
from cli.options import SUBCOMMAND, Options, as_json, example
from cli.output import fixed, moment, numbers, print_json, print_table, words
from cli.reports import status_words
from cli.source_check import SourceCheck, check_source
from harvester.connectors import CONNECTORS
from harvester.sources import parse_source, source_json


@click.group(
    help=_("Les sources moissonnées."), epilog=example("glane source list"), subcommand_metavar=SUBCOMMAND
)
def source() -> None:
    """Hold the commands about sources."""


@source.command(
    "list", help=_("Liste les sources et leur dernière moisson."), epilog=example("glane source list")
)
@as_json
@click.pass_obj
def list_sources(options: Options, *, json_output: bool) -> None:
    """List the sources that the store knows."""
    with options.open().database.reading() as reading:
        states = reading.list_sources()
    if json_output:
        print_json({"sources": [_state_json(state) for state in states]})
        return
    columns = [
        fixed(_("source")),
        words(_("type")),
        words(_("titre")),
        numbers(_("fiches")),
        words(_("état")),
        words(_("dernière moisson (UTC)")),
    ]
    print_table(columns, [_state_row(state) for state in states])


@source.command(
    help=_("Ajoute une source au catalogue (sans toucher au fichier de configuration)."),
    epilog=example(
        "glane source add geo2france --kind csw --url https://www.geo2france.fr/geonetwork/srv/fre/csw"
    ),
)
@click.argument("source_id", metavar="ID")
@click.option(
    "--kind", required=True, type=click.Choice(sorted(CONNECTORS)), help=_("Le protocole du portail.")
)
@click.option("--url", required=True, metavar="URL", help=_("L'adresse à moissonner."))
@click.option("--title", metavar=_("TITRE"), help=_("Le nom du portail."))
@click.option(
    "--territory", "territories", multiple=True, metavar="ZONE", help=_("La couverture par défaut.")
)
@click.option(
    "--rank",
    type=int,
    metavar="N",
    help=_("Plus il est bas, plus la source l'emporte sur les autres ; 100 par défaut."),
)
@as_json
@click.pass_obj
def add(  # noqa: PLR0913 -- one argument per option
    options: Options,
    source_id: str,
    kind: str,
    url: str,
    title: str | None,
    territories: tuple[str, ...],
    rank: int | None,
    *,
    json_output: bool,
) -> None:
    """Add a source to the store."""
    given = {"id": source_id, "kind": kind, "url": url, "title": title, "rank": rank}
    declaration = {key: value for key, value in given.items() if value is not None}
    added = parse_source({**declaration, "territories": list(territories)}, None)
    installation = options.open()
    if any(one.id == added.id for one in installation.declared_sources):
        raise SourceIdsClash([added.id])
    with installation.database.writing() as connection:
        stored = {one.id: one for one in list_stored_sources(connection)}
        register_sources(connection, [*{**stored, added.id: added}.values()], "store")
    if json_output:
        print_json(source_json(added))
    else:
        text = _("Source « {id} » ajoutée. Vérifiez-la : glane source check {id}")
        click.echo(text.format(id=added.id))


@source.command(
    help=_("Demande à une source si elle répond, et ce qu'elle annonce ; n'écrit rien."),
    epilog=example("glane source check --all"),
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--all", "every", is_flag=True, help=_("Toutes les sources, même inactives."))
@as_json
@click.pass_obj
def check(options: Options, ids: tuple[str, ...], *, every: bool, json_output: bool) -> int:
    """Ask sources for their first page; code 2 where none answers, 1 where some do not."""
    if not ids and not every:
        raise click.UsageError(_("Nommez une source, ou ajoutez --all."))
    installation = options.open()
    sources = installation.list_sources() if every else installation.choose_sources(ids)
    checks = [check_source(installation, one) for one in sources]
    if json_output:
        print_json({"sources": [_check_json(one) for one in checks]})
    else:
        print_table(
            [fixed(_("source")), words(_("type")), words(""), numbers(_("annonce")), words(_("constat"))],
            [_check_row(one) for one in checks],
        )
    reachable = sum(one.reachable for one in checks)
    return 0 if reachable == len(checks) else 1 if reachable else 2


def _state_json(state: SourceState) -> dict[str, object]:
    return {
        **source_json(state.source),
        "origin": state.origin,
        "declared": state.declared,
        "records": state.records,
        "last_run": state.last_run,
        "last_status": state.last_status,
        "last_finished_at": state.last_finished_at,
    }


def _state_row(state: SourceState) -> list[object]:
    said = status_words(state.last_status) if state.last_status else "—"
    return [
        state.source.id,
        state.source.kind,
        state.source.title,
        state.records,
        said if state.declared else _("plus déclarée"),
        moment(state.last_finished_at),
    ]


def _check_json(found: SourceCheck) -> dict[str, object]:
    return {name: getattr(found, name) for name in SourceCheck.__slots__}


def _check_row(found: SourceCheck) -> list[object]:
    told = found.message or _("par exemple : {titles}").format(titles=" · ".join(found.titles))
    return [found.id, found.kind, "✓" if found.reachable else "✗", found.announced, told]
