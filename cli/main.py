"""The `glane` command: its options, its commands, and what each failure ends with.

Exit codes: 0 done; 1 done with rejected items or a source partial, held or failed; 2 nothing could be done;
64 wrong usage (EX_USAGE of BSD's sysexits).
"""

import sys
from pathlib import Path

import click

from catalogue.errors import CatalogueError, RecordNotFound, StoreNeedsMigration, StoreUnavailable
from catalogue.language import gettext as _
from cli.commands import COMMANDS
from cli.errors import CommandError
from cli.options import Options
from cli.output import say
from cli.portals import PortalError
from config.errors import ConfigurationError, SecretMissing, SettingsInvalid
from harvester.errors import HarvestError
from search.errors import IndexUnavailable, QueryInvalid

NOTHING_DONE = 2
WRONG_USAGE = 64


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Glane : un catalogue fédéré des données de santé et d'environnement des territoires."),
    epilog=_("Exemple : glane demo"),
)
@click.version_option(package_name="glane", prog_name="glane")
@click.option("--config", type=click.Path(path_type=Path), help=_("Fichier de configuration (glane.toml)."))
@click.option("--data-dir", type=click.Path(path_type=Path), help=_("Dossier de données."))
@click.pass_context
def glane(context: click.Context, config: Path | None, data_dir: Path | None) -> None:
    """Keep the options for whichever command comes."""
    context.obj = Options(config_file=config, data_dir=data_dir)


for command in COMMANDS:
    glane.add_command(command)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; what went wrong is told on standard error."""
    try:
        code = glane.main(arguments, prog_name="glane", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        say(_("Interrompu."))
        return NOTHING_DONE
    except click.ClickException as error:
        error.show()
        return NOTHING_DONE
    except QueryInvalid as error:
        say(_("{name} : « {value} » ne convient pas ({expected}).").format(**vars(error)))
        return WRONG_USAGE
    except (*EXPECTED, PortalError) as error:
        say(explain(error))
        return NOTHING_DONE
    return code if isinstance(code, int) else 0


EXPECTED = (CommandError, CatalogueError, ConfigurationError, HarvestError, IndexUnavailable, OSError)
"""What may go wrong without a fault of ours; anything else is a bug and shows its trace."""


def explain(error: Exception) -> str:
    """Return what a person should read: what happened, and what to do."""
    if isinstance(error, StoreNeedsMigration):
        return _("Le catalogue n'est pas prêt ({detail}). Lancez « glane migrate ».").format(detail=error)
    if isinstance(error, StoreUnavailable):
        return _("La base de données ne répond pas ({detail}). Vérifiez database.url.").format(detail=error)
    if isinstance(error, RecordNotFound):
        return _("Aucune fiche n'a l'identifiant {id}.").format(id=error.record_id)
    if isinstance(error, IndexUnavailable):
        return _("L'index de recherche ne répond pas ({detail}). Voyez « glane index status ».").format(
            detail=error
        )
    if isinstance(error, SecretMissing):
        text = _("Le secret {reference} manque : donnez-lui une valeur dans l'environnement.")
        return text.format(reference=error.reference)
    if isinstance(error, SettingsInvalid):
        return _("La configuration ne convient pas. {detail}").format(detail=error)
    if isinstance(error, ConfigurationError):
        return _("La configuration ne peut pas être lue. {detail}").format(detail=error)
    return str(error)
