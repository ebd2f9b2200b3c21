"""The options that come before the verb, and how a command gets its installation from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from catalogue.language import gettext as _
from cli.installation import Installation, open_installation

Decorated = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`--config` and `--data-dir` as they were given."""

    config_file: Path | None = None
    data_dir: Path | None = None

    def open(self, options: Mapping[str, Any] | None = None) -> Installation:
        """Return the installation, ready to use.

        Raises `ConfigurationError`, `SourceInvalid`, `SourceIdsClash`, `CatalogueMissing` or
        `StoreNeedsMigration`.
        """
        installation = self.open_unchecked(options)
        declared = installation.declared_sources
        installation.check()
        installation.register(declared)
        return installation

    def open_unchecked(self, options: Mapping[str, Any] | None = None) -> Installation:
        """Return the installation, whose tables may still be missing; it is closed when the command ends."""
        installation = open_installation(self.config_file, self.data_dir, options)
        click.get_current_context().call_on_close(installation.close)
        return installation


SUBCOMMAND = _("COMMANDE [ARGUMENTS]…")
"""What stands for the rest of the line in the usage of a group."""

PORT = click.IntRange(0, 65535)

as_json = click.option(
    "--json", "json_output", is_flag=True, help=_("Une réponse en JSON sur la sortie standard.")
)
"""The option `--json` of every command."""


def example(line: str) -> str:
    """Return the line that ends the help of a command."""
    return _("Exemple : {line}").format(line=line)
