"""The errors of the command line itself.

CommandError
├── CatalogueMissing     the data folder holds no catalogue yet: make one
├── SourceUnknown        no source has this id: the known ones are listed
├── TableUndescribed     a table needs its columns, which the configuration file alone can name
├── SourceIdsClash       one id is declared twice: the start stops
├── RunUnknown           no run has this number
├── JobUnknown           no job has this name: the known ones are listed
├── NothingToHarvest     no source is declared or enabled
├── NothingToRenormalise no record is kept yet
├── AddressTaken         the site cannot listen there
├── FileNotOurs          the demo would write over a configuration that it did not write
└── OutputUnwritable     the file to write cannot be written
"""

import json
from collections.abc import Sequence
from pathlib import Path

from catalogue.language import gettext as _


def quoted(text: str) -> str:
    """Return a text as TOML writes it: JSON's strings are basic strings of TOML 1.0."""
    return json.dumps(text, ensure_ascii=False)


class CommandError(Exception):
    """The root: what a person reads, in the language of the moment; the command ends with code 2."""


class CatalogueMissing(CommandError):
    """The data folder holds no catalogue yet."""

    def __init__(self, folder: Path) -> None:
        text = _("Il n'y a pas encore de catalogue dans {folder}. Créez-le : glane --data-dir {folder} init")
        super().__init__(text.format(folder=folder))


class SourceUnknown(CommandError):
    """No source has this id."""

    def __init__(self, source_id: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or _("aucune")
        text = _("Aucune source ne s'appelle « {id} ». Sources connues : {known}.")
        super().__init__(text.format(id=source_id, known=listed))


class TableUndescribed(CommandError):
    """A table cannot be added without its columns, which only the configuration file can name."""

    def __init__(self, path: Path, source_id: str, url: str) -> None:
        text = _("""\
Une source de type table se déclare dans {path}, où ses colonnes se nomment :

[[sources]]
id = {id}
kind = "table"
url = {url}
[sources.options.columns]       # champ de la fiche = colonne de la table
title = "titre"
description = "résumé"
publisher = "producteur"
""")
        super().__init__(text.format(path=path, id=quoted(source_id), url=quoted(url)))


class SourceIdsClash(CommandError):
    """The same id is declared twice: in the configuration file, or there and in the store."""

    def __init__(self, ids: Sequence[str]) -> None:
        text = _(
            "Ces identifiants de source sont déclarés deux fois, dans le fichier de configuration ou entre "
            "lui et le catalogue : {ids}. Renommez ou retirez l'une des deux déclarations."
        )
        super().__init__(text.format(ids=", ".join(ids)))


class JobUnknown(CommandError):
    """No job has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        text = _("Aucune tâche ne s'appelle « {name} ». Tâches connues : {known}.")
        super().__init__(text.format(name=name, known=", ".join(known)))


class NothingToHarvest(CommandError):
    """No source is declared or enabled."""

    def __init__(self, path: Path) -> None:
        text = _(
            "Aucune source active n'est déclarée. Ajoutez-en une dans {path}, ou par « glane source add »."
        )
        super().__init__(text.format(path=path))


class NothingToRenormalise(CommandError):
    """No source has a record whose original is kept."""

    def __init__(self) -> None:
        super().__init__(_("Le catalogue ne garde encore aucune fiche. Moissonnez d'abord : glane harvest"))


class RunNotRunning(CommandError):
    """A run that should stop goes on no more."""

    def __init__(self, run_id: int) -> None:
        text = _("La moisson {run} n'est plus en cours. Voyez « glane runs show {run} ».")
        super().__init__(text.format(run=run_id))


class AddressTaken(CommandError):
    """The site cannot listen at an address of this machine."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        text = _(
            "Le site ne peut pas répondre à l'adresse {host}, port {port} ({reason}). "
            "Choisissez un autre port, par exemple : --port 8001"
        )
        super().__init__(text.format(host=host, port=port, reason=reason))


class FileNotOurs(CommandError):
    """A configuration file that the demo did not write stands where it would write its own."""

    def __init__(self, path: Path) -> None:
        text = _(
            "{path} n'a pas été écrit par la démonstration, qui ne l'écrase pas. "
            "Donnez-lui un autre dossier : glane --data-dir glane-demo demo"
        )
        super().__init__(text.format(path=path))


class OutputUnwritable(CommandError):
    """The file of `--output` cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            _("{path} ne peut pas être écrit ({reason}). Choisissez un autre chemin.").format(
                path=path, reason=reason
            )
        )
