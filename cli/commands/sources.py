"""`glane source`: the sources of the federation, declared in the file or added to the catalogue."""

from typing import Any

import click

from catalogue.language import gettext as _
from catalogue.source import Source
from catalogue.store.sources import SourceState, list_stored_sources, register_sources
from cli.commands.source_check import check
from cli.commands.source_preview import preview_source
from cli.errors import SourceIdsClash, TableUndescribed
from cli.federations import Offer, copy_declaration, read_offer
from cli.options import SUBCOMMAND, Options, as_json, example
from cli.output import fixed, moment, numbers, print_json, print_table, words
from cli.reports import status_words
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
@click.option(
    "--federation",
    metavar=_("LISTE"),
    help=_("Ce que contient une liste fournie (sante-environnement), retenue ou non."),
)
@as_json
@click.pass_obj
def list_sources(options: Options, *, federation: str | None, json_output: bool) -> None:
    """List the sources that the store knows, or those that a list offers."""
    installation = options.open()
    if federation is not None:
        _print_offer(read_offer(installation, federation), json_output=json_output)
        return
    with installation.database.reading() as reading:
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
    rows = [_state_row(state) for state in states]
    if any(state.source.confidence for state in states):
        columns.append(fixed(_("confiance")))
        rows = [[*row, state.source.confidence] for row, state in zip(rows, states, strict=True)]
    print_table(columns, rows)


@source.command(
    help=_("Ajoute une source au catalogue (sans toucher au fichier de configuration)."),
    epilog=example(
        "glane source add geo2france --kind csw --url https://www.geo2france.fr/geonetwork/srv/fre/csw"
    ),
)
@click.argument("source_id", metavar="ID")
@click.option(
    "--from",
    "federation",
    metavar=_("LISTE"),
    help=_("Reprend la source d'une liste fournie (sante-environnement) ; les autres options la changent."),
)
@click.option(
    "--kind",
    type=click.Choice(sorted(CONNECTORS)),
    help=_("Le protocole du portail ; une table se déclare dans glane.toml, où ses colonnes se nomment."),
)
@click.option("--url", metavar="URL", help=_("L'adresse à moissonner."))
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
def add(
    options: Options, /, source_id: str, *, federation: str | None, json_output: bool, **given: Any
) -> None:
    """Add a source to the store; `given` are the other options, keys of a declaration."""
    if federation is None and not (given["kind"] and given["url"]):
        raise click.UsageError(_("Donnez --kind et --url, ou --from et le nom d'une liste fournie."))
    told = {"id": source_id, **given, "territories": list(given["territories"])}
    declaration = {key: value for key, value in told.items() if value not in (None, [])}
    installation = options.open()
    if federation is None and given["kind"] == "table":
        raise TableUndescribed(installation.settings.config_file, source_id, given["url"])
    if federation is not None:
        declaration = copy_declaration(installation, federation, declaration)
    added = parse_source(declaration, None)
    declared = {one.id for one in installation.declared_sources} - installation.listed_ids
    if added.id in declared:
        raise SourceIdsClash([added.id])
    with installation.database.writing() as connection:
        stored = {one.id: one for one in list_stored_sources(connection)}
        register_sources(connection, [*{**stored, added.id: added}.values()], "store")
    if json_output:
        print_json(source_json(added))
    else:
        text = _("Source « {id} » ajoutée. Vérifiez-la : glane source check {id}")
        click.echo(text.format(id=added.id))


for command in (check, preview_source):
    source.add_command(command)


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
    return [
        state.source.id,
        state.source.kind,
        state.source.title,
        state.records,
        _words_of(state),
        moment(state.last_finished_at),
    ]


def _words_of(state: SourceState) -> str:
    if not state.declared:
        return _("plus déclarée")
    said = [status_words(state.last_status)] if state.last_status else []
    return ", ".join([*said, *([] if state.source.enabled else [_("inactive")])]) or "—"


def _print_offer(offer: Offer, *, json_output: bool) -> None:
    if json_output:
        listed = [{**source_json(one), "declared": one.id in offer.declared} for one in offer.sources]
        print_json({"federation": offer.federation.name, "title": offer.federation.title, "sources": listed})
        return
    columns = [
        fixed(_("source")),
        words(_("type")),
        words(_("titre")),
        fixed(_("confiance")),
        words(_("ici")),
        words(_("adresse")),
    ]
    print_table(columns, [_offer_row(one, one.id in offer.declared) for one in offer.sources])


def _offer_row(offered: Source, is_declared: bool) -> list[object]:
    here = _("active") if offered.enabled else _("inactive") if is_declared else "—"
    address = offered.url or offered.path
    return [offered.id, offered.kind, offered.title, offered.confidence, here, address]
