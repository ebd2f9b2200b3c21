"""`glane init`, `migrate` and `doctor`: making an installation and asking how it is."""

from dataclasses import asdict

import click

from catalogue.errors import StoreNeedsMigration
from catalogue.language import gettext as _
from catalogue.store.checking import Check, check_store
from cli.configuration_file import write_template
from cli.installation import Installation
from cli.options import Options, as_json, example
from cli.output import print_json, print_table, words


@click.command(
    help=_("Crée le dossier de données ; peut se relancer."),
    epilog=example("glane init"),
)
@as_json
@click.pass_obj
def init(options: Options, *, json_output: bool) -> None:
    """Make the data folder, its configuration file and the tables."""
    installation = options.open_unchecked()
    installation.prepare()
    folder, path = installation.settings.data_dir, installation.settings.config_file
    written = write_template(path)
    if json_output:
        print_json({"data_dir": str(folder), "config": str(path), "written": written})
        return
    click.echo(_("Dossier de données prêt : {folder}").format(folder=folder))
    click.echo(_("Déclarez vos sources dans {path}, puis lancez « glane harvest ».").format(path=path))


@click.command(help=_("Met les tables à la version du logiciel."), epilog=example("glane migrate"))
@as_json
@click.pass_obj
def migrate(options: Options, *, json_output: bool) -> None:
    """Bring the tables to this version."""
    revision = options.open_unchecked().prepare()
    if json_output:
        print_json({"revision": revision})
    else:
        click.echo(_("Tables à la version {revision}.").format(revision=revision))


@click.command(help=_("Vérifie que tout est entier et à jour."), epilog=example("glane doctor"))
@as_json
@click.pass_obj
def doctor(options: Options, *, json_output: bool) -> int:
    """Check tables, store and index; code 1 where something is wrong."""
    checks = _list_checks(options)
    passed = all(check.passed for check in checks)
    if json_output:
        print_json({"passed": passed, "checks": [asdict(check) for check in checks]})
    else:
        rows = [["✓" if check.passed else "✗", _words(check.name), check.detail] for check in checks]
        print_table([words(""), words(_("contrôle")), words(_("constat"))], rows)
    return 0 if passed else 1


def _list_checks(options: Options) -> list[Check]:
    """Return every check; those of the store need its tables."""
    try:
        installation = options.open()
    except StoreNeedsMigration as error:
        return [Check(name="tables", passed=False, detail=str(error))]
    with installation.database.snapshot() as connection:
        found = check_store(connection)
    return [Check(name="tables", passed=True), *found, _check_index(installation)]


def _check_index(installation: Installation) -> Check:
    status = installation.engine.status()
    with installation.database.reading() as reading:
        position = reading.position()
    passed = status.healthy and status.position == position
    return Check(
        name="index", passed=passed, detail=f"{status.name} {status.version}, {status.position}/{position}"
    )


def _words(name: str) -> str:
    return {
        "tables": _("tables à la version du logiciel"),
        "integrity": _("intégrité de la base"),
        "references": _("renvois rompus entre les tables"),
        "change-log": _("journal des changements sans trou"),
        "datasets": _("fiches sans source"),
        "index": _("index de recherche à jour"),
    }[name]
