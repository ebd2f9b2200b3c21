"""The errors of the command line itself.

CommandError
├── SourceUnknown       no source has this id: the known ones are listed
├── SourceIdsClash      the file and the store both declare a source: the start stops
├── RunUnknown          no run has this number
└── NothingToHarvest    no source is declared or enabled
"""

from collections.abc import Sequence

from catalogue.language import gettext as _


class CommandError(Exception):
    """The root: what a person reads, in the language of the moment; the command ends with code 2."""


class SourceUnknown(CommandError):
    """No source has this id."""

    def __init__(self, source_id: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or _("aucune")
        text = _("Aucune source ne s'appelle « {id} ». Sources connues : {known}.")
        super().__init__(text.format(id=source_id, known=listed))


class SourceIdsClash(CommandError):
    """The same id is declared in the configuration file and in the store."""

    def __init__(self, ids: Sequence[str]) -> None:
        text = _(
            "Ces identifiants de source sont déclarés deux fois, dans le fichier de configuration et dans le "
            "catalogue : {ids}. Renommez ou retirez l'une des deux déclarations."
        )
        super().__init__(text.format(ids=", ".join(ids)))


class NothingToHarvest(CommandError):
    """No source is declared or enabled."""

    def __init__(self) -> None:
        super().__init__(
            _("Aucune source n'est déclarée. Ajoutez-en une dans glane.toml ou avec « glane source add ».")
        )


class RunUnknown(CommandError):
    """No run has this number."""

    def __init__(self, run_id: int) -> None:
        text = _("Aucune moisson n'a le numéro {run}. Voyez « glane runs list ».")
        super().__init__(text.format(run=run_id))
