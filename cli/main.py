"""The `glane` command: its options, its commands, and what each failure ends with.

Exit codes: 0 done; 1 done with rejected items or a source partial, held or failed; 2 nothing could be done;
64 wrong usage (EX_USAGE of BSD's sysexits).
"""

import sys
from pathlib import Path

import click

from catalogue.errors import CatalogueError, SelectionInvalid
from catalogue.language import gettext as _
from cli.click_words import translate_click
from cli.commands import COMMANDS
from cli.errors import CommandError
from cli.explanations import explain
from cli.options import Options
from cli.output import say
from cli.portals import PortalError
from cli.reports import NOTHING_DONE
from config.errors import ConfigurationError
from harvester.errors import HarvestError
from search.errors import QueryInvalid, SearchError

WRONG_USAGE = 64
EXPECTED = (CommandError, PortalError, CatalogueError, ConfigurationError, HarvestError, SearchError, OSError)
"""What may go wrong without a fault of ours; anything else is a bug and shows its trace."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Glane : un catalogue fédéré des données de santé et d'environnement des territoires."),
    epilog=_("Pour voir ce que fait Glane, sans rien préparer : glane demo"),
    subcommand_metavar=_("COMMANDE [ARGUMENTS]…"),
)
@click.version_option(package_name="glane", prog_name="glane", help=_("Affiche la version."))
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar=_("FICHIER"),
    help=_("La configuration, au lieu de glane.toml dans le dossier de données."),
)
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    metavar=_("DOSSIER"),
    help=_("Le dossier de données, au lieu de glane-data dans le dossier courant."),
)
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
    translate_click()
    try:
        code = glane.main(arguments, prog_name="glane", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE if isinstance(error, click.UsageError) else NOTHING_DONE
    except (click.Abort, KeyboardInterrupt):
        say(_("Interrompu."))
        return NOTHING_DONE
    except EXPECTED as error:
        say(explain(error))
        return WRONG_USAGE if isinstance(error, QueryInvalid | SelectionInvalid) else NOTHING_DONE
    return code if isinstance(code, int) else 0
